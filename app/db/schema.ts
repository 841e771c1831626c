import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ProbeConfig } from "../gateway/config.ts";

// One schema for D1 and for the Node host's SQLite file. Times are Unix milliseconds, money is integer micro-dollars.

export const providers = sqliteTable("providers", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  preset: text("preset"),
  adapter: text("adapter").notNull(),
  baseUrl: text("base_url").notNull(),
  enabled: integer("enabled", { mode: "boolean" }).notNull().default(true),
  /** Takes no new request; `off`: and is switched off once none is open. */
  drain: text("drain", { enum: ["hold", "off"] }),
  priority: integer("priority").notNull().default(0),
  weight: integer("weight").notNull().default(1),
  headers: text("headers", { mode: "json" }).$type<Record<string, string>>().notNull(),
  options: text("options", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
  timeouts: text("timeouts", { mode: "json" }).$type<Record<string, number>>().notNull(),
  /** How its health is probed; null where it is not. */
  probe: text("probe", { mode: "json" }).$type<ProbeConfig>(),
  disconnect: text("disconnect", { enum: ["cancel", "drain"] })
    .notNull()
    .default("cancel"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** Upstream keys. `sealed` is AES-GCM text (auth/seal.ts); `env` names an environment variable instead. */
export const credentials = sqliteTable(
  "credentials",
  {
    id: text("id").primaryKey(),
    providerId: text("provider_id")
      .notNull()
      .references(() => providers.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    position: integer("position").notNull().default(0),
    sealed: text("sealed"),
    env: text("env"),
    /** First and last characters for people, such as `sk-…9dQa`. */
    hint: text("hint").notNull().default(""),
    state: text("state", { enum: ["ok", "rejected", "off"] })
      .notNull()
      .default("ok"),
    rejections: integer("rejections").notNull().default(0),
    cooldownUntil: integer("cooldown_until"),
    lastError: text("last_error"),
    /** When state, rejections, cooldown or error last changed, by the database's own clock. */
    markedAt: integer("marked_at").notNull().default(0),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("credentials_provider_name").on(table.providerId, table.name),
    index("credentials_marked").on(table.markedAt),
  ],
);

/** What a provider offers. `modelId` may hold `*`; an alias is a row whose `upstream` differs from its `modelId`. */
export const providerModels = sqliteTable(
  "provider_models",
  {
    providerId: text("provider_id")
      .notNull()
      .references(() => providers.id, { onDelete: "cascade" }),
    modelId: text("model_id").notNull(),
    position: integer("position").notNull().default(0),
    upstream: text("upstream"),
    pricing: text("pricing", { mode: "json" }).$type<Record<string, number>>(),
    contextLength: integer("context_length"),
    /** The rest of the entry as the configuration document has it (capabilities, maxOutputTokens, ...). */
    details: text("details", { mode: "json" }).$type<Record<string, unknown>>(),
  },
  (table) => [primaryKey({ columns: [table.providerId, table.modelId] })],
);

export const routes = sqliteTable("routes", {
  id: text("id").primaryKey(),
  document: text("document", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    role: text("role", { enum: ["client", "admin"] })
      .notNull()
      .default("client"),
    /** SHA-256 of the whole key, hex. */
    hash: text("hash").notNull(),
    prefix: text("prefix").notNull(),
    lastFour: text("last_four").notNull(),
    /** After a rotation with overlap the old key works until then. */
    previousHash: text("previous_hash"),
    previousExpiresAt: integer("previous_expires_at"),
    models: text("models", { mode: "json" }).$type<string[]>().notNull(),
    providers: text("providers", { mode: "json" }).$type<string[]>().notNull(),
    enabled: integer("enabled", { mode: "boolean" }).notNull().default(true),
    expiresAt: integer("expires_at"),
    limits: text("limits", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    lastUsedAt: integer("last_used_at"),
    captureBodies: integer("capture_bodies", { mode: "boolean" }).notNull().default(false),
    /** A person or a team, for people; null for none. */
    owner: text("owner"),
  },
  (table) => [uniqueIndex("api_keys_hash").on(table.hash), index("api_keys_previous_hash").on(table.previousHash)],
);

/** `settings` (the document's settings), and counters that tell isolates that something changed (`configRevision`). */
export const settings = sqliteTable("settings", {
  key: text("key").primaryKey(),
  value: text("value", { mode: "json" }).$type<unknown>().notNull(),
});

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
  },
  (table) => [
    index("request_log_created").on(table.createdAt, table.requestId),
    index("request_log_outcome").on(table.outcome, table.createdAt),
    index("request_log_status").on(table.status, table.createdAt),
    index("request_log_model").on(table.model, table.createdAt),
    index("request_log_provider").on(table.providerId, table.createdAt),
    index("request_log_key").on(table.keyId, table.createdAt),
  ],
);

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
 * Usage per hour and one of model, provider or key: what long charts read. A month of `usage_hourly` is ten times as many rows
 * and more, one for each combination.
 */
export const usageByName = sqliteTable(
  "usage_by_name",
  {
    split: text("split", { enum: ["model", "provider", "key"] }).notNull(),
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

export const auditLog = sqliteTable(
  "audit_log",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    createdAt: integer("created_at").notNull(),
    /** `dashboard`, `admin-token` or `key:<id>`. */
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    kind: text("kind").notNull(),
    targetId: text("target_id").notNull(),
    /** Names of changed fields, never secrets. */
    detail: text("detail", { mode: "json" }).$type<unknown>(),
  },
  (table) => [index("audit_log_created").on(table.createdAt)],
);

/** Wrong passwords per client address (hashed); `pausedUntil` refuses further tries. */
export const signInAttempts = sqliteTable("sign_in_attempts", {
  address: text("address").primaryKey(),
  failures: integer("failures").notNull(),
  windowStart: integer("window_start").notNull(),
  pausedUntil: integer("paused_until"),
});

/**
 * Signed reasoning that belongs to a tool call, for clients that drop unknown fields: the next turn's request gets it
 * back by the call's id. Bounded in size, and kept for a short time.
 */
export const toolSignatures = sqliteTable(
  "tool_signatures",
  {
    keyId: text("key_id").notNull(),
    toolCallId: text("tool_call_id").notNull(),
    value: text("value").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.keyId, table.toolCallId] }),
    index("tool_signatures_expires_at").on(table.expiresAt),
  ],
);

/** Answers of /v1/responses that later requests may build on. Bounded in size, and kept for some days after their last use. */
export const keptResponses = sqliteTable(
  "kept_responses",
  {
    keyId: text("key_id").notNull(),
    id: text("id").notNull(),
    previousId: text("previous_id"),
    response: text("response").notNull(),
    /** The request's own input items, without those of earlier turns. */
    input: text("input").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.id] }), index("kept_responses_expires_at").on(table.expiresAt)],
);

/** Videos that API keys had made, for their lists; what is in them is sealed. */
export const videos = sqliteTable(
  "videos",
  {
    keyId: text("key_id").notNull(),
    id: text("id").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    video: text("video").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.keyId, table.id] }),
    index("videos_created").on(table.keyId, table.createdAt, table.id),
    index("videos_expires_at").on(table.expiresAt),
  ],
);

/**
 * What attempts at a provider's model came to, in buckets of 15 minutes (gateway/routing/statistics.ts): isolates add to them
 * and read what the others added. Times are sums in milliseconds. `updatedAt` is the database's own clock.
 */
export const modelStatistics = sqliteTable(
  "model_statistics",
  {
    providerId: text("provider_id").notNull(),
    model: text("model").notNull(),
    bucket: integer("bucket").notNull(),
    attempts: integer("attempts").notNull(),
    failures: integer("failures").notNull(),
    latencyMs: integer("latency_ms").notNull(),
    firstTokens: integer("first_tokens").notNull(),
    firstTokenMs: integer("first_token_ms").notNull(),
    tokens: integer("tokens").notNull(),
    tokenMs: integer("token_ms").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.providerId, table.model, table.bucket] }),
    index("model_statistics_updated").on(table.updatedAt),
  ],
);

/** Breakers as isolates share them; `model` and `credentialId` are '' for that of a whole provider. */
export const breakers = sqliteTable(
  "breakers",
  {
    providerId: text("provider_id").notNull(),
    model: text("model").notNull(),
    credentialId: text("credential_id").notNull(),
    /** 0 where it is closed. */
    openUntil: integer("open_until").notNull(),
    trips: integer("trips").notNull(),
    changedAt: integer("changed_at").notNull(),
    /** The database's own clock. */
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.providerId, table.model, table.credentialId] }),
    index("breakers_updated").on(table.updatedAt),
  ],
);

/** Parameters that an upstream refused for a model, and what is done about them from then on. */
export const parameterRepairs = sqliteTable(
  "parameter_repairs",
  {
    providerId: text("provider_id").notNull(),
    /** The upstream's name of the model. */
    model: text("model").notNull(),
    parameter: text("parameter").notNull(),
    /** The parameter's new name; null where it is dropped. */
    renameTo: text("rename_to"),
    /** The upstream's words. */
    reason: text("reason").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.providerId, table.model, table.parameter] })],
);

/** The last alert of every event and subject; `error` is why the webhook did not get it. */
export const alerts = sqliteTable(
  "alerts",
  {
    event: text("event").notNull(),
    subject: text("subject").notNull(),
    message: text("message").notNull(),
    createdAt: integer("created_at").notNull(),
    error: text("error"),
  },
  (table) => [primaryKey({ columns: [table.event, table.subject] }), index("alerts_created").on(table.createdAt)],
);

/** What a provider's last health probe came to; `startedAt` is also the claim of the isolate that runs it. */
export const providerProbes = sqliteTable("provider_probes", {
  providerId: text("provider_id").primaryKey(),
  startedAt: integer("started_at").notNull(),
  /** Null while the first one is under way. */
  ok: integer("ok", { mode: "boolean" }),
  /** HTTP status of the upstream, 0 where none came. */
  status: integer("status").notNull().default(0),
  latencyMs: integer("latency_ms").notNull().default(0),
  credentialName: text("credential_name"),
  error: text("error"),
});
/** Answers that serve later requests (gateway/cache). What they say is sealed; bounded in number and size by the purge. */
export const cachedAnswers = sqliteTable(
  "cached_answers",
  {
    /** SHA-256 of whom the answer may serve and what was asked, hex. */
    id: text("id").primaryKey(),
    context: text("context"),
    sealed: text("sealed").notNull(),
    sealedQuestion: text("sealed_question"),
    bytes: integer("bytes").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    index("cached_answers_context").on(table.context, table.createdAt),
    index("cached_answers_expires_at").on(table.expiresAt),
    index("cached_answers_created_at").on(table.createdAt, table.bytes),
  ],
);

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
