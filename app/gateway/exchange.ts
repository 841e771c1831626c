import { nativeFor } from "./adapters/registry";
import type { Walk } from "./attempt/walk";
import type { Cancellation, CancelReason } from "./cancellation";
import type { Dialect } from "./dialects/dialect";
import { failure } from "./failures/failure";
import type { Gateway } from "./gateway";
import type { SignedParts } from "./kept/signatures";
import type { Reservation } from "./limits/limits";
import type { Outcome } from "./log/log-row";
import type { RequestRecord } from "./log/record";
import { estimatePromptTokens } from "./openai/estimate";
import { noUsage, type Usage } from "./openai/usage";
import type { Defer } from "./ports";
import type { Place } from "./routing/plan";
import type { StreamEnd } from "./stream/deliver";

/** What a request holds until its end, and how it ends: the answer's headers, what is learned, its one log row. */
export class Exchange {
  reservation: Reservation | null = null;
  walk: Walk | null = null;
  readonly gateway: Gateway;
  readonly dialect: Dialect;
  readonly record: RequestRecord;
  readonly defer: Defer;
  readonly cancellation: Cancellation;
  /** Among those under way. */
  readonly #place: number;

  constructor(gateway: Gateway, dialect: Dialect, record: RequestRecord, defer: Defer, cancellation: Cancellation) {
    this.gateway = gateway;
    this.dialect = dialect;
    this.record = record;
    this.defer = defer;
    this.cancellation = cancellation;
    this.#place = gateway.active.add(this);
  }

  /** The host goes down: a stream ends with an error event, anything else fails. */
  stop(): void {
    this.cancellation.cancel("stopping");
  }

  /** The headers of an answer, as the contract names them. */
  headers(contentType: string): Record<string, string> {
    const { record } = this;
    const place = record.served ?? this.walk?.lastPlace ?? null;
    const gatewayMs = Math.max(0, this.gateway.ports.now() - record.startedAt - record.upstreamMs);
    const headers: Record<string, string> = {
      "content-type": contentType,
      "x-request-id": record.requestId,
      "x-gateway-cache": record.cache,
      "server-timing": `gateway;dur=${gatewayMs}, upstream;dur=${record.upstreamMs}`,
    };
    const { requestIdHeader } = this.dialect;
    if (requestIdHeader !== undefined) headers[requestIdHeader] = record.requestId;
    if (place !== null) {
      headers["x-gateway-provider"] = headerText(place.providerId);
      headers["x-gateway-model"] = headerText(place.model);
      headers["x-gateway-attempts"] = String(record.attempts.length);
    }
    if (record.found !== null) {
      headers["x-gateway-provider"] = headerText(record.found.kept.providerId);
      headers["x-gateway-model"] = headerText(record.found.kept.model);
      headers["x-gateway-attempts"] = "0";
    }
    const limits = this.reservation?.headers ?? (record.key === null ? null : this.gateway.limits.standing(record.key));
    if (limits !== null) for (const name in limits) headers[name] = limits[name]!;
    return headers;
  }

  respond(status: number, body: string | ReadableStream<Uint8Array>, headers: Record<string, string>): Response {
    this.record.capture?.responded(headers, typeof body === "string" ? body : null);
    return this.gateway.ports.respond(body, { status, headers });
  }

  /** A place served; times in ms. */
  succeeded(place: Place, times: { latencyMs: number; firstTokenMs: number | null }): void {
    const { gateway, record } = this;
    if (record.conversation !== null) {
      const server = { providerId: place.providerId, model: place.model, credentialId: place.credential?.id ?? null };
      gateway.affinity.remember(record.conversation, server, gateway.ports.now() + gateway.stickyMs);
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

  /** Usage where the upstream told none. */
  estimate(completionTokens: number): Usage {
    const { call } = this.record;
    return {
      ...noUsage,
      promptTokens: call === null ? 0 : estimatePromptTokens(call.body),
      completionTokens,
      source: "estimated",
    };
  }

  /** Signed reasoning is kept for the next turn, unless the client's own format carries it. */
  keepSigned(place: Place, signed: SignedParts): void {
    const { call, key } = this.record;
    if (key === null || call === null || nativeFor(call, place.candidate) !== null) return;
    this.gateway.signatures.keep(key.id, signed, this.defer);
  }

  /** What a surface keeps for requests that build on this one; written after the answer. */
  keepResponse(): void {
    const { call, key } = this.record;
    const kept = call?.surface?.kept?.() ?? null;
    if (kept !== null && key !== null) this.gateway.responses.save(key.id, kept, this.defer);
  }

  /** Ends a stream when its client leaves or the host stops. */
  listen(end: (end: StreamEnd) => void): void {
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

  /** Settles the limits and writes the log row: the first call counts. */
  end(status: number, outcome: Outcome, error: { code: string; message: string } | null): void {
    const { record, gateway } = this;
    const { usage } = record;
    // Tokens of a kept answer were used once, and counted then.
    const tokens = record.found === null ? usage.promptTokens + usage.completionTokens : 0;
    this.reservation?.settle(tokens, record.costMicroUsd);
    const row = record.finish(gateway.ports.now(), status, outcome, error);
    if (row === null) return;
    this.cancellation.release();
    gateway.active.remove(this.#place);
    gateway.log.add(row, this.defer);
    const { capture } = record;
    if (capture !== null)
      gateway.save("A request's bodies", () => capture.write(gateway.ports, row.requestId, row.createdAt), this.defer);
  }
}

/** Header values are Latin-1 at best: anything else is percent-encoded. */
const headerText = (value: string) => (/^[\x21-\x7e]+$/.test(value) ? value : encodeURIComponent(value.toWellFormed()));
