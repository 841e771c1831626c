import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ProbeConfig } from "../gateway/config/config.ts";

// Tables of what the operator configures, and who may. Those of the log are in log-schema.ts, what the gateway keeps for itself in
// state-schema.ts: one schema for D1 and for the Node host's SQLite file. Times are Unix milliseconds, money is integer micro-dollars.

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
  /** Secret ones are sealed (sealed-headers.ts). */
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
    /** Percent of the vendor's rate limit that was used, and when an answer said so; null where none did. */
    rateUsed: integer("rate_used"),
    rateAt: integer("rate_at"),
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
