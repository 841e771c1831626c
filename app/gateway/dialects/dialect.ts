import type { Capture } from "../capture/capture";
import type { ApiKey } from "../config/entities";
import type { GatewayError } from "../errors";
import type { MediaOperation, MediaRequest } from "../media/media-request";
import type { JsonObject } from "../openai/fields";
import type { Ports } from "../ports";
import type { KeptResponse } from "../store";
import type { Surface } from "./surface";

/** What an upstream is asked to do; adapters say which of them they can. */
export type TextOperation = "chat" | "completions" | "embeddings";
export type Operation = TextOperation | MediaOperation;

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

/** Wire formats that both a client surface and an upstream can speak. */
export type NativeFormat = "anthropic" | "gemini" | "responses";

/** A request as its client sent it, for an upstream that speaks the same format: nothing is lost on the way. */
export interface NativeRequest {
  format: NativeFormat;
  /** The body without the gateway's own fields. */
  body: JsonObject;
  /** The bytes the client sent, where `body` still says the same. */
  text: string | null;
  /** Headers of the format that go on to the upstream, such as `anthropic-beta`. */
  headers: Record<string, string>;
  /** A feature that only this format has: upstreams of other formats are left out, with none left this is the 400. */
  nativeOnly: NativeFeature | null;
  /** It has tools in namespaces, searches for tools or adds some, which not every upstream of the format knows. */
  namespaces?: true;
}

export interface NativeFeature {
  /** The request's field, as the 400 names it. */
  field: string;
  message: string;
  /** `error.details` of the 400. */
  details?: JsonObject;
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
  /** It has chat's tools of the type `custom`, which few upstreams know. */
  customTools?: true;
  routing: RoutingOptions;
  /** How the answer is written where the client does not speak OpenAI's own shapes. */
  surface: Surface | null;
  /** The request in the client's own format, where that is not OpenAI's chat. */
  native: NativeRequest | null;
  /** What an operation other than text has beside its body: files, an existing video, a call to pass through. */
  media?: MediaRequest;
  /** Where the answer is kept or recorded: streams are put together to wholes, and calls to upstreams are told to `capture`. */
  watched?: { capture: Capture | null };
}

/** Responses that the gateway kept for the calling key. */
export interface KeptResponses {
  find(id: string): Promise<KeptResponse | null>;
  /** The response and all that it builds on, oldest first; null where one of them is missing. */
  chain(id: string): Promise<KeptResponse[] | null>;
}

/** How clients speak on one surface. */
export interface Dialect {
  endpoint: string;
  operation: Operation;
  /** Throws a GatewayError (400) that names the field. A promise only where the request builds on what was kept. */
  read(text: string, kept: KeptResponses): Call | Promise<Call>;
  /** Reads the whole request instead, where it is not JSON text alone: forms, paths with an id, raw bytes. */
  receive?(request: Request, key: ApiKey, ports: Ports): Promise<Call>;
  /** The surface's error body. */
  error(error: GatewayError, requestId: string): JsonObject;
  /** An upstream's error body of OpenAI's shape, for a surface whose errors have that shape and whose fields other names. */
  openAiBody?(body: JsonObject): JsonObject;
  /** Where the client asks how many tokens its request has: the surface's answer. */
  counted?(tokens: number): JsonObject;
  /** The vendor's name for `x-request-id`, where its SDK reads another. */
  requestIdHeader?: string;
  /** A key that came in the address, for a request that has none in its headers. */
  keyInUrl?: string | null;
}

/** A surface whose requests stand on their own. */
export interface PlainDialect extends Dialect {
  read(text: string): Call;
}
