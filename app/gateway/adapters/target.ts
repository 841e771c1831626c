import type { ModelEntry } from "../config/config";
import type { Credential, Provider } from "../config/entities";
import type { Ports } from "../ports";

/** Where one attempt goes. */
export interface Target {
  provider: Provider;
  credential: Credential | null;
  /** The model's name at the upstream. */
  model: string;
  /** The most that the model answers with in tokens, as the operator or the catalogue says. */
  maxOutputTokens?: number | null;
  /** The entry of the provider's list that matched, where one did. */
  entry?: ModelEntry | null;
  /** The upstream has said that it takes this model's tools at /responses alone while the model thinks. */
  toolsOverResponses?: boolean;
}

/** A provider and the credential to call it with. */
export type Endpoint = Pick<Target, "provider" | "credential">;

/** What an adapter may ask of its host while it prepares a call: a token, an image behind an address. */
export interface PrepareContext {
  fetch: Ports["fetch"];
  now: Ports["now"];
  ai?: Ports["ai"];
  /** Ends with the attempt. */
  signal: AbortSignal;
}
