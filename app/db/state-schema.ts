import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

// Tables of what the gateway keeps for itself over restarts and shares between isolates.

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
