import type { Adapter, NativeAdapter } from "./adapters/adapter";
import { adapterById, nativeFor } from "./adapters/registry";
import type { Translation } from "./adapters/translation";
import { AttemptClock } from "./attempt-clock";
import type { Cancellation } from "./cancellation";
import type { Settings } from "./config";
import type { Call } from "./dialects/dialect";
import { GatewayError } from "./errors";
import { classifyStatus, type Failure, failure, parseObject, redact, refusal } from "./failure";
import type { JsonObject } from "./openai/fields";
import type { ByteReader, Ports, UpstreamResponse } from "./ports";
import type { Place } from "./routing/plan";
import { OpenAiRelay } from "./stream/relay";
import { readTranslated, readWhole, type WholeAnswer } from "./whole-answer";

/** Error bodies are read so far; more is not worth waiting for. */
const longestError = 64 * 1024;
/** A stream that has sent so much without content is let through: holding more would cost memory. */
const gateBytes = 64 * 1024;

export interface StreamAnswer {
  relay: OpenAiRelay;
  reader: ByteReader;
  /** What came before and with the first content, ready for the client. */
  head: Uint8Array[];
  /** Unix ms by which the first content must be there, where the stream was let through before it. */
  startBy: number;
  /** Ends the upstream call. */
  abort(): void;
}

export type AttemptResult =
  | { answer: WholeAnswer; stream: null; failure: null; firstByteAt: number }
  | { answer: null; stream: StreamAnswer; failure: null; firstByteAt: number }
  | { answer: null; stream: null; failure: Failure; firstByteAt: number | null };

/** Time limits of one attempt, ms. */
interface Limits {
  attemptMs: number;
  firstByteMs: number;
}

interface AttemptOptions {
  ports: Ports;
  call: Call;
  place: Place;
  settings: Settings;
  cancellation: Cancellation;
  /** Streams of this provider and model have earned that their first chunk is let through before there is content. */
  trusted: boolean;
  timeLeftMs: number;
}

/**
 * One upstream call: build, send, wait within the limits, classify. A stream is only an answer once its first content
 * is there (the commit gate): an error inside a 200, an early cut, a stall or a slow first token are failures like others.
 */
export async function attempt({
  ports,
  call,
  place,
  settings,
  cancellation,
  trusted,
  timeLeftMs,
}: AttemptOptions): Promise<AttemptResult> {
  const { provider, upstream } = place.candidate;
  const adapter = adapterById(provider.adapter);
  if (adapter === undefined || !adapter.operations.has(call.operation)) {
    return failed(
      failure("model_not_found", "unsupported_operation", `the adapter '${provider.adapter}' has no ${call.operation}`),
    );
  }
  const native = nativeFor(call, provider);
  const translation = native?.translation ?? adapter.translation;
  const limits: Limits = {
    attemptMs: Math.min(provider.timeouts.attemptMs ?? settings.attemptTimeoutMs, timeLeftMs),
    firstByteMs: Math.min(provider.timeouts.firstByteMs ?? settings.firstByteTimeoutMs, timeLeftMs),
  };
  const clock = new AttemptClock(cancellation, ports.now);
  try {
    const response = await send(ports, adapter, native, call, place, upstream, clock, limits);
    const firstByteAt = ports.now();
    if (response.status < 200 || response.status > 299) {
      const text = await readError(response);
      const said = translation ? JSON.stringify(translation.error(text)) : text;
      const problem = classifyStatus(response.status, response.headers, said, ports.now());
      return failed(clean(native === null ? problem : { ...problem, native: parseObject(text) }, place), firstByteAt);
    }
    if (!call.stream) {
      clock.limit(limits.attemptMs);
      const text = await response.text();
      const whole = translation ? readTranslated(translation, call, text) : readWhole(call, text);
      if ("kind" in whole) return failed(clean({ ...whole, status: response.status }, place), firstByteAt);
      if (native !== null) whole.native = text;
      return { answer: whole, stream: null, failure: null, firstByteAt };
    }
    const gated = await gate(response, translation, native !== null, call, clock, place, trusted);
    if ("kind" in gated) return failed(gated, firstByteAt);
    return { answer: null, stream: gated, failure: null, firstByteAt };
  } catch (error) {
    // What the adapter cannot ask of its upstream is the caller's mistake.
    if (error instanceof GatewayError) return failed(refusal(error));
    return failed(clean(clock.explain(error), place));
  } finally {
    clock.finish();
  }
}

const failed = (problem: Failure, firstByteAt: number | null = null): AttemptResult => ({
  answer: null,
  stream: null,
  failure: problem,
  firstByteAt,
});

async function send(
  ports: Ports,
  adapter: Adapter,
  native: NativeAdapter | null,
  call: Call,
  place: Place,
  model: string,
  clock: AttemptClock,
  limits: Limits,
): Promise<UpstreamResponse> {
  const { provider, entry } = place.candidate;
  const target = { provider, credential: place.credential, model, entry };
  const upstreamCall =
    native === null || call.native === null ? adapter.prepare(call, target) : native.prepare(call.native, call, target);
  clock.limit(Math.min(limits.firstByteMs, limits.attemptMs));
  if (adapter.transport) return adapter.transport(upstreamCall, target, clock.signal);
  const { url, method, headers, body } = upstreamCall;
  return ports.fetch(url, { method, headers, body, signal: clock.signal });
}

/** Reads until the first content; the reader and what was read, or why this stream is none. */
async function gate(
  response: UpstreamResponse,
  translation: Translation | undefined,
  native: boolean,
  call: Call,
  clock: AttemptClock,
  place: Place,
  trusted: boolean,
): Promise<StreamAnswer | Failure> {
  const type = response.headers.get("content-type") ?? "";
  if (response.body === null) return failure("format", "empty_answer", "the upstream's answer is empty");
  if (type !== "" && !/event-stream|octet-stream|text\/plain/i.test(type)) {
    const text = await readError(response);
    return clean(notAStream(text, type, response.status), place);
  }
  const relay = new OpenAiRelay(call.includeUsage, translation?.stream(call), call.surface?.writer(), native);
  const reader = response.body.getReader();
  const head: Uint8Array[] = [];
  let held = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      relay.end();
      if (relay.failure === null && !relay.started)
        relay.failure = failure("format", "empty_answer", "the upstream's stream ended without content");
    } else {
      const bytes = relay.push(value);
      if (bytes !== null) {
        head.push(bytes);
        held += bytes.byteLength;
      }
      if (relay.over && !relay.started && relay.failure === null)
        relay.failure = failure("format", "empty_answer", "the upstream's stream ended without content");
    }
    if (relay.failure !== null && !(relay.started && done)) {
      if (!done) reader.cancel().catch(() => {});
      return clean({ ...relay.failure, status: response.status }, place);
    }
    if (relay.started || held > gateBytes || done || (trusted && call.surface === null && held > 0)) {
      clock.hold();
      return { relay, reader, head, startBy: clock.deadline, abort: () => clock.abort() };
    }
  }
}

/** A JSON answer to a streamed request: usually an error inside a 200. */
function notAStream(text: string, type: string, status: number): Failure {
  const whole = readWhole({ operation: "chat" }, text);
  if ("kind" in whole && whole.code !== "bad_answer") return { ...whole, status };
  return failure("format", "not_a_stream", `the upstream answered ${type.split(";")[0]} where a stream was asked`, {
    status,
  });
}

async function readError(response: UpstreamResponse): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > longestError) {
      reader.cancel().catch(() => {});
      return text;
    }
  }
}

/** No credential and no upstream host leaves the gateway inside an upstream's words. */
export function clean(problem: Failure, place: Place): Failure {
  const secrets = [place.credential?.secret ?? "", hostOf(place.candidate.provider.baseUrl)];
  const message = redact(problem.message, secrets);
  return {
    ...problem,
    message,
    body: cleanBody(problem.body, secrets),
    native: cleanBody(problem.native, secrets),
  };
}

const cleanBody = (body: JsonObject | null, secrets: string[]): JsonObject | null =>
  body === null ? null : JSON.parse(redact(JSON.stringify(body), secrets));

function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).host;
  } catch {
    return "";
  }
}
