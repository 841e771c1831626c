import type { Step } from "../attempt/step";
import { elapsed } from "../elapsed";
import { GatewayError } from "../errors";
import type { Failure } from "../failures/failure";
import { clean } from "../failures/upstream-error";
import type { Outcome } from "../log/log-row";
import type { RequestRecord } from "../log/record";
import { estimatePromptTokens } from "../openai/estimate";
import type { JsonObject } from "../openai/fields";
import { noUsage, type Usage } from "../openai/usage";
import type { Ports } from "../ports";
import type { StreamEnd } from "../stream/deliver";
import { deliverBytes } from "./deliver";
import { isMediaStream, type MediaCall } from "./media";

/** What the request's exchange lends to the answer of an operation other than text. */
interface MediaExchange {
  record: RequestRecord;
  ports: Ports;
  idleMs: number;
  headers(contentType: string): Record<string, string>;
  succeeded(latencyMs: number, firstTokenMs: number | null): void;
  failed(problem: Failure): void;
  errorBody(error: GatewayError): JsonObject;
  listen(end: (how: StreamEnd) => void): void;
  end(status: number, outcome: Outcome, error: { code: string; message: string } | null): void;
}

/** The client's answer; the log row is written when its last byte has left, or when the client or the upstream has. */
export function mediaResponse(step: Step & { kind: "media" }, exchange: MediaExchange): Response {
  const { place, startedAt, answer, abort } = step;
  const { record, ports } = exchange;
  const { body, status } = answer;
  record.served = place;
  record.upstreamModel = answer.model;
  record.units = answer.units;
  const isEvents = /^text\/event-stream/i.test(answer.contentType);
  const headers = { ...answer.headers, ...exchange.headers(answer.contentType) };
  if (answer.contentType === "") delete headers["content-type"];
  const outcome: Outcome = status >= 400 ? "client_error" : "success";
  const error = status >= 400 ? { code: `http_${status}`, message: `The provider answered HTTP ${status}.` } : null;

  if (!isMediaStream(body)) {
    record.usage = answer.usage ?? estimated(record.call as MediaCall | null);
    if (error === null) exchange.succeeded(elapsed(startedAt, ports.now()), null);
    // These statuses have no body, and a Response refuses one.
    const isBodiless = status === 204 || status === 205 || status === 304;
    const response = ports.respond(isBodiless ? null : body, { status, headers });
    exchange.end(status, outcome, error);
    return response;
  }

  const takenAt = ports.now();
  record.firstTokenAt = takenAt;
  const { meter } = body;
  const closeAttempt = (problem: { code: string; message: string } | null) => {
    const row = record.attempts.at(-1);
    const now = ports.now();
    record.upstreamMs += elapsed(takenAt, now);
    record.usage = answer.usage ?? meter?.usage ?? estimated(record.call as MediaCall | null);
    record.upstreamModel = answer.model ?? meter?.model ?? null;
    if (row === undefined) return;
    row.latencyMs = elapsed(startedAt, now);
    if (problem === null) return;
    row.errorCode = problem.code;
    row.errorMessage = problem.message;
  };
  const finish = (how: StreamEnd): Uint8Array | null => {
    if (how.kind === "complete") {
      closeAttempt(null);
      if (error === null) exchange.succeeded(elapsed(startedAt, ports.now()), elapsed(startedAt, takenAt));
      exchange.end(status, outcome, error);
      return null;
    }
    if (how.kind === "cancelled") {
      const message = "The client closed the connection before the end of the answer.";
      closeAttempt({ code: "client_closed", message });
      exchange.end(499, "cancelled", { code: "client_closed", message });
      return null;
    }
    const problem = clean(how.failure, place);
    closeAttempt(problem);
    exchange.failed(problem);
    const broken = brokenOff(place.providerId, problem);
    exchange.end(broken.status, "upstream_error", broken);
    return isEvents ? encoder.encode(`event: error\ndata: ${JSON.stringify(exchange.errorBody(broken))}\n\n`) : null;
  };
  const delivery = deliverBytes({
    stream: body,
    idleMs: exchange.idleMs,
    heartbeatMs: isEvents ? ports.heartbeatMs : 0,
    abort,
    finish,
  });
  exchange.listen(delivery.end);
  if (isEvents) {
    headers["cache-control"] = "no-cache";
    headers["x-accel-buffering"] = "no";
  }
  return ports.respond(delivery.body, { status, headers });
}

const encoder = new TextEncoder();

function brokenOff(providerId: string, problem: Failure): GatewayError {
  const timedOut = problem.kind === "timeout";
  return new GatewayError({
    status: timedOut ? 504 : 502,
    type: "server_error",
    code: timedOut ? "upstream_timeout" : "upstream_error",
    message: `The answer of '${providerId}' failed after it had begun: ${problem.message}.`,
  });
}

/** Tokens where the upstream tells none and the text in is what counts; other units are not turned into tokens. */
function estimated(call: MediaCall | null): Usage {
  if (call === null || (call.operation !== "moderations" && call.operation !== "rerank")) return noUsage;
  return { ...noUsage, promptTokens: estimatePromptTokens(call.body), source: "estimated" };
}
