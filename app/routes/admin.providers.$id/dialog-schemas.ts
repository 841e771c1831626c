import { z } from "zod";
import { countText, neededText, priceText, shortText } from "~/components/checked-form/field-rules";
import { parseCredentialText } from "~/components/credentials/credential-text";
import { readLines } from "~/components/provider-form/provider-document";
import { isUsableSecret } from "~/gateway/credential-form";

// What can be said of the page's dialogs without the server, by the `intent` of their forms.

export const keysFormSchema = z.object({
  credentials: z
    .string({ error: "noKey" })
    .refine((text) => parseCredentialText(text).credentials.length > 0, { error: "noKey" }),
});

export const modelsFormSchema = z.object({
  models: z
    .string({ error: "noName" })
    .refine((text) => readLines(text).length > 0, { error: "noName" })
    .refine((text) => readLines(text).every((name) => name.length <= 256), { error: "tooLong" }),
});

export const renameFormSchema = z.object({ newName: neededText(128) });
export const replaceFormSchema = z.object({
  value: neededText(16_384).refine((text) => text === "" || isUsableSecret(text), { error: "unusableKey" }),
});

export const modelFormSchema = z.object({
  id: neededText(256),
  upstream: shortText(256),
  input: priceText,
  output: priceText,
  cachedInput: priceText,
  cacheWrite: priceText,
  inputAudio: priceText,
  outputAudio: priceText,
  perImage: priceText,
  perSecond: priceText,
  perCharacter: priceText,
  perRequest: priceText,
  contextLength: countText,
  maxOutputTokens: countText,
});

export const dialogSchemas = {
  "credentials.add": keysFormSchema,
  "credentials.rename": renameFormSchema,
  "credentials.replace": replaceFormSchema,
  "models.add": modelsFormSchema,
  "models.save": modelFormSchema,
} as const;

/** `models.3.pricing.input` of the whole list is told at `input`. */
export function modelFieldOf(path: string): string | null {
  const field =
    path
      .replace(/^models\.\d+\.(pricing\.)?/, "")
      .replace(/^pricing\./, "")
      .split(".")[0] ?? "";
  return field in modelFormSchema.shape ? field : null;
}
