import type { Step } from "./attempt/step";
import type { WholeAnswer } from "./attempt/whole-answer";
import type { FoundAnswer } from "./cache/answer-cache";
import { keepAnswer } from "./cache/keep-answer";
import { signedOf } from "./cache/kept-answer";
import { streamText, wholeText } from "./cache/replay";
import { attemptLimits, type RequestLimits } from "./config/time-limits";
import type { Count } from "./count-tokens";
import type { Call } from "./dialects/dialect";
import { elapsed } from "./elapsed";
import { GatewayError } from "./errors";
import type { Exchange } from "./exchange";
import type { Failure } from "./failures/failure";
import { asGatewayError, clientErrorBody } from "./failures/failure-answers";
import type { Outcome } from "./log/log-row";
import { mediaResponse } from "./media/answer";
import type { JsonObject } from "./openai/fields";
import { writeUsage } from "./openai/usage";
import { learn } from "./routing/learn";

// The ways in which a request is answered whole. Each ends the exchange; streams have a file of their own (answer-stream.ts).

export function answerWhole(exchange: Exchange, { place, answer, startedAt }: Step & { kind: "whole" }): Response {
  const { record } = exchange;
  record.served = place;
  record.upstreamModel = answer.model;
  record.usage = answer.usage ?? exchange.estimate(answer.estimatedTokens);
  const now = exchange.gateway.ports.now();
  exchange.succeeded(place, { latencyMs: elapsed(startedAt, now), firstTokenMs: null });
  if (answer.signed !== null) exchange.keepSigned(place, answer.signed);
  const text = textOf(exchange, answer);
  const response = exchange.respond(200, text, exchange.headers("application/json"));
  // Read on for its usage after its client had left.
  if (exchange.cancellation.reason === "client_left") exchange.end(499, "cancelled", clientClosed);
  else exchange.end(200, "success", null);
  exchange.keepResponse();
  if (record.keeper !== null) keepAnswer(exchange, record.keeper, answer.body, answer.text);
  return response;
}

/** Serves what is kept: no provider is called. */
export function answerKept(exchange: Exchange, found: FoundAnswer): Response {
  const { record } = exchange;
  const { kept } = found;
  const { call } = record;
  if (call === null) throw new Error("a kept answer needs its request");
  record.found = found;
  record.upstreamModel = kept.upstreamModel;
  record.usage = kept.usage;
  const headers = exchange.headers(call.stream ? streamType(call) : "application/json");
  if (call.stream) {
    record.firstTokenAt = exchange.gateway.ports.now();
    Object.assign(headers, unbuffered);
  }
  const text = call.stream ? streamText(call, kept) : wholeText(call, kept);
  const response = exchange.respond(200, text, headers);
  exchange.end(200, "success", null);
  exchange.keepResponse();
  // Signed reasoning of a kept answer is asked back for on the next turn like any other.
  const signed = signedOf(kept);
  if (signed !== null && record.key !== null) exchange.gateway.signatures.keep(record.key.id, signed, exchange.defer);
  return response;
}

/** The answer in the client's shape, with usage in it also where the upstream told none. */
function textOf(exchange: Exchange, answer: WholeAnswer): string {
  const { call, usage } = exchange.record;
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

/** An image, audio, a video, or whatever a provider's own API answers. */
export function answerMedia(exchange: Exchange, step: Step & { kind: "media" }, limits: RequestLimits): Response {
  const { video } = step.answer;
  const { key } = exchange.record;
  if (video !== undefined && key !== null) exchange.gateway.videos.note(key.id, video, exchange.defer);
  return mediaResponse(step, {
    record: exchange.record,
    ports: exchange.gateway.ports,
    idleMs: attemptLimits(step.place.candidate.provider, limits).idleMs,
    headers: (contentType) => exchange.headers(contentType),
    succeeded: (latencyMs, firstTokenMs) => exchange.succeeded(step.place, { latencyMs, firstTokenMs }),
    failed: (problem) => {
      if (exchange.cancellation.reason === null)
        learn(exchange.gateway, step.place, problem, { limits, call: exchange.record.call }, exchange.defer);
    },
    errorBody: (error) => exchange.dialect.error(error, exchange.record.requestId),
    listen: (end) => {
      exchange.listen(end);
      exchange.cancellation.watch();
    },
    end: (status, outcome, error) => exchange.end(status, outcome, error),
  });
}

/** The caller's mistake: returned as the upstream said it. */
export function returnClientError(exchange: Exchange, problem: Failure): Response {
  const { record } = exchange;
  const status = problem.status ?? 400;
  const response = exchange.respond(
    status,
    JSON.stringify(clientErrorBody(problem, exchange.dialect, record.requestId)),
    exchange.headers("application/json"),
  );
  exchange.end(status, "client_error", asGatewayError(problem));
  return response;
}

/** How many tokens a request has. Nothing was used. */
export function answerCount(exchange: Exchange, count: Count, body: (tokens: number) => JsonObject): Response {
  if ("problem" in count) return returnClientError(exchange, count.problem);
  exchange.record.served = count.place;
  const response = exchange.respond(200, JSON.stringify(body(count.tokens)), exchange.headers("application/json"));
  exchange.end(200, "success", null);
  return response;
}

export function cancelled(exchange: Exchange): Response {
  if (exchange.cancellation.reason === "stopping") return refuse(exchange, shuttingDown());
  const error = new GatewayError({
    status: 499,
    type: "invalid_request_error",
    code: "client_closed",
    message: "The client closed the connection before an answer.",
  });
  const response = exchange.respond(
    499,
    JSON.stringify(exchange.dialect.error(error, exchange.record.requestId)),
    exchange.headers("application/json"),
  );
  exchange.end(499, "cancelled", error);
  return response;
}

export function refuse(exchange: Exchange, error: GatewayError): Response {
  const headers = { ...exchange.headers("application/json"), ...error.headers };
  const response = exchange.respond(
    error.status,
    JSON.stringify(exchange.dialect.error(error, exchange.record.requestId)),
    headers,
  );
  exchange.end(error.status, outcomeOf(error, exchange.record.attempts.length), error);
  return response;
}

/** How the log says that a client left. */
export const clientClosed = {
  code: "client_closed",
  message: "The client closed the connection before the end of the answer.",
};

/** What a stream's answer says beside its type. */
export const unbuffered = { "cache-control": "no-cache", "x-accel-buffering": "no" };

export const streamType = (call: Call | null): string =>
  call?.surface?.streamType ?? "text/event-stream; charset=utf-8";

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
