import { z } from "zod";
import type { AppEnv } from "./platform";

/** The host's environment is not usable; the message says which variable and how to set it. */
export class ConfigurationError extends Error {}

const bytes = (name: string) =>
  z.string().transform((text, context) => {
    const decoded = decode(text.trim());
    if (decoded?.byteLength === 32) return decoded;
    context.addIssue(`${name} must be 32 bytes in base64. Make one with: openssl rand -base64 32`);
    return z.NEVER;
  });

const text = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value === "" ? null : value));

const schema = z.object({
  ADMIN_PASSWORD: text,
  ADMIN_TOKEN: text,
  ENCRYPTION_KEY: z
    .string({ error: "ENCRYPTION_KEY is not set. Make one with: openssl rand -base64 32" })
    .min(1, "ENCRYPTION_KEY is empty. Make one with: openssl rand -base64 32")
    .pipe(bytes("ENCRYPTION_KEY")),
  /** Former keys, separated by commas: what they sealed is still read, new secrets use ENCRYPTION_KEY. */
  ENCRYPTION_KEY_PREVIOUS: z
    .string()
    .optional()
    .transform((value) => (value ?? "").split(",").filter((part) => part.trim() !== ""))
    .pipe(z.array(bytes("ENCRYPTION_KEY_PREVIOUS"))),
  ALLOW_PRIVATE_UPSTREAMS: z.string().optional(),
});

/** Reads the variables of the host; throws a ConfigurationError. */
export function readEnv(variables: Record<string, unknown>, defaults: { allowPrivateUpstreams: boolean }): AppEnv {
  const strings = Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const parsed = schema.safeParse(strings);
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map((issue) => issue.message).join(" "));
  const { data } = parsed;
  return {
    adminPassword: data.ADMIN_PASSWORD,
    adminToken: data.ADMIN_TOKEN,
    encryptionKey: data.ENCRYPTION_KEY,
    previousEncryptionKeys: data.ENCRYPTION_KEY_PREVIOUS,
    allowPrivateUpstreams: data.ALLOW_PRIVATE_UPSTREAMS
      ? /^(1|true|yes)$/i.test(data.ALLOW_PRIVATE_UPSTREAMS)
      : defaults.allowPrivateUpstreams,
    variables: strings,
  };
}

function decode(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    return null;
  }
}
