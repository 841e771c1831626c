import { attempt, type StreamAnswer } from "./attempt";
import { authenticate } from "./authenticate";
import { Cancellation } from "./cancellation";
import type { Call, Dialect } from "./dialects/dialect";
import { GatewayError, internalError } from "./errors";
import { asGatewayError, clientErrorBody, exhausted, type Failure, failure } from "./failure";
import type { Gateway } from "./gateway";
import type { Reservation } from "./limits";
import { estimatePromptTokens } from "./openai/estimate";
import { noUsage, type Usage, writeUsage } from "./openai/usage";
import type { Defer, Outcome } from "./ports";
import { readBody } from "./read-body";
import { RequestRecord } from "./record";
import { learn } from "./routing/learn";
import { type Place, plan } from "./routing/plan";
import { type Resolution, resolve } from "./routing/resolve";
import { ruleFacts } from "./routing/rules";
import type { Snapshot } from "./routing/snapshot";
import { deliver, type StreamEnd } from "./stream/deliver";
import type { WholeAnswer } from "./whole-answer";

/**
 * One client call from first byte to last: authenticate, read, admit, resolve, plan, attempt until one answers, write,
 * record. Never rejects: whatever goes wrong becomes an answer in the surface's error shape and one log row.
 */
export async function handle(gateway: Gateway, dialect: Dialect, request: Request, defer: Defer): Promise<Response> {
  const { ports } = gateway;
  const record = new RequestRecord(dialect.endpoint, ports.now(), request.headers.get("user-agent"));
  const exchange = new Exchange(gateway, dialect, record, defer, new Cancellation(request));
  try {
    const key = await authenticate(ports, gateway.keys, request.headers);
    record.key = key;
    const call = dialect.read(await readBody(request));
    record.call = call;
    const fresh = gateway.snapshot(defer);
    const snapshot = fresh instanceof Promise ? await fresh : fresh;
    const prompt = once(() => estimatePromptTokens(call.body));
    const resolution = resolve(snapshot, key, call.model, call.routing, () =>
      ruleFacts(call.body, prompt(), call.routing.metadata),
    );
    const taken = gateway.limits.admit(key, () => ({ prompt: prompt(), maximum: maximumTokens(call) }));
    exchange.reservation = taken instanceof Promise ? await taken : taken;
    record.plan = plan(
      resolution,
      call.routing.provider,
      gateway.healthBook,
      { promptTokens: needsCost(resolution) ? prompt() : 0, completionTokens: maximumTokens(call) ?? 256 },
      ports.now(),
      ports.random,
    );
    return await runPlan(exchange, snapshot, call);
  } catch (error) {
    if (error instanceof GatewayError) return exchange.refuse(error);
    console.error(`Request ${record.requestId} failed inside the gateway:`, error);
    return exchange.refuse(internalError());
  }
}

/** Walks the plan until an attempt answers, within the limits on attempts and time. */
async function runPlan(exchange: Exchange, snapshot: Snapshot, call: Call): Promise<Response> {
  const { gateway, record } = exchange;
  const { ports } = gateway;
  const { settings } = snapshot;
  const deadline = record.startedAt + settings.requestTimeoutMs;
  const failures: { failure: Failure; providerId: string }[] = [];
  const skip = new Set<string>();
  let contextError: Failure | null = null;

  for (const place of record.plan) {
    const route = `${place.providerId} ${place.model}`;
    if (failures.length >= settings.maxAttempts) break;
    // The provider has said that it does not know the model: its other credentials will not know it either.
    if (skip.has(route)) continue;
    if (contextError !== null && !isLarger(place, exchange.lastPlace)) continue;
    const startedAt = ports.now();
    if (startedAt >= deadline) break;
    exchange.lastPlace = place;
    const result = await attempt(ports, call, place, settings, deadline - startedAt, exchange.cancellation);
    const endedAt = ports.now();
    record.upstreamMs += endedAt - startedAt;
    record.attempts.push({
      index: record.attempts.length,
      providerId: place.providerId,
      credentialName: place.credentialName,
      model: place.model,
      status: result.failure === null ? 200 : result.failure.status,
      errorCode: result.failure?.code ?? null,
      errorMessage: result.failure?.message.slice(0, 2000) ?? null,
      startedMs: startedAt - record.startedAt,
      firstByteMs: result.firstByteAt === null ? null : result.firstByteAt - startedAt,
      latencyMs: endedAt - startedAt,
      reason: place.reason,
    });
    if (result.answer !== null) return exchange.answerWhole(place, result.answer, startedAt);
    if (result.stream !== null)
      return exchange.answerStream(place, result.stream, settings.streamIdleTimeoutMs, startedAt);

    const problem = result.failure;
    learn(gateway, place, problem, exchange.defer);
    if (problem.kind === "cancelled") {
      if (exchange.cancellation.reason === "stopping") throw shuttingDown();
      return exchange.cancelled();
    }
    if (problem.kind === "context") contextError = problem;
    else if (problem.kind === "client") return exchange.returnClientError(problem);
    if (problem.kind === "model_not_found") skip.add(route);
    failures.push({ failure: problem, providerId: place.providerId });
  }
  if (contextError !== null) return exchange.returnClientError(contextError);
  throw exhausted(failures, call.model);
}

/** After a context-window error only a model with a known larger window is worth a try. */
function isLarger(place: Place, last: Place | null): boolean {
  if (last === null || place.model === last.model) return false;
  const before = last.candidate.contextLength;
  const next = place.candidate.contextLength;
  return next !== null && (before === null || next > before);
}

/** What a request holds until its end, and the ways to end it. */
class Exchange {
  reservation: Reservation | null = null;
  lastPlace: Place | null = null;
  readonly gateway: Gateway;
  readonly record: RequestRecord;
  readonly defer: Defer;
  readonly #dialect: Dialect;
  readonly cancellation: Cancellation;

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

  answerWhole(place: Place, answer: WholeAnswer, attemptStartedAt: number): Response {
    const { record } = this;
    record.served = place;
    record.upstreamModel = answer.model;
    record.usage = answer.usage ?? this.#estimate(answer.estimatedTokens);
    const now = this.gateway.ports.now();
    this.#succeeded(place, { latencyMs: now - attemptStartedAt, firstTokenMs: null });
    const text =
      answer.usage === null && record.call?.operation !== "embeddings"
        ? withUsage(answer.text, record.usage)
        : answer.text;
    const response = this.#respond(200, text, this.#headers("application/json"));
    this.#end(200, "success", null);
    return response;
  }

  answerStream(place: Place, answer: StreamAnswer, defaultIdleMs: number, attemptStartedAt: number): Response {
    const { record, gateway } = this;
    const { ports } = gateway;
    const committedAt = ports.now();
    record.served = place;
    record.firstTokenAt = committedAt;
    const { body, end } = deliver({
      answer,
      idleMs: place.candidate.provider.timeouts.streamIdleMs ?? defaultIdleMs,
      heartbeatMs: ports.heartbeatMs,
      finish: (how) => this.#finishStream(place, answer, how, attemptStartedAt, committedAt),
    });
    this.cancellation.listen((reason) =>
      end(
        reason === "client_left"
          ? { kind: "cancelled" }
          : { kind: "failed", failure: failure("network", "shutting_down", "the gateway is being stopped") },
      ),
    );
    this.cancellation.watch();
    const headers = this.#headers("text/event-stream; charset=utf-8");
    headers["cache-control"] = "no-cache";
    headers["x-accel-buffering"] = "no";
    return this.#respond(200, body, headers);
  }

  #finishStream(
    place: Place,
    answer: StreamAnswer,
    how: StreamEnd,
    attemptStartedAt: number,
    committedAt: number,
  ): Uint8Array | null {
    const { record, gateway } = this;
    const { relay } = answer;
    const now = gateway.ports.now();
    record.upstreamMs += now - committedAt;
    record.upstreamModel = relay.model;
    record.usage = relay.usage ?? this.#estimate(Math.ceil(relay.estimatedTokens));
    const row = record.attempts.at(-1);
    if (row) row.latencyMs = now - attemptStartedAt;
    if (how.kind === "complete") {
      this.#succeeded(place, { latencyMs: now - attemptStartedAt, firstTokenMs: committedAt - attemptStartedAt });
      this.#end(200, "success", null);
      return relay.closing(record.usage);
    }
    if (how.kind === "cancelled") {
      if (row) row.errorCode = "client_closed";
      this.#end(499, "cancelled", {
        code: "client_closed",
        message: "The client closed the connection before the end of the stream.",
      });
      return null;
    }
    const problem = how.failure;
    if (row) {
      row.errorCode = problem.code;
      row.errorMessage = problem.message;
    }
    if (!gateway.stopping) learn(gateway, place, problem, this.defer);
    const timedOut = problem.kind === "timeout";
    const error = new GatewayError({
      status: timedOut ? 504 : 502,
      type: "server_error",
      code: timedOut ? "upstream_timeout" : "upstream_error",
      message: `The stream of '${place.providerId}' failed after its first content: ${problem.message}.`,
    });
    this.#end(error.status, "upstream_error", error);
    return new TextEncoder().encode(`data: ${JSON.stringify(this.#dialect.error(error))}\n\n`);
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

  #succeeded(place: Place, times: { latencyMs: number; firstTokenMs: number | null }): void {
    const { gateway, record } = this;
    const mark = gateway.healthBook.succeeded(place.providerId, place.model, place.credential, gateway.ports.now(), {
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
    const status = problem.status ?? 400;
    const response = this.#respond(
      status,
      JSON.stringify(clientErrorBody(problem, this.#dialect)),
      this.#headers("application/json"),
    );
    this.#end(status, "client_error", asGatewayError(problem));
    return response;
  }

  cancelled(): Response {
    const error = new GatewayError({
      status: 499,
      type: "invalid_request_error",
      code: "client_closed",
      message: "The client closed the connection before an answer.",
    });
    const response = this.#respond(499, JSON.stringify(this.#dialect.error(error)), this.#headers("application/json"));
    this.#end(499, "cancelled", error);
    return response;
  }

  refuse(error: GatewayError): Response {
    const headers = { ...this.#headers("application/json"), ...error.headers };
    const response = this.#respond(error.status, JSON.stringify(this.#dialect.error(error)), headers);
    this.#end(error.status, outcomeOf(error, this.record.attempts.length), error);
    return response;
  }

  #headers(contentType: string): Record<string, string> {
    const { record } = this;
    const place = record.served ?? this.lastPlace;
    const gatewayMs = Math.max(0, this.gateway.ports.now() - record.startedAt - record.upstreamMs);
    const headers: Record<string, string> = {
      "content-type": contentType,
      "x-request-id": record.requestId,
      "x-gateway-cache": "bypass",
      "server-timing": `gateway;dur=${gatewayMs}, upstream;dur=${record.upstreamMs}`,
    };
    if (place !== null) {
      headers["x-gateway-provider"] = place.providerId;
      headers["x-gateway-model"] = headerText(place.model);
      headers["x-gateway-attempts"] = String(record.attempts.length);
    }
    const limits = this.reservation?.headers;
    if (limits) for (const name in limits) headers[name] = limits[name]!;
    return headers;
  }

  #respond(status: number, body: string | ReadableStream<Uint8Array>, headers: Record<string, string>): Response {
    return this.gateway.ports.respond(body, { status, headers });
  }

  #end(status: number, outcome: Outcome, error: { code: string; message: string } | null): void {
    const { record, gateway } = this;
    const { usage } = record;
    this.reservation?.settle(usage.promptTokens + usage.completionTokens, record.costMicroUsd);
    const row = record.finish(gateway.ports.now(), status, outcome, error);
    if (row === null) return;
    this.cancellation.release();
    gateway.active.delete(this);
    gateway.log.add(row, this.defer);
  }
}

const shuttingDown = () =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "shutting_down",
    message: "The gateway is being restarted. Try again in a moment.",
    headers: { "retry-after": "1" },
  });

/** A refusal by a limit has no attempts; a 429 of all upstreams has. */
function outcomeOf(error: GatewayError, attempts: number): Outcome {
  if (error.status === 429) return "rate_limited";
  if (error.status >= 500 || attempts > 0) return "upstream_error";
  return "client_error";
}

/** Header values are Latin-1 at best: anything else is percent-encoded. */
const headerText = (value: string) => (/^[\x21-\x7e]+$/.test(value) ? value : encodeURIComponent(value));

function withUsage(text: string, usage: Usage): string {
  return JSON.stringify({ ...JSON.parse(text), usage: writeUsage(usage) });
}

function maximumTokens(call: Call): number | null {
  if (call.operation === "embeddings") return 0;
  const maximum = call.body.max_completion_tokens ?? call.body.max_tokens;
  return typeof maximum === "number" ? maximum : null;
}

const needsCost = (resolution: Resolution) =>
  resolution.sort === "price" || resolution.strategy === "cheapest" || resolution.strategy === "balanced";

function once<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
