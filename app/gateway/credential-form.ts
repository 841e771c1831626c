import { parseObject } from "./openai/fields";

/** Blanks may stand within: some upstreams want a word before the key. */
const headerText = /^[\x20-\x7e]+$/;

export const secretRule = "must be one line of visible ASCII characters: no header can carry anything else";

/**
 * Whether an upstream can be called with it. A credential goes into a header as it is (of a key pair, the part that names
 * it); only a service account's JSON, which may have many lines, never does.
 */
export const isUsableSecret = (secret: string): boolean => headerText.test(secret) || isServiceAccount(secret);

function isServiceAccount(secret: string): boolean {
  if (!secret.trimStart().startsWith("{")) return false;
  const { client_email: email, private_key: key } = parseObject(secret) ?? {};
  return typeof email === "string" && typeof key === "string";
}
