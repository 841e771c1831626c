import * as z from "zod/mini";
import type { Request } from "../admin.playground/use-workbench";

// What the Image mode sends to /v1/images: with pictures in the draft an edit of them, without a new one.
// https://platform.openai.com/docs/api-reference/images

export const imageQualities = ["low", "medium", "high", "standard", "hd"] as const;
export const imageSizes = ["1024x1024", "1536x1024", "1024x1536", "1792x1024", "512x512"];

export const imageSettingsSchema = z.object({
  model: z.string(),
  /** `1024x1024`; empty leaves it to the model, as for the others. */
  size: z.string(),
  quality: z.string(),
  count: z.nullable(z.number()),
  failover: z.boolean(),
});
export type ImageSettings = z.infer<typeof imageSettingsSchema>;

export const defaultImageSettings: ImageSettings = { model: "", size: "", quality: "", count: null, failover: true };

export const imageDraftSchema = z.object({
  prompt: z.string(),
  /** Pictures to edit, as data URIs. */
  images: z.array(z.string()),
});
export type ImageDraft = z.infer<typeof imageDraftSchema>;

export const isSize = (size: string): boolean => /^(?:auto|\d{1,5}x\d{1,5})$/.test(size);

/** In the order in which a person would write the fields; the pictures of an edit are not among them. */
export function imageFields(settings: ImageSettings, prompt: string): Record<string, unknown> {
  const size = settings.size.trim();
  return {
    model: settings.model,
    prompt,
    ...(isSize(size) ? { size } : {}),
    ...(settings.quality === "" ? {} : { quality: settings.quality }),
    ...(settings.count === null ? {} : { n: settings.count }),
    ...(settings.failover ? {} : { provider: { allow_fallbacks: false } }),
  };
}

export interface MadeImage {
  /** A data URI, or the address that the provider gave. */
  source: string;
  /** What the provider made of the prompt. */
  revisedPrompt: string | null;
}

const answerSchema = z.object({
  data: z.array(
    z.object({
      b64_json: z.nullish(z.string()),
      url: z.nullish(z.string()),
      revised_prompt: z.nullish(z.string()),
    }),
  ),
});

/** Throws where the answer is not OpenAI's. */
export function readImages(json: unknown): MadeImage[] {
  return z.parse(answerSchema, json).data.flatMap(({ b64_json, url, revised_prompt }) => {
    const source = b64_json ? `data:${typeOf(b64_json)};base64,${b64_json}` : webAddress(url);
    return source ? [{ source, revisedPrompt: revised_prompt ?? null }] : [];
  });
}

/** An address is shown and linked: nothing but the web's own. */
const webAddress = (url: string | null | undefined) => (url && /^https?:\/\//i.test(url) ? url : null);

/** By the first bytes, as base64 writes them. */
function typeOf(base64: string): string {
  if (base64.startsWith("/9j/")) return "image/jpeg";
  if (base64.startsWith("UklGR")) return "image/webp";
  return base64.startsWith("R0lGOD") ? "image/gif" : "image/png";
}

export function imageRequest(settings: ImageSettings, { prompt, images }: ImageDraft): Request<MadeImage[]> {
  const fields = imageFields(settings, prompt.trim());
  if (images.length === 0) return { path: "images/generations", body: fields, read: readImages };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  for (const [place, image] of images.entries()) {
    const file = fileOf(image);
    form.append(images.length > 1 ? "image[]" : "image", file, `image-${place + 1}.${extensionOf(file.type)}`);
  }
  return { path: "images/edits", body: form, read: readImages };
}

export const extensionOf = (type: string): string => type.replace(/^image\//, "").replace("jpeg", "jpg");

/** `image/png` where a data URI does not say. */
export const typeOfDataUri = (source: string): string => /^data:([^;,]+)/.exec(source)?.[1] ?? "image/png";

function fileOf(dataUri: string): Blob {
  const bytes = Uint8Array.from(atob(dataUri.slice(dataUri.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: typeOfDataUri(dataUri) });
}
