import type { AttemptRow, LogRow } from "~/gateway/log/log-row";

/** A log row of a successful request; `overrides` say what differs. */
export function logRow(overrides: Partial<LogRow> = {}): LogRow {
  const requestedModel = overrides.requestedModel === undefined ? "auto" : overrides.requestedModel;
  return {
    requestId: `req_${Math.random().toString(36).slice(2)}`,
    createdAt: Date.UTC(2026, 10, 20, 12, 34, 56),
    endpoint: "chat/completions",
    status: 200,
    outcome: "success",
    errorCode: null,
    errorMessage: null,
    keyId: "ci",
    keyName: "CI",
    requestedModel,
    route: requestedModel === "auto" ? "auto" : null,
    rule: null,
    model: "gpt-4o-mini",
    upstreamModel: "gpt-4o-mini-2024",
    providerId: "openai-main",
    stream: false,
    usage: {
      promptTokens: 10,
      completionTokens: 5,
      cachedTokens: 2,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
      source: "provider",
    },
    costMicroUsd: 42,
    pricing: { input: 0.15, output: 0.6 },
    latencyMs: 200,
    firstTokenMs: 80,
    gatewayMs: 0.75,
    cache: "miss",
    cacheHit: null,
    userAgent: "vitest",
    metadata: null,
    attempts: [attemptRow()],
    plan: [{ providerId: "openai-main", model: "gpt-4o-mini", credentialName: "a", reason: "priority 0" }],
    ...overrides,
  };
}

export function attemptRow(overrides: Partial<AttemptRow> = {}): AttemptRow {
  return {
    index: 0,
    providerId: "openai-main",
    credentialName: "a",
    model: "gpt-4o-mini",
    status: 200,
    errorCode: null,
    errorMessage: null,
    startedMs: 1,
    firstByteMs: 80,
    latencyMs: 199,
    reason: "priority 0",
    ...overrides,
  };
}

/** Two attempts, of which the first failed: the row and what stands in the table of attempts. */
export const failedOver = (overrides: Partial<LogRow> = {}): LogRow =>
  logRow({
    attempts: [
      attemptRow({ status: 503, errorCode: "upstream_error", errorMessage: "busy" }),
      attemptRow({ index: 1, startedMs: 101, latencyMs: 99 }),
    ],
    ...overrides,
  });
