import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

// Tables of the log and of what is added up from it, written in one batch.

/** One row per request, written in batches after the answer (gateway-store.server.ts). */
export const requestLog = sqliteTable(
  "request_log",
  {
    requestId: text("request_id").primaryKey(),
    createdAt: integer("created_at").notNull(),
    endpoint: text("endpoint").notNull(),
    status: integer("status").notNull(),
    outcome: text("outcome").notNull(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    keyId: text("key_id"),
    keyName: text("key_name"),
    requestedModel: text("requested_model"),
    model: text("model"),
    upstreamModel: text("upstream_model"),
    providerId: text("provider_id"),
    stream: integer("stream", { mode: "boolean" }).notNull(),
    attemptCount: integer("attempt_count").notNull(),
    /**
     * The only attempt, where it went well: credential, start, first byte and duration in ms, reason, as a list. Most requests
     * have no other, and a row of its own is three entries more in tables and indexes. Null where `request_attempts` has them.
     */
    onlyAttempt: text("only_attempt"),
    promptTokens: integer("prompt_tokens").notNull(),
    completionTokens: integer("completion_tokens").notNull(),
    cachedTokens: integer("cached_tokens").notNull(),
    cacheWriteTokens: integer("cache_write_tokens").notNull(),
    reasoningTokens: integer("reasoning_tokens").notNull(),
    /** Audio tokens of the prompt and of the answer, as a list of two; null where there was no sound. */
    audioTokens: text("audio_tokens"),
    usageSource: text("usage_source").notNull(),
    /** Null where the price is unknown. */
    costMicroUsd: integer("cost_micro_usd"),
    /** The price that was applied, USD per million tokens. */
    pricing: text("pricing", { mode: "json" }).$type<Record<string, number>>(),
    latencyMs: integer("latency_ms").notNull(),
    firstTokenMs: integer("first_token_ms"),
    gatewayMs: integer("gateway_ms").notNull(),
    cache: text("cache").notNull(),
    /** Kind, similarity, id and saved micro-dollars of the kept answer that served, as a list; null without one. */
    cacheHit: text("cache_hit"),
    userAgent: text("user_agent"),
    metadata: text("metadata", { mode: "json" }).$type<Record<string, string>>(),
    plan: text("plan", { mode: "json" }).$type<unknown>(),
    /** The route, and of the rule that decided its place and words, as a list; null where no route was asked for. */
    matchedRule: text("matched_rule"),
  },
  (table) => [
    index("request_log_created").on(table.createdAt, table.requestId),
    // Nearly all rows are answers, which are found by time: an index has the others alone (D1 counts every entry as a row).
    index("request_log_outcome").on(table.outcome, table.createdAt).where(sql`outcome <> 'success'`),
    index("request_log_status").on(table.status, table.createdAt).where(sql`status <> 200`),
    index("request_log_model").on(table.model, table.createdAt),
    index("request_log_provider").on(table.providerId, table.createdAt),
    index("request_log_key").on(table.keyId, table.createdAt),
  ],
);

/** Attempts of requests with several, or with one that failed; `attempts.server.ts` reads these and the others as one list. */
export const requestAttempts = sqliteTable(
  "request_attempts",
  {
    requestId: text("request_id")
      .notNull()
      .references(() => requestLog.requestId, { onDelete: "cascade" }),
    index: integer("attempt_index").notNull(),
    createdAt: integer("created_at").notNull(),
    providerId: text("provider_id").notNull(),
    credentialName: text("credential_name"),
    model: text("model").notNull(),
    /** HTTP status of the upstream; null where none came. */
    status: integer("status"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    /** Since the start of the request. */
    startedMs: integer("started_ms").notNull(),
    /** Since the start of the attempt; null where no byte came. */
    firstByteMs: integer("first_byte_ms"),
    latencyMs: integer("latency_ms").notNull(),
    reason: text("reason").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.index] }),
    index("request_attempts_provider").on(table.providerId, table.createdAt),
  ],
);

const rollupColumns = {
  requests: integer("requests").notNull().default(0),
  errors: integer("errors").notNull().default(0),
  promptTokens: integer("prompt_tokens").notNull().default(0),
  completionTokens: integer("completion_tokens").notNull().default(0),
  cachedTokens: integer("cached_tokens").notNull().default(0),
  costMicroUsd: integer("cost_micro_usd").notNull().default(0),
  /** Requests that the gateway's own cache answered, those that it could not, and what the answers had cost. */
  cacheHits: integer("cache_hits").notNull().default(0),
  cacheMisses: integer("cache_misses").notNull().default(0),
  savedMicroUsd: integer("saved_micro_usd").notNull().default(0),
  /** Log-scale histogram, bucket index -> count (gateway/histogram.ts). */
  latencyHistogram: text("latency_histogram", { mode: "json" }).$type<Record<string, number>>().notNull(),
  firstTokenHistogram: text("first_token_histogram", { mode: "json" }).$type<Record<string, number>>().notNull(),
};

/** Usage per hour, key, provider and model: what charts, /stats and budgets read. '' stands for none. */
export const usageHourly = sqliteTable(
  "usage_hourly",
  {
    hour: integer("hour").notNull(),
    keyId: text("key_id").notNull(),
    providerId: text("provider_id").notNull(),
    model: text("model").notNull(),
    ...rollupColumns,
  },
  (table) => [
    primaryKey({ columns: [table.hour, table.keyId, table.providerId, table.model] }),
    index("usage_hourly_key").on(table.keyId, table.hour),
  ],
);

/**
 * Usage per hour and one of model, provider, key, route or rule: what long charts read. Without a route a request is in neither
 * of the last two; a rule's name is in rollups.ts. A month of `usage_hourly` is ten times as many rows and more, one for each
 * combination.
 */
export const usageByName = sqliteTable(
  "usage_by_name",
  {
    split: text("split", { enum: ["model", "provider", "key", "route", "rule"] }).notNull(),
    hour: integer("hour").notNull(),
    name: text("name").notNull(),
    requests: integer("requests").notNull(),
    errors: integer("errors").notNull(),
    promptTokens: integer("prompt_tokens").notNull(),
    completionTokens: integer("completion_tokens").notNull(),
    cachedTokens: integer("cached_tokens").notNull(),
    costMicroUsd: integer("cost_micro_usd").notNull(),
    cacheHits: integer("cache_hits").notNull(),
    cacheMisses: integer("cache_misses").notNull(),
    savedMicroUsd: integer("saved_micro_usd").notNull(),
  },
  (table) => [primaryKey({ columns: [table.split, table.hour, table.name] })],
);

const trafficColumns = {
  bucket: integer("bucket").primaryKey(),
  ...rollupColumns,
  /** Answered by the first attempt; answered after at least one failed attempt. */
  firstTry: integer("first_try").notNull().default(0),
  afterFailover: integer("after_failover").notNull().default(0),
  gatewayMsSum: integer("gateway_ms_sum").notNull().default(0),
};

/** All traffic in 5-minute buckets: the overview's figures and chart. */
export const traffic5m = sqliteTable("traffic_5m", trafficColumns);

/** The same in hours, for a week and more. */
export const traffic1h = sqliteTable("traffic_1h", trafficColumns);

/** Attempts per provider in 30-minute buckets: uptime bars, success rate, latency. */
export const providerUsage30m = sqliteTable(
  "provider_usage_30m",
  {
    bucket: integer("bucket").notNull(),
    providerId: text("provider_id").notNull(),
    attempts: integer("attempts").notNull().default(0),
    failures: integer("failures").notNull().default(0),
    costMicroUsd: integer("cost_micro_usd").notNull().default(0),
    latencyHistogram: text("latency_histogram", { mode: "json" }).$type<Record<string, number>>().notNull(),
    firstTokenHistogram: text("first_token_histogram", { mode: "json" }).$type<Record<string, number>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.providerId] }),
    index("provider_usage_30m_provider").on(table.providerId, table.bucket),
  ],
);

/** One row per written batch of log rows: a batch that is retried after an unclear failure cannot count twice. */
export const logBatches = sqliteTable("log_batches", {
  id: text("id").primaryKey(),
  createdAt: integer("created_at").notNull(),
});

/** Recorded requests and answers, sealed; they go with their log rows. */
export const requestBodies = sqliteTable(
  "request_bodies",
  {
    requestId: text("request_id").primaryKey(),
    createdAt: integer("created_at").notNull(),
    sealed: text("sealed").notNull(),
  },
  (table) => [index("request_bodies_created_at").on(table.createdAt)],
);
