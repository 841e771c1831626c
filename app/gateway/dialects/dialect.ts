import type { GatewayError } from "../errors";
import type { JsonObject } from "../openai/fields";
import type { Surface } from "./surface";

/** What an upstream is asked to do; adapters say which of them they can. */
export type Operation = "chat" | "completions" | "embeddings";

/** The gateway's own fields of a request, already taken out of the body. */
export interface RoutingOptions {
  /** Only that provider (`provider` as a string), or OpenRouter's preferences. */
  provider: ProviderPreferences | null;
  /** Further models to fall back to, in order. */
  models: string[];
  strategy: "priority" | "cheapest" | "fastest" | "reliable" | "balanced" | null;
  metadata: Record<string, string> | null;
}

export interface ProviderPreferences {
  order?: string[];
  only?: string[];
  ignore?: string[];
  allowFallbacks?: boolean;
  requireParameters?: boolean;
  sort?: "price" | "latency" | "throughput";
  /** USD per million tokens. */
  maxPrice?: { prompt?: number; completion?: number };
}

/** A request in its client's own format, for upstreams that speak it too. */
export interface NativeRequest {
  format: "anthropic" | "gemini" | "responses";
  /** Without the gateway's own fields. */
  body: JsonObject;
  /** The bytes the client sent, where `body` still says the same. */
  text: string | null;
  /** Headers of the client that belong to the format. */
  headers?: Record<string, string>;
  /** What only an upstream of this format can do: the field, and what a client hears where none is left. */
  nativeOnly: { field: string; message: string; details?: JsonObject } | null;
}

/** A request as every later step sees it: OpenAI's shape, parsed once. */
export interface Call {
  operation: Operation;
  /** The request body in OpenAI's shape, without the gateway's own fields. */
  body: JsonObject;
  /** The bytes the client sent, where `body` still says the same: an upstream of the same format gets them spliced. */
  text: string | null;
  model: string;
  stream: boolean;
  /** The client asked for the usage chunk of a stream. */
  includeUsage: boolean;
  routing: RoutingOptions;
  /** How the answer is written where the client does not speak OpenAI's own shapes. */
  surface: Surface | null;
  /** Null where the client speaks OpenAI's shapes. */
  native: NativeRequest | null;
}

/** How clients speak on one surface. */
export interface Dialect {
  endpoint: string;
  operation: Operation;
  /** Throws a GatewayError (400) that names the field. */
  read(text: string): Call;
  /** The surface's error body. */
  error(error: GatewayError, requestId: string): JsonObject;
  /** True where errors are not OpenAI's object: an upstream's own error object is rewritten too. */
  ownErrors?: true;
  /** The vendor's name for `x-request-id`, where its SDK reads another. */
  requestIdHeader?: string;
  /** A key that came in the address, for a request that has none in its headers. */
  keyInUrl?: string | null;
}
