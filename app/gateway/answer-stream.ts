import { clientClosed, streamType, unbuffered } from "./answers";
import type { Step } from "./attempt/step";
import type { Walk } from "./attempt/walk";
import { keepAnswer } from "./cache/keep-answer";
import { attemptLimits, type RequestLimits } from "./config/time-limits";
import { elapsed } from "./elapsed";
import { GatewayError } from "./errors";
import type { Exchange } from "./exchange";
import type { Failure } from "./failures/failure";
import { clean } from "./failures/upstream-error";
import type { JsonObject } from "./openai/fields";
import { writeUsage } from "./openai/usage";
import { learn } from "./routing/learn";
import type { AnswerCollector } from "./stream/collector";
import { deliver, type StreamEnd } from "./stream/deliver";

/** How often an idle stream is kept alive on surfaces whose clients expect it. */
const pingMs = 10_000;

type StreamStep = Step & { kind: "stream" };

/** Answers with a stream; where it fails before its first content the next candidate goes on inside the same one. */
export const answerStream = (exchange: Exchange, walk: Walk, step: StreamStep, limits: RequestLimits): Response =>
  new StreamAnswering(exchange, walk, limits).answer(step);

class StreamAnswering {
  readonly #exchange: Exchange;
  readonly #walk: Walk;
  readonly #limits: RequestLimits;
  /** The stream that serves at the moment. */
  #current: (StreamStep & { takenAt: number }) | null = null;

  constructor(exchange: Exchange, walk: Walk, limits: RequestLimits) {
    this.#exchange = exchange;
    this.#walk = walk;
    this.#limits = limits;
  }

  answer(step: StreamStep): Response {
    const exchange = this.#exchange;
    const walk = this.#walk;
    const limits = this.#limits;
    const { record, gateway, cancellation } = exchange;
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
      recover: async (failure) => {
        if (cancellation.reason !== null) return null;
        const problem = this.#cleaned(failure);
        this.#closeAttempt(problem);
        if (this.#current !== null) walk.failed(this.#current.place, problem);
        this.#current = null;
        const next = await walk.next();
        if (next.kind !== "stream") return null;
        this.#take(next);
        exchange.listen(end);
        return next.stream;
      },
    });
    exchange.listen(end);
    if (step.place.candidate.provider.disconnect === "drain") exchange.defer(ended());
    cancellation.watch();
    return exchange.respond(200, body, { ...exchange.headers(streamType(record.call)), ...unbuffered });
  }

  /** The stream that serves from now on. */
  #take(step: StreamStep): void {
    this.#current = { ...step, takenAt: this.#exchange.gateway.ports.now() };
    this.#exchange.record.served = step.place;
  }

  /** An error in the middle of a stream is the upstream's own words, too. */
  #cleaned(problem: Failure): Failure {
    return this.#current === null ? problem : clean(problem, this.#current.place);
  }

  /** The attempt under way ended: its row gets its true length, and what went wrong. */
  #closeAttempt(problem: { code: string; message: string } | null): void {
    const { record, gateway } = this.#exchange;
    const row = record.attempts.at(-1);
    if (this.#current === null || row === undefined) return;
    const now = gateway.ports.now();
    record.upstreamMs += elapsed(this.#current.takenAt, now);
    row.latencyMs = elapsed(this.#current.startedAt, now);
    if (problem !== null) {
      row.errorCode = problem.code;
      row.errorMessage = problem.message;
    }
  }

  /** What a stream came to, where somebody wants to know. */
  #noteWhole(collector: AnswerCollector | null, complete: boolean): void {
    if (collector === null) return;
    const { record } = this.#exchange;
    const whole = collector.whole();
    record.capture?.streamed(whole === null ? null : { ...whole, usage: writeUsage(record.usage) });
    const { keeper } = record;
    if (complete && keeper !== null && whole !== null && !collector.partial)
      keepAnswer(this.#exchange, keeper, whole, null);
  }

  /** Settles and records; answers the last bytes for the client. */
  #finishStream(how: StreamEnd): Uint8Array | null {
    const exchange = this.#exchange;
    const { record, gateway } = exchange;
    const current = this.#current;
    if (current !== null) {
      const { relay } = current.stream;
      record.upstreamModel = relay.model;
      record.usage = relay.usage ?? exchange.estimate(Math.ceil(relay.estimatedTokens));
    }
    if (how.kind === "complete" && current !== null) {
      this.#closeAttempt(null);
      exchange.keepSigned(current.place, current.stream.relay.signed);
      const now = gateway.ports.now();
      exchange.succeeded(current.place, {
        latencyMs: elapsed(current.startedAt, now),
        firstTokenMs: elapsed(current.startedAt, record.firstTokenAt ?? now),
      });
      const last = current.stream.relay.closing(record.usage);
      this.#noteWhole(current.stream.relay.collector, true);
      exchange.end(200, "success", null);
      exchange.keepResponse();
      return last;
    }
    if (current !== null) this.#noteWhole(current.stream.relay.collector, false);
    if (how.kind !== "failed") {
      this.#closeAttempt(clientClosed);
      if (current !== null) gateway.healthBook.leave(current.place);
      exchange.end(499, "cancelled", clientClosed);
      return null;
    }
    const problem = this.#cleaned(how.failure);
    if (current !== null) {
      this.#closeAttempt(problem);
      if (exchange.cancellation.reason === null)
        learn(gateway, current.place, problem, { limits: this.#limits, call: record.call }, exchange.defer);
    }
    const timedOut = problem.kind === "timeout";
    const provider = record.served?.providerId ?? "the provider";
    const error = new GatewayError({
      status: timedOut ? 504 : 502,
      type: "server_error",
      code: timedOut ? "upstream_timeout" : "upstream_error",
      message: `The stream of '${provider}' failed after it had begun: ${problem.message}.`,
    });
    exchange.end(error.status, "upstream_error", error);
    return current === null
      ? errorEvent(exchange.dialect.error(error, exchange.record.requestId))
      : current.stream.relay.failing(error, exchange.dialect.error(error, exchange.record.requestId));
  }
}

const errorEvent = (body: JsonObject) => new TextEncoder().encode(`data: ${JSON.stringify(body)}\n\n`);
