import { adapterById, nativeFor } from "../adapters/registry";
import type { CancelSource } from "../cancellation";
import { attemptLimits, type RequestLimits } from "../config/time-limits";
import type { Call } from "../dialects/dialect";
import { GatewayError } from "../errors";
import { classifyStatus } from "../failures/classify";
import { type Failure, failure, refusal, UpstreamFailure } from "../failures/failure";
import { clean, readError } from "../failures/upstream-error";
import type { Gateway } from "../gateway";
import { findRepair, type Repair } from "../mending/repairs";
import { refusesOrder } from "../mending/turn-order";
import { refusesSignature, withoutSigned } from "../mending/unsigned";
import { parseObject } from "../openai/fields";
import type { Place } from "../routing/plan";
import { gate, type StreamAnswer } from "../stream/gate";
import { tooDeep } from "../too-deep";
import { answerTooLong, longestAnswer, longestData } from "../whole-body";
import { AttemptClock } from "./attempt-clock";
import { send } from "./upstream-request";
import { readTranslated, readWhole, type WholeAnswer } from "./whole-answer";

export type AttemptResult =
  | { answer: WholeAnswer; stream: null; failure: null; firstByteAt: number }
  | { answer: null; stream: StreamAnswer; failure: null; firstByteAt: number }
  /** `repair` may make the same call succeed; `signature`: so may leaving out what is signed. */
  | {
      answer: null;
      stream: null;
      failure: Failure;
      firstByteAt: number | null;
      repair: Repair | null;
      signature: boolean;
    };

interface AttemptOptions {
  gateway: Gateway;
  keyId: string;
  call: Call;
  place: Place;
  limits: RequestLimits;
  cancellation: CancelSource;
  /** Repairs to make beside those that are known. */
  trial: readonly Repair[];
  /** Leave out signed reasoning. */
  unsigned: boolean;
  timeLeftMs: number;
}

/**
 * One upstream call: build, send, wait within the limits, classify. A stream is only an answer once its first content
 * is there (the commit gate): an error inside a 200, an early cut, a stall or a slow first token are failures like others.
 */
export async function attempt(options: AttemptOptions): Promise<AttemptResult> {
  const { gateway, keyId, place, limits, cancellation, trial, unsigned, timeLeftMs } = options;
  const call = unsigned ? withoutSigned(options.call) : options.call;
  const { ports, healthBook } = gateway;
  const { provider, upstream: model, entry, maxOutputTokens } = place.candidate;
  const adapter = adapterById(provider.adapter);
  if (adapter === undefined || !adapter.operations.has(call.operation)) {
    return failed(
      failure("model_not_found", "unsupported_operation", `the adapter '${provider.adapter}' has no ${call.operation}`),
    );
  }
  const native = nativeFor(call, place.candidate);
  const allowed = attemptLimits(provider, limits);
  const attemptMs = Math.min(allowed.attemptMs, timeLeftMs);
  const firstByteMs = Math.min(allowed.firstByteMs, timeLeftMs);
  const drainMs = provider.disconnect === "drain" ? limits.settings.drain.maxMs : 0;
  const clock = new AttemptClock(cancellation, ports.now, drainMs);
  try {
    clock.limit(Math.min(firstByteMs, attemptMs));
    const known = gateway.repairs.for(provider.id, model);
    const { response, translation, body } = await send({
      gateway,
      keyId,
      adapter,
      native,
      call,
      target: { provider, credential: place.credential, model, entry, maxOutputTokens },
      repairs: trial.length === 0 ? known : [...known, ...trial],
      unsigned,
      signal: clock.signal,
      connectMs: allowed.connectMs,
    });
    const firstByteAt = ports.now();
    if (adapter.limitHeaders !== undefined && place.credential !== null)
      healthBook.rates.look(place.credential.id, adapter.limitHeaders, response, firstByteAt);
    if (response.status < 200 || response.status > 299) {
      const text = await readError(response);
      const said = translation ? JSON.stringify(translation.error(text)) : text;
      const problem = classifyStatus(response.status, response.headers, said, ports.now());
      const mendable = problem.kind === "client" || refusesOrder(problem);
      const repair = mendable ? repairFor(problem, body()) : null;
      return failed(
        clean(native === null ? problem : { ...problem, native: parseObject(text) }, place),
        firstByteAt,
        repair,
        refusesSignature(problem),
      );
    }
    if (!call.stream) {
      clock.limit(attemptMs);
      const longest = call.operation === "embeddings" ? longestData : longestAnswer;
      const text = await response.text(longest);
      if (text === null) return failed({ ...answerTooLong(longest), status: response.status }, firstByteAt);
      const whole = translation ? readTranslated(translation, heard(call, model), text) : readWhole(call, text);
      if ("kind" in whole) return failed(clean({ ...whole, status: response.status }, place), firstByteAt);
      if (native !== null) whole.native = text;
      return { answer: whole, stream: null, failure: null, firstByteAt };
    }
    clock.limit(Math.min(allowed.firstTokenMs, attemptMs));
    // Whether a first token is late can only be told where a stream counts from its first content.
    const trusted = !limits.hedging && healthBook.isTrusted(place.providerId, place.model);
    const asked = translation ? heard(call, model) : call;
    const gated = await gate({
      response,
      readStream: ports.readStream,
      translation,
      native: native !== null,
      call: asked,
      clock,
      trusted,
    });
    if ("kind" in gated) return failed(clean(gated, place), firstByteAt);
    return { answer: null, stream: gated, failure: null, firstByteAt };
  } catch (error) {
    // What the adapter cannot ask of its upstream is the caller's mistake.
    if (error instanceof GatewayError) return failed(refusal(error));
    if (error instanceof UpstreamFailure) return failed(clean(error.failure, place));
    const deep = tooDeep(error, call.native?.body ?? call.body);
    if (deep !== null) return failed(refusal(deep));
    return failed(clean(clock.explain(error), place));
  } finally {
    clock.finish();
  }
}

/** Where an answer does not say which model gave it, it was the one that the upstream was asked for. */
const heard = (call: Call, model: string): Call => (call.model === model ? call : { ...call, model });

const repairFor = (problem: Failure, sent: Record<string, unknown> | null): Repair | null =>
  sent === null ? null : findRepair(problem, sent);

const failed = (
  problem: Failure,
  firstByteAt: number | null = null,
  repair: Repair | null = null,
  signature = false,
): AttemptResult => ({ answer: null, stream: null, failure: problem, firstByteAt, repair, signature });
