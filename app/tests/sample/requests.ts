import type { AttemptRow, LogRow, MatchedRule } from "~/gateway/log/log-row";
import { attemptRow, logRow } from "~/tests/log-rows";
import { callingKeys } from "./document";
import { type SampleModel, sampleModel, sampleModels } from "./models";

/** The same figures on every run, 0 to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const allShares = sampleModels.reduce((sum, { share }) => sum + share, 0);

function anyModel(random: () => number): SampleModel {
  let place = random() * allShares;
  for (const model of sampleModels) {
    place -= model.share;
    if (place < 0) return model;
  }
  return sampleModel("gpt-5-mini");
}

const routeOf: Record<string, string> = {
  "claude-sonnet-4.5": "auto",
  "gpt-5": "auto",
  "gemini-2.5-flash": "fast",
  "deepseek-v3.2": "cheap",
  "qwen3-vl-plus": "auto",
  "gpt-5-mini": "auto",
  "glm-4.6": "auto",
};
/** The rules of `auto` (document.ts), by the models that they lead to. */
const rulesOfAuto: Record<string, MatchedRule> = {
  "claude-sonnet-4.5": { index: 1, words: "code" },
  "gpt-5": { index: 1, words: "code" },
  "qwen3-vl-plus": { index: 0, words: "images" },
  "gpt-5-mini": { index: 2, words: "tier = critical" },
  "glm-4.6": { index: 3, words: "at most 400 prompt tokens" },
};

/** Two of three questions to the models for code are about code. */
const ruleOf = (route: string | undefined, model: string, promptTokens: number): MatchedRule | null =>
  route !== "auto" || (rulesOfAuto[model]?.index === 1 && promptTokens % 3 === 0) ? null : (rulesOfAuto[model] ?? null);

type Failure = Pick<AttemptRow, "status" | "errorCode" | "errorMessage" | "latencyMs">;
const failures: Record<string, Failure> = {
  groq: {
    status: 429,
    errorCode: "rate_limit_exceeded",
    errorMessage: "Rate limit reached for llama-3.3-70b: 30 requests per minute.",
    latencyMs: 290,
  },
  deepseek: {
    status: 504,
    errorCode: "upstream_timeout",
    errorMessage: "No first byte within 4 s.",
    latencyMs: 4000,
  },
  siliconflow: { status: 401, errorCode: "invalid_api_key", errorMessage: "Api key is invalid", latencyMs: 180 },
  anthropic: { status: 529, errorCode: "overloaded_error", errorMessage: "Overloaded", latencyMs: 410 },
  qwen: { status: null, errorCode: "network_error", errorMessage: "connection reset by peer", latencyMs: 96 },
};
const busy: Failure = {
  status: 503,
  errorCode: "upstream_error",
  errorMessage: "The server is overloaded.",
  latencyMs: 340,
};

const tooLong: Failure = {
  status: 400,
  errorCode: "context_length_exceeded",
  errorMessage: "This model's maximum context length is 400000 tokens.",
  latencyMs: 118,
};

/** Usable ones; two where it is not said. */
const credentialCounts: Record<string, number> = { openai: 4, anthropic: 3, gemini: 5, qwen: 3, groq: 1 };

const credential = (providerId: string, random: () => number) =>
  `prod-${1 + Math.floor(random() * (credentialCounts[providerId] ?? 2))}`;

function tokensOf(model: SampleModel, random: () => number) {
  const promptTokens = Math.round(120 + 4600 * random() ** 2.4);
  const embeds = model.pricing.output === 0;
  return {
    promptTokens,
    completionTokens: embeds ? 0 : Math.round(30 + 620 * random() ** 3),
    cachedTokens: !embeds && random() < 0.45 ? Math.round(promptTokens * 0.6) : 0,
  };
}

function priceOf({ pricing }: SampleModel, tokens: ReturnType<typeof tokensOf>): number {
  const { promptTokens, cachedTokens, completionTokens } = tokens;
  const input = (promptTokens - cachedTokens) * pricing.input + cachedTokens * (pricing.cachedInput ?? 0);
  return Math.round(input + completionTokens * pricing.output);
}

/** One request as the gateway would have logged it; `trouble` times as many calls fail as usual. */
export function sampleRequest(createdAt: number, random: () => number, trouble: number): LogRow {
  const model = anyModel(random);
  const tokens = tokensOf(model, random);
  const latencyMs = Math.round(model.firstTokenMs * (0.6 + random()) + tokens.completionTokens * (2 + random() * 4));
  const firstTokenMs = Math.min(latencyMs, Math.round(model.firstTokenMs * (0.55 + random() * 0.9)));
  const embeds = model.pricing.output === 0;
  const keyName = embeds ? "docs-search" : callingKeys[Math.floor(random() ** 1.7 * 5)]!;
  const route = !embeds && random() < 0.45 ? routeOf[model.id] : undefined;
  const [first, second] = model.providers;
  const failing = random() < model.failing * 8 * trouble;
  const lost = failing && (second === undefined || random() < 0.2);
  const failure = lost && random() < 0.3 ? tooLong : (failures[first] ?? busy);
  const failed = attemptRow({
    ...failure,
    providerId: first,
    model: model.id,
    credentialName: credential(first, random),
  });
  const servedBy = failing && second ? second : first;
  const answered = attemptRow({
    providerId: servedBy,
    model: model.id,
    credentialName: credential(servedBy, random),
    latencyMs,
    firstByteMs: firstTokenMs,
    index: failing ? 1 : 0,
    startedMs: failing ? failure.latencyMs + 1 : 1,
  });
  const row = logRow({
    requestId: `req_${Math.floor(random() * 1e12).toString(36)}${createdAt.toString(36)}`,
    createdAt,
    endpoint: embeds ? "/v1/embeddings" : "/v1/chat/completions",
    requestedModel: route ?? model.id,
    route: route ?? null,
    rule: ruleOf(route, model.id, tokens.promptTokens),
    model: model.id,
    upstreamModel: model.id,
    providerId: servedBy,
    keyId: keyName,
    keyName,
    stream: !embeds && random() < 0.8,
    usage: { ...tokens, cacheWriteTokens: 0, reasoningTokens: 0, source: "provider" },
    pricing: model.pricing,
    costMicroUsd: priceOf(model, tokens),
    latencyMs: failing ? latencyMs + failure.latencyMs : latencyMs,
    firstTokenMs: embeds ? null : firstTokenMs + (failing ? failure.latencyMs : 0),
    gatewayMs: 0.6 + random() * 0.8,
    userAgent: "openai-python/2.8.1",
    attempts: failing ? [failed, answered] : [answered],
    plan: model.providers.map((providerId, place) => ({
      providerId,
      model: model.id,
      credentialName: "prod-1",
      reason: `priority ${place + 1}, lists the model, weight 50`,
    })),
  });
  if (lost) return lostRequest(row, failed);
  return !embeds && random() < 0.11 ? keptAnswer(row, random() < 0.3 ? "semantic" : "exact") : row;
}

function lostRequest(row: LogRow, failed: AttemptRow): LogRow {
  return {
    ...row,
    status: failed.status ?? 502,
    outcome: failed.status === 429 ? "rate_limited" : failed.status === 400 ? "client_error" : "upstream_error",
    errorCode: failed.errorCode,
    errorMessage: failed.errorMessage,
    providerId: failed.providerId,
    attempts: [failed],
    usage: { ...row.usage, promptTokens: 0, completionTokens: 0, cachedTokens: 0, source: "none" },
    costMicroUsd: 0,
    latencyMs: failed.latencyMs,
    firstTokenMs: null,
  };
}

const keptAnswer = (row: LogRow, kind: "exact" | "semantic"): LogRow => ({
  ...row,
  cache: "hit",
  cacheHit: { kind, similarity: kind === "exact" ? 1 : 0.962, entryId: "kept", savedMicroUsd: row.costMicroUsd },
  providerId: null,
  attempts: [],
  plan: [],
  costMicroUsd: 0,
  latencyMs: kind === "exact" ? 11 : 38,
  firstTokenMs: null,
});

/** The request whose sheet is shown: Anthropic's third answer after two that failed. */
export function sampleFailover(createdAt: number): LogRow {
  const model = sampleModel("claude-sonnet-4.5");
  const usage = {
    promptTokens: 3811,
    completionTokens: 902,
    cachedTokens: 2048,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
  };
  const failed = (index: number, startedMs: number, failure: Failure, providerId: string) =>
    attemptRow({
      ...failure,
      index,
      startedMs,
      providerId,
      model: model.id,
      credentialName: "prod-2",
      reason: "priority 2, lists the model, weight 50",
    });
  return logRow({
    requestId: sampleFailoverId,
    endpoint: "/v1/chat/completions",
    createdAt,
    requestedModel: "auto",
    route: "auto",
    rule: { index: 1, words: "code" },
    model: model.id,
    upstreamModel: "claude-sonnet-4-5-20250929",
    providerId: "openrouter",
    keyId: "support-bot",
    keyName: "support-bot",
    stream: true,
    usage: { ...usage, source: "provider" },
    pricing: model.pricing,
    costMicroUsd: 19_430,
    latencyMs: 6420,
    firstTokenMs: 2188,
    gatewayMs: 1.2,
    userAgent: "anthropic-sdk-typescript/1.11.0",
    attempts: [
      failed(0, 1, { ...failures.anthropic!, latencyMs: 412 }, "anthropic"),
      failed(1, 415, { ...failures.groq!, errorMessage: "Rate limit reached", latencyMs: 188 }, "anthropic"),
      attemptRow({
        index: 2,
        providerId: "openrouter",
        credentialName: "prod-1",
        model: model.id,
        startedMs: 605,
        firstByteMs: 1580,
        latencyMs: 5815,
        reason: "priority 2, lists the model, weight 50",
      }),
    ],
    plan: model.providers.map((providerId) => ({
      providerId,
      model: model.id,
      credentialName: "prod-1",
      reason: "rule",
    })),
  });
}
export const sampleFailoverId = "req_sample9f3a214b1d";
