import type { Provider } from "../../config/entities";
import type { Call, NativeRequest } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import type { NativeAdapter, UpstreamCall } from "../adapter";
import { lacksFeature } from "../anthropic/at-cloud";
import { messagesAnswer, messagesError } from "../anthropic/response";
import { MessagesStream } from "../anthropic/stream";
import { messagesTranslation } from "../anthropic/translation";
import { jsonHeaders } from "../foreign/headers";
import type { Target } from "../target";
import type { FrameEvent, FrameReader, StreamTranslator, Translation } from "../translation";
import { authorised, invoke } from "./call";
import { betasFor, ownFields, serverTools } from "./claude-fields";
import { withInlineSources } from "./claude-media";
import { BedrockFrames } from "./frames";
import { familyOf } from "./models";
import { hasVersion } from "./openai";
import { converseError } from "./response";

// Claude in Anthropic's own format, for clients that speak it: nothing is lost to Converse on the way.
// https://docs.aws.amazon.com/bedrock/latest/userguide/inference-messages-api.html: InvokeModel at the runtime endpoint,
// with the model in the path, the version and the betas in the body, and a stream of binary frames whose bytes are the
// API's events; at bedrock-mantle the API as Anthropic has it.

const bodyVersion = "bedrock-2023-05-31";
const headerVersion = "2023-06-01";

export const claudeNative: NativeAdapter = {
  speaks: (format, provider, model) => format === "anthropic" && familyOf(model) === "claude" && speaksOwn(provider),
  lacks: ({ body }) => lacksFeature(body, serverTools),
  prepare(native, call, target, context) {
    const build = (body: JsonObject): UpstreamCall =>
      authorised(
        hasVersion(target.provider.baseUrl)
          ? mantleCall(native, body, target)
          : runtimeCall(native, body, call, target),
        target,
        context,
      );
    const inline = withInlineSources(native.body, target.provider, context);
    return inline instanceof Promise ? inline.then(build) : build(inline);
  },
  translation: messagesTranslation,
};

/** `options.api` is the operator's word for one format; a base URL with a version is Anthropic's only at bedrock-mantle. */
function speaksOwn({ baseUrl, options }: Provider): boolean {
  if (options.api === "converse" || options.api === "openai") return false;
  return !hasVersion(baseUrl) || /\/\/bedrock-mantle\./.test(baseUrl);
}

function runtimeCall(native: NativeRequest, body: JsonObject, call: Call, target: Target): UpstreamCall {
  const path = call.stream ? "invoke-with-response-stream" : "invoke";
  return invoke(target, path, claudeBody(native, body, target.provider), invokeTranslation);
}

/** The body of InvokeModel; `body`: the request's with its media in it. */
export function claudeBody(native: NativeRequest, body: JsonObject, provider: Provider): JsonObject {
  const betas = betasFor(native, provider);
  return {
    anthropic_version: bodyVersion,
    ...(betas.length === 0 ? {} : { anthropic_beta: betas }),
    ...ownFields(body),
  };
}

function mantleCall(native: NativeRequest, body: JsonObject, target: Target): UpstreamCall {
  const betas = betasFor(native, target.provider);
  const headers = {
    "anthropic-version": headerVersion,
    ...(betas.length === 0 ? {} : { "anthropic-beta": betas.join(",") }),
  };
  const { stream } = body;
  return {
    method: "POST",
    url: new URL("/anthropic/v1/messages", target.provider.baseUrl).href,
    headers: jsonHeaders(target, headers),
    body: JSON.stringify({ ...ownFields(body), model: target.model, ...(stream === undefined ? {} : { stream }) }),
    translation: messagesTranslation,
  };
}

/** An error is AWS's, at this endpoint, or the model's own in Anthropic's shape. */
const errorOf = (text: string): JsonObject => (/"error"\s*:/.test(text) ? messagesError(text) : converseError(text));

const invokeTranslation: Translation = {
  whole: messagesAnswer,
  error: errorOf,
  stream: (call) => new InvokeStream(call),
  frames: () => new InvokeFrames(),
};

/** The message's events, and AWS's exceptions among them. */
class InvokeStream implements StreamTranslator {
  readonly #events: MessagesStream;

  constructor(call: Call) {
    this.#events = new MessagesStream(call);
  }

  get done(): boolean {
    return this.#events.done;
  }

  event(name: string | null, data: string): JsonObject[] {
    return name?.endsWith("Exception") ? [converseError(data, name)] : this.#events.event(name, data);
  }
}

/** Frames of `{"bytes"}`: an event of the API in base64. Exceptions and errors stay what they are. */
class InvokeFrames implements FrameReader {
  readonly #frames = new BedrockFrames();

  push(bytes: Uint8Array): FrameEvent[] {
    return this.#frames.push(bytes).flatMap((frame) => {
      if (frame.name === "error") return [{ name: "transportException", data: frame.data }];
      if (frame.name !== "chunk") return [frame];
      const event = eventIn(frame.data);
      return event === null ? [] : [event];
    });
  }
}

const decoder = new TextDecoder();

/** One broken event does not end a stream: null. */
function eventIn(frame: string): FrameEvent | null {
  try {
    const { bytes } = JSON.parse(frame) as { bytes?: unknown };
    if (typeof bytes !== "string") return null;
    const text = decoder.decode(Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)));
    const event: unknown = JSON.parse(text);
    if (!isObject(event) || typeof event.type !== "string") return null;
    // An event of the stream is one line.
    return { name: event.type, data: text.includes("\n") ? JSON.stringify(event) : text };
  } catch {
    return null;
  }
}
