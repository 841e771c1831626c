import type { Call, Operation } from "../dialects/dialect";
import type { Credential, Provider, UpstreamResponse } from "../ports";
import type { Translation } from "./translation";

/** Where one attempt goes. */
export interface Target {
  provider: Provider;
  credential: Credential | null;
  /** The model's name at the upstream. */
  model: string;
}

export interface UpstreamCall {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/** How upstreams of one wire format speak. Pure, apart from an in-process `transport`. */
export interface Adapter {
  id: string;
  operations: ReadonlySet<Operation>;
  /** Builds the upstream call for a request. */
  prepare(call: Call, target: Target): UpstreamCall;
  /** The call that lists the upstream's models; null where it has no such list. */
  listModels(target: Omit<Target, "model">): UpstreamCall | null;
  /** Model ids of that list's answer; throws where it is not one. */
  readModels(answer: unknown): string[];
  /** Absent where the upstream answers in OpenAI's format: its bytes then pass through. */
  translation?: Translation;
  /** Answers inside the gateway instead of over the network. */
  transport?(call: UpstreamCall, target: Target, signal: AbortSignal): Promise<UpstreamResponse>;
}
