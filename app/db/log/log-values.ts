import type { AttemptRow, CacheHit, LogRow, MatchedRule } from "~/gateway/log/log-row";
import type { Usage } from "~/gateway/openai/usage";

// A log row and its attempts as lists of column values.

export type SqlValue = string | number | null;
/** A value, or a list that the column takes as JSON text. */
export type LogValue = SqlValue | readonly LogValue[];

export const logColumns =
  "request_id, created_at, endpoint, status, outcome, error_code, error_message, key_id, key_name, requested_model, model, upstream_model, provider_id, stream, attempt_count, only_attempt, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, audio_tokens, usage_source, cost_micro_usd, pricing, latency_ms, first_token_ms, gateway_ms, cache, cache_hit, user_agent, metadata, plan, matched_rule";
export const attemptColumns =
  "request_id, attempt_index, created_at, provider_id, credential_name, model, status, error_code, error_message, started_ms, first_byte_ms, latency_ms, reason";

/** One row must never be so long that the database refuses the whole batch. */
const mostDetailCharacters = 200_000;
/** Of what a rule matched on: its words are the operator's, up to a pattern and a list of metadata long. */
const longestWords = 500;

/** Prices are objects of the configuration: the same ones come with every row. */
const pricingTexts = new WeakMap<object, string>();

function pricingText(pricing: object): string {
  let text = pricingTexts.get(pricing);
  if (text === undefined) {
    text = JSON.stringify(pricing);
    pricingTexts.set(pricing, text);
  }
  return text;
}

const noRows: SqlValue[][] = [];

const round = (ms: number | null) => (ms === null ? null : Math.round(ms));

const audioText = ({ audioInputTokens: heard, audioOutputTokens: spoken }: Usage) =>
  heard === undefined && spoken === undefined ? null : JSON.stringify([heard ?? 0, spoken ?? 0]);

const cacheHitText = ({ kind, similarity, entryId, savedMicroUsd }: CacheHit) =>
  JSON.stringify([kind, similarity, entryId, savedMicroUsd]);

const matchedRuleText = (route: string, rule: MatchedRule | null) =>
  JSON.stringify(rule === null ? [route] : [route, rule.index, rule.words.slice(0, longestWords)]);

/** Where the log row itself has the attempt, as nearly always: the only one, and it went well. */
function onlyAttempt({ attempts, providerId, model }: LogRow): AttemptRow | null {
  const [attempt] = attempts;
  const isOnly =
    attempts.length === 1 &&
    attempt !== undefined &&
    attempt.status === 200 &&
    attempt.errorCode === null &&
    attempt.providerId === providerId &&
    attempt.model === model;
  return isOnly ? attempt : null;
}

const onlyAttemptValues = ({ credentialName, startedMs, firstByteMs, latencyMs, reason }: AttemptRow): SqlValue[] => [
  credentialName,
  Math.round(startedMs),
  round(firstByteMs),
  Math.round(latencyMs),
  reason,
];

/** Plan and attempt are lists: who writes the row as JSON need not write them twice. */
export function logValues(row: LogRow): LogValue[] {
  const attempt = onlyAttempt(row);
  const { usage } = row;
  const metadata = row.metadata === null ? null : JSON.stringify(row.metadata);
  // Lists instead of objects: half the bytes. logs.server.ts turns them back.
  const plan: SqlValue[][] = [];
  let characters = metadata?.length ?? 0;
  for (const { providerId, model, credentialName, reason } of row.plan) {
    plan.push([providerId, model, credentialName, reason]);
    characters += providerId.length + model.length + (credentialName?.length ?? 4) + reason.length + 12;
  }
  const isHuge = characters > mostDetailCharacters;
  return [
    row.requestId,
    row.createdAt,
    row.endpoint,
    row.status,
    row.outcome,
    row.errorCode,
    row.errorMessage?.slice(0, 4000) ?? null,
    row.keyId,
    row.keyName,
    row.requestedModel?.slice(0, 512) ?? null,
    row.model,
    row.upstreamModel,
    row.providerId,
    row.stream ? 1 : 0,
    row.attempts.length,
    attempt === null ? null : onlyAttemptValues(attempt),
    usage.promptTokens,
    usage.completionTokens,
    usage.cachedTokens,
    usage.cacheWriteTokens,
    usage.reasoningTokens,
    audioText(usage),
    usage.source,
    row.costMicroUsd,
    row.pricing === null ? null : pricingText(row.pricing),
    Math.round(row.latencyMs),
    round(row.firstTokenMs),
    Math.round(row.gatewayMs * 100) / 100,
    row.cache,
    row.cacheHit === null ? null : cacheHitText(row.cacheHit),
    row.userAgent?.slice(0, 512) ?? null,
    isHuge ? null : metadata,
    isHuge ? [] : plan,
    row.route === null ? null : matchedRuleText(row.route, row.rule),
  ];
}

/** Rows of the attempts that the log row itself does not have. */
export function attemptValues(row: LogRow): SqlValue[][] {
  if (onlyAttempt(row) !== null) return noRows;
  return row.attempts.map((attempt) => [
    row.requestId,
    attempt.index,
    row.createdAt + Math.round(attempt.startedMs),
    attempt.providerId,
    attempt.credentialName,
    attempt.model,
    attempt.status,
    attempt.errorCode,
    attempt.errorMessage?.slice(0, 4000) ?? null,
    Math.round(attempt.startedMs),
    round(attempt.firstByteMs),
    Math.round(attempt.latencyMs),
    attempt.reason,
  ]);
}
