import { nativeFor } from "./adapters/registry";
import type { FoundAnswer } from "./cache/answer-cache";
import { keepAnswer } from "./cache/keep-answer";
import { signedOf } from "./cache/kept-answer";
import { streamText, wholeText } from "./cache/replay";
import type { Cancellation, CancelReason } from "./cancellation";
import type { Count } from "./count-tokens";
import type { Dialect } from "./dialects/dialect";
import { openAiError } from "./dialects/openai-error";
import { GatewayError } from "./errors";
import { asGatewayError, clientErrorBody, type Failure, failure } from "./failure";
import type { Gateway } from "./gateway";
import type { Reservation } from "./limits";
import { mediaResponse } from "./media/answer";
import { estimatePromptTokens } from "./openai/estimate";
import type { JsonObject } from "./openai/fields";
import { noUsage, type Usage, writeUsage } from "./openai/usage";
import type { Defer, Outcome } from "./ports";
import type { RequestRecord } from "./record";
import { learn } from "./routing/learn";
import type { Place } from "./routing/plan";
import type { SignedParts } from "./signatures";
import type { AnswerCollector } from "./stream/collector";
import { deliver, type StreamEnd } from "./stream/deliver";
import { attemptLimits, type RequestLimits } from "./time-limits";
import type { Step, Walk } from "./walk";
import type { WholeAnswer } from "./whole-answer";

/** How often an idle stream is kept alive on surfaces whose clients expect it. */
const pingMs = 10_000;

/** What a request holds until its end, and the ways to end it. */
export class Exchange {
  reservation: Reservation | null = null;
  walk: Walk | null = null;
  readonly gateway: Gateway;
  readonly record: RequestRecord;
  readonly defer: Defer;
  readonly #dialect: Dialect;
  readonly cancellation: Cancellation;
  /** The stream that serves at the moment. */
  #current: ((Step & { kind: "stream" }) & { takenAt: number }) | null = null;

  constructor(gateway: Gateway, dialect: Dialect, record: RequestRecord, defer: Defer, cancellation: Cancellation) {
    this.gateway = gateway;
    this.record = record;
    this.defer = defer;
    this.#dialect = dialect;
    this.cancellation = cancellation;
    gateway.active.add(this);
  }

  /** The host goes down: a stream ends with an error event, anything else fails. */
  stop(): void {
    this.cancellation.cancel("stopping");
  }

  answerWhole({ place, answer, startedAt }: Step & { kind: "whole" }): Response {
    const { record } = this;
    record.served = place;
    record.upstreamModel = answer.model;
    record.usage = answer.usage ?? this.#estimate(answer.estimatedTokens);
    const now = this.gateway.ports.now();
    this.#succeeded(place, { latencyMs: now - startedAt, firstTokenMs: null });
    if (answer.signed !== null) this.#keepSigned(place, answer.signed);
    const text = this.#textOf(answer);
    const response = this.#respond(200, text, this.#headers("application/json"));
    // Read on for its usage after its client had left.
    if (this.cancellation.reason === "client_left") this.#end(499, "cancelled", clientClosed);
    else this.#end(200, "success", null);
    this.#keepResponse();
    if (record.lookup !== null) keepAnswer(this, record.lookup, answer.body, answer.text);
    return response;
  }

  /** Serves what is kept: no provider is called. */
  answerKept(found: FoundAnswer): Response {
    const { record } = this;
    const { kept } = found;
    const { call } = record;
    if (call === null) throw new Error("a kept answer needs its request");
    record.found = found;
    record.upstreamModel = kept.upstreamModel;
    record.usage = kept.usage;
    const headers = this.#headers(
      call.stream ? (call.surface?.streamType ?? "text/event-stream; charset=utf-8") : "application/json",
    );
    if (call.stream) {
      record.firstTokenAt = this.gateway.ports.now();
      headers["cache-control"] = "no-cache";
      headers["x-accel-buffering"] = "no";
    }
    const text = call.stream ? streamText(call, kept) : wholeText(call, kept);
    const response = this.#respond(200, text, headers);
    this.#end(200, "success", null);
    this.#keepResponse();
    // Signed reasoning of a kept answer is asked back for on the next turn like any other.
    const signed = signedOf(kept);
    if (signed !== null && record.key !== null) this.gateway.signatures.keep(record.key.id, signed, this.defer);
    return response;
  }

  /** What a surface keeps for requests that build on this one; written after the answer. */
  #keepResponse(): void {
    const { call, key } = this.record;
    const kept = call?.surface?.kept?.() ?? null;
    if (kept !== null && key !== null) this.gateway.responses.save(key.id, kept, this.defer);
  }

  /** The answer in the client's shape, with usage in it also where the upstream told none. */
  #textOf(answer: WholeAnswer): string {
    const { call, usage } = this.record;
    if (answer.native !== null) {
      call?.surface?.passed?.(answer.native);
      return answer.native;
    }
    const surface = call?.surface ?? null;
    const parsed = answer.body ?? (surface === null ? null : (JSON.parse(answer.text) as JsonObject));
    if (parsed === null) return answer.text;
    const body = answer.usage === null ? { ...parsed, usage: writeUsage(usage) } : parsed;
    if (surface !== null) return JSON.stringify(surface.whole(body));
    return answer.usage === null ? JSON.stringify(body) : answer.text;
  }

  answerStream(walk: Walk, step: Step & { kind: "stream" }, limits: RequestLimits): Response {
    const { record, gateway } = this;
    const { ports } = gateway;
    this.#take(step);
    const { body, end, ended } = deliver({
      answer: step.stream,
      idleMs: attemptLimits(step.place.candidate.provider, limits).idleMs,
      heartbeatMs: ports.heartbeatMs || (step.stream.relay.heartbeat === null ? 0 : pingMs),
      now: ports.now,
      started: () => {
        record.firstTokenAt = ports.now();
      },
      finish: (how) => this.#finishStream(how),
      drain: () => {
        const { settings } = limits;
        return this.#current?.place.candidate.provider.disconnect === "drain" ? settings.drain : null;
      },
      recover: async (problem) => {
        if (this.cancellation.reason !== null) return null;
        this.#closeAttempt(problem);
        if (this.#current !== null) walk.failed(this.#current.place, problem);
        this.#current = null;
        const next = await walk.next();
        if (next.kind !== "stream") return null;
        this.#take(next);
        this.#listen(end);
        return next.stream;
      },
    });
    this.#listen(end);
    if (step.place.candidate.provider.disconnect === "drain") this.defer(ended());
    this.cancellation.watch();
    const headers = this.#headers(this.record.call?.surface?.streamType ?? "text/event-stream; charset=utf-8");
    headers["cache-control"] = "no-cache";
    headers["x-accel-buffering"] = "no";
    return this.#respond(200, body, headers);
  }

  /** An image, audio, a video, or whatever a provider's own API answers. */
  answerMedia(step: Step & { kind: "media" }, limits: RequestLimits): Response {
    return mediaResponse(step, {
      record: this.record,
      ports: this.gateway.ports,
      idleMs: attemptLimits(step.place.candidate.provider, limits).idleMs,
      headers: (contentType) => this.#headers(contentType),
      succeeded: (latencyMs, firstTokenMs) => this.#succeeded(step.place, { latencyMs, firstTokenMs }),
      failed: (problem) => {
        if (this.cancellation.reason === null) learn(this.gateway, step.place, problem, this.defer);
      },
      errorBody: (error) => this.#dialect.error(error, this.record.requestId),
      listen: (end) => {
        this.#listen(end);
        this.cancellation.watch();
      },
      end: (status, outcome, error) => this.#end(status, outcome, error),
    });
  }

  /** The stream that serves from now on. */
  #take(step: Step & { kind: "stream" }): void {
    this.#current = { ...step, takenAt: this.gateway.ports.now() };
    this.record.served = step.place;
  }

  #listen(end: (end: StreamEnd) => void): void {
    const tell = (reason: CancelReason) =>
      end(
        reason === "client_left"
          ? { kind: "cancelled" }
          : { kind: "failed", failure: failure("network", "shutting_down", "the gateway is being stopped") },
      );
    this.cancellation.listen(tell);
    // It left before this stream was there, at a provider whose answers are read on.
    if (this.cancellation.reason !== null) tell(this.cancellation.reason);
  }

  /** The attempt under way ended: its row gets its true length, and what went wrong. */
  #closeAttempt(problem: { code: string; message: string } | null): void {
    const row = this.record.attempts.at(-1);
    if (this.#current === null || row === undefined) return;
    const now = this.gateway.ports.now();
    this.record.upstreamMs += now - this.#current.takenAt;
    row.latencyMs = now - this.#current.startedAt;
    if (problem !== null) {
      row.errorCode = problem.code;
      row.errorMessage = problem.message;
    }
  }

  /** What a stream came to, where somebody wants to know. */
  #noteWhole(collector: AnswerCollector | null, complete: boolean): void {
    if (collector === null) return;
    const { record } = this;
    const whole = collector.whole();
    record.capture?.streamed(whole === null ? null : { ...whole, usage: writeUsage(record.usage) });
    const { lookup } = record;
    if (complete && lookup !== null && whole !== null && !collector.partial) keepAnswer(this, lookup, whole, null);
  }

  /** Settles and records; answers the last bytes for the client. */
  #finishStream(how: StreamEnd): Uint8Array | null {
    const { record, gateway } = this;
    const current = this.#current;
    if (current !== null) {
      const { relay } = current.stream;
      record.upstreamModel = relay.model;
      record.usage = relay.usage ?? this.#estimate(Math.ceil(relay.estimatedTokens));
    }
    if (how.kind === "complete" && current !== null) {
      this.#closeAttempt(null);
      this.#keepSigned(current.place, current.stream.relay.signed);
      const now = gateway.ports.now();
      this.#succeeded(current.place, {
        latencyMs: now - current.startedAt,
        firstTokenMs: (record.firstTokenAt ?? now) - current.startedAt,
      });
      const last = current.stream.relay.closing(record.usage);
      this.#noteWhole(current.stream.relay.collector, true);
      this.#end(200, "success", null);
      this.#keepResponse();
      return last;
    }
    if (current !== null) this.#noteWhole(current.stream.relay.collector, false);
    if (how.kind !== "failed") {
      this.#closeAttempt(clientClosed);
      if (current !== null) gateway.healthBook.leave(current.place);
      this.#end(499, "cancelled", clientClosed);
      return null;
    }
    const problem = how.failure;
    if (current !== null) {
      this.#closeAttempt(problem);
      if (this.cancellation.reason === null) learn(gateway, current.place, problem, this.defer);
    }
    const timedOut = problem.kind === "timeout";
    const provider = record.served?.providerId ?? "the provider";
    const error = new GatewayError({
      status: timedOut ? 504 : 502,
      type: "server_error",
      code: timedOut ? "upstream_timeout" : "upstream_error",
      message: `The stream of '${provider}' failed after it had begun: ${problem.message}.`,
    });
    this.#end(error.status, "upstream_error", error);
    return current === null
      ? errorEvent(this.#dialect.error(error, this.record.requestId))
      : current.stream.relay.failing(error, this.#dialect.error(error, this.record.requestId));
  }

  /** Usage where the upstream told none. */
  #estimate(completionTokens: number): Usage {
    const { call } = this.record;
    return {
      ...noUsage,
      promptTokens: call === null ? 0 : estimatePromptTokens(call.body),
      completionTokens,
      source: "estimated",
    };
  }

  /** Signed reasoning is kept for the next turn, unless the client's own format carries it. */
  #keepSigned(place: Place, signed: SignedParts): void {
    const { call, key } = this.record;
    if (key === null || call === null || nativeFor(call, place.candidate) !== null) return;
    this.gateway.signatures.keep(key.id, signed, this.defer);
  }

  #succeeded(place: Place, times: { latencyMs: number; firstTokenMs: number | null }): void {
    const { gateway, record } = this;
    if (record.conversation !== null) {
      const server = { providerId: place.providerId, model: place.model, credentialId: place.credential?.id ?? null };
      gateway.affinity.remember(record.conversation, server, gateway.ports.now());
    }
    if (this.walk?.hedged)
      gateway.hedges.observe(place, times.firstTokenMs !== null, times.firstTokenMs ?? times.latencyMs);
    const mark = gateway.healthBook.succeeded(place, gateway.ports.now(), {
      ...times,
      completionTokens: record.usage.completionTokens,
    });
    if (mark !== null)
      this.defer(
        gateway.ports.store
          .markCredential(mark)
          .catch((error) => console.error("A credential's recovery could not be saved:", error)),
      );
  }

  returnClientError(problem: Failure): Response {
    const { record } = this;
    const status = problem.status ?? 400;
    const response = this.#respond(
      status,
      JSON.stringify(clientErrorBody(problem, this.#dialect, record.requestId, this.#dialect.error === openAiError)),
      this.#headers("application/json"),
    );
    this.#end(status, "client_error", asGatewayError(problem));
    return response;
  }

  /** How many tokens a request has. Nothing was used. */
  answerCount(count: Count, body: (tokens: number) => JsonObject): Response {
    if ("problem" in count) return this.returnClientError(count.problem);
    this.record.served = count.place;
    const response = this.#respond(200, JSON.stringify(body(count.tokens)), this.#headers("application/json"));
    this.#end(200, "success", null);
    return response;
  }

  cancelled(): Response {
    if (this.cancellation.reason === "stopping") return this.refuse(shuttingDown());
    const error = new GatewayError({
      status: 499,
      type: "invalid_request_error",
      code: "client_closed",
      message: "The client closed the connection before an answer.",
    });
    const response = this.#respond(
      499,
      JSON.stringify(this.#dialect.error(error, this.record.requestId)),
      this.#headers("application/json"),
    );
    this.#end(499, "cancelled", error);
    return response;
  }

  refuse(error: GatewayError): Response {
    const headers = { ...this.#headers("application/json"), ...error.headers };
    const response = this.#respond(
      error.status,
      JSON.stringify(this.#dialect.error(error, this.record.requestId)),
      headers,
    );
    this.#end(error.status, outcomeOf(error, this.record.attempts.length), error);
    return response;
  }

  #headers(contentType: string): Record<string, string> {
    const { record } = this;
    const place = record.served ?? this.walk?.lastPlace ?? null;
    const gatewayMs = Math.max(0, this.gateway.ports.now() - record.startedAt - record.upstreamMs);
    const headers: Record<string, string> = {
      "content-type": contentType,
      "x-request-id": record.requestId,
      "x-gateway-cache": record.cache,
      "server-timing": `gateway;dur=${gatewayMs}, upstream;dur=${record.upstreamMs}`,
    };
    const { requestIdHeader } = this.#dialect;
    if (requestIdHeader !== undefined) headers[requestIdHeader] = record.requestId;
    if (place !== null) {
      headers["x-gateway-provider"] = place.providerId;
      headers["x-gateway-model"] = headerText(place.model);
      headers["x-gateway-attempts"] = String(record.attempts.length);
    }
    if (record.found !== null) {
      headers["x-gateway-provider"] = record.found.kept.providerId;
      headers["x-gateway-model"] = headerText(record.found.kept.model);
      headers["x-gateway-attempts"] = "0";
    }
    const limits = this.reservation?.headers;
    if (limits) for (const name in limits) headers[name] = limits[name]!;
    return headers;
  }

  #respond(status: number, body: string | ReadableStream<Uint8Array>, headers: Record<string, string>): Response {
    this.record.capture?.responded(headers, typeof body === "string" ? body : null);
    return this.gateway.ports.respond(body, { status, headers });
  }

  #end(status: number, outcome: Outcome, error: { code: string; message: string } | null): void {
    const { record, gateway } = this;
    const { usage } = record;
    // Tokens of a kept answer were used once, and counted then.
    const tokens = record.found === null ? usage.promptTokens + usage.completionTokens : 0;
    this.reservation?.settle(tokens, record.costMicroUsd);
    const row = record.finish(gateway.ports.now(), status, outcome, error);
    if (row === null) return;
    this.cancellation.release();
    gateway.active.delete(this);
    gateway.log.add(row, this.defer);
    const { capture } = record;
    if (capture !== null)
      gateway.save("A request's bodies", () => capture.write(gateway.ports, row.requestId, row.createdAt), this.defer);
  }
}

const clientClosed = {
  code: "client_closed",
  message: "The client closed the connection before the end of the answer.",
};

const shuttingDown = () =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "shutting_down",
    message: "The gateway is being restarted. Try again in a moment.",
    headers: { "retry-after": "1" },
  });

const errorEvent = (body: JsonObject) => new TextEncoder().encode(`data: ${JSON.stringify(body)}\n\n`);

/** A refusal by a limit has no attempts; a 429 of all upstreams has. */
function outcomeOf(error: GatewayError, attempts: number): Outcome {
  if (error.status === 429) return "rate_limited";
  if (error.status >= 500 || attempts > 0) return "upstream_error";
  return "client_error";
}

/** Header values are Latin-1 at best: anything else is percent-encoded. */
const headerText = (value: string) => (/^[\x21-\x7e]+$/.test(value) ? value : encodeURIComponent(value));
