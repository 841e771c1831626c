import type { CredentialState } from "~/admin/types";

/** A provider none of whose keys may be called now: each rests, was refused or is off. One that needs no key has none to lack. */
export const hasNoUsableKey = (states: readonly CredentialState["state"][]): boolean =>
  states.length > 0 && states.every((state) => state !== "ok");
