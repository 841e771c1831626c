import type { Credential } from "./config/entities";
import { isUsableSecret, secretRule } from "./credential-form";

/** One that cannot be used is off and says why: it would fail at every call without a word. `what` is the reason's subject. */
export const usable = (credential: Credential, what: string): Credential =>
  isUsableSecret(credential.secret)
    ? credential
    : { ...credential, secret: "", state: "off", lastError: `${what} ${secretRule}` };
