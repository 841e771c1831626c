import type { Provider } from "../config/entities";
import type { Call, NativeFormat, NativeRequest, Operation } from "../dialects/dialect";
import type { MediaAdapter } from "../media/media";
import type { JsonObject } from "../openai/fields";
import type { UpstreamResponse } from "../ports";
import type { Endpoint, PrepareContext, Target } from "./target";
import type { Translation } from "./translation";

export interface UpstreamCall {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  /** How this call's answer is read, where it is not as the adapter's `translation` says. */
  translation?: Translation;
  /** The headers of a call that is signed; asked for last, when nothing of the body changes any more. */
  sign?(body: string | null): Promise<Record<string, string>>;
  /** Goes another way than the network. */
  send?(body: string | null): Promise<UpstreamResponse>;
}

/** What an upstream takes as its client sent it, because both speak the same format. */
export interface NativeAdapter {
  /** `model` as the upstream names it: some upstreams speak several formats. */
  speaks(format: NativeFormat, provider: Provider, model: string): boolean;
  /** The upstream would refuse this request, which can be said in chat's words: it is translated. */
  refuses?(native: NativeRequest, provider: Provider): boolean;
  /** The request has a feature of its format that this upstream does not have: another one may. */
  lacks?(native: NativeRequest): boolean;
  prepare(
    native: NativeRequest,
    call: Call,
    target: Target,
    context: PrepareContext,
  ): UpstreamCall | Promise<UpstreamCall>;
  /** Reads the answers beside their way to the client: for usage, the end and errors. */
  translation: Translation;
}

/** An upstream's call that says how many tokens a chat request has. */
export interface TokenCounter {
  /** Whether it can for this model; absent where it can for all. */
  counts?(target: Target): boolean;
  prepare(call: Call, target: Target, context: PrepareContext): UpstreamCall | Promise<UpstreamCall>;
  /** Null where the answer has no count. */
  read(answer: JsonObject | null): number | null;
  /** The body of an error answer -> `{"error": {"message", "type", "code"}}`. */
  error(text: string): JsonObject;
}

/** A call to a provider's own API, as a client made it. */
interface OutgoingCall {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

/** `headers` are the adapter's own alone. */
interface Authorised {
  url: string;
  headers: Record<string, string>;
}

/** Names of the headers in which an answer tells a rate limit, and what is left of it. */
export type LimitHeaders = readonly (readonly [limit: string, remaining: string])[];

/** How upstreams of one wire format speak. Pure, apart from what `PrepareContext` gives and an in-process `transport`. */
export interface Adapter {
  id: string;
  operations: ReadonlySet<Operation>;
  /**
   * Builds the upstream call for a request; a promise only where something has to be fetched or signed first. Throws a 400
   * that names the field where the upstream cannot do it, an UpstreamFailure where what was fetched first could not be had.
   */
  prepare(call: Call, target: Target, context: PrepareContext): UpstreamCall | Promise<UpstreamCall>;
  /** The call that lists the upstream's models; null, never a promise of it, where it has no such list. */
  listModels(target: Endpoint, context: PrepareContext): UpstreamCall | Promise<UpstreamCall> | null;
  /** Model ids of that list's answer; throws where it is not one. */
  readModels(answer: unknown): string[];
  /** Absent where the upstream answers in OpenAI's format: its bytes then pass through. */
  translation?: Translation;
  native?: NativeAdapter;
  /**
   * A client's text goes on as it is, and what has to be changed in it keeps its long integers by the adapter's own care.
   * Absent where it never does.
   */
  passesText?(target: Target): boolean;
  /** A call that costs nothing and shows whether a key works, where there is no list of models to ask for. */
  checkKey?(target: Endpoint): UpstreamCall;
  /** Images, audio, videos, moderation, reranking: absent where the upstream has none of them. */
  media?: MediaAdapter;
  /**
   * Puts the provider's authentication onto any call to its API. Absent where the headers of `listModels` or of a chat
   * serve for every call.
   */
  authorise?(call: OutgoingCall, target: Target, context: PrepareContext): Authorised | Promise<Authorised>;
  /**
   * Parameters of a chat for which its format has no word: refused, or left out. A request that requires its parameters goes
   * elsewhere. Absent where that is a matter of the model or of nothing but quirks.
   */
  lacks?: readonly string[];
  /** Absent where answers do not tell them. */
  limitHeaders?: LimitHeaders;
  /** Absent where the upstream cannot count: the gateway estimates. */
  countTokens?: TokenCounter;
  /** The request goes better with the signed reasoning of earlier turns, which its client may have dropped. */
  wantsSignatures?(call: Call, target: Target): boolean;
  /** What names of tools the upstream takes; absent, or undefined for a call, where that is not known or the client's affair. */
  toolNames?(call: Call): RegExp | undefined;
  /** The upstream knows tools of the type `custom`; absent where it never does: it gets functions. */
  knowsCustomTools?(call: Call, target: Target): boolean;
  /** Answers without the network; null where this call goes over it all the same. */
  transport?(call: UpstreamCall, target: Target, signal: AbortSignal): Promise<UpstreamResponse> | null;
}

/** An adapter that asks nothing of its host. */
export interface PlainAdapter extends Adapter {
  prepare(call: Call, target: Target): UpstreamCall;
  listModels(target: Endpoint): UpstreamCall | null;
}
