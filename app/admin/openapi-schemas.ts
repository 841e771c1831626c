import { z } from "zod";
import {
  capabilitySchema,
  disconnectSchema,
  keySchema,
  modelEntrySchema,
  pricingSchema,
  providerSchema,
  routeSchema,
} from "~/gateway/config/config";
import { settingsSchema } from "~/gateway/config/settings";
import { isoTime, microUsd } from "./openapi-values";

// What the admin API answers, for its OpenAPI document. Requests use the schemas that check them (gateway/config/config.ts).

const nullableTime = isoTime.nullable();

const credential = z.object({ name: z.string(), value: z.literal("********").optional(), env: z.string().optional() });
const credentialState = z.object({
  name: z.string(),
  hint: z.string(),
  env: z.string().nullable(),
  state: z.enum(["ok", "cooling", "rejected", "off"]),
  cooldownUntil: nullableTime,
  lastError: z.string().nullable(),
  rejections: z.int(),
  rateLimit: z.object({ used: z.number().min(0).max(1), at: isoTime }).nullable(),
});
const { timeouts, probe } = providerSchema.shape;

const providerDocument = z.object({
  id: z.string(),
  name: z.string(),
  preset: z.string().nullable(),
  adapter: z.string(),
  baseUrl: z.string(),
  enabled: z.boolean(),
  drain: z.enum(["hold", "off"]).nullable(),
  priority: z.int(),
  weight: z.int(),
  credentials: z.array(credential),
  models: z.array(z.union([z.string(), modelEntrySchema])),
  headers: z.record(z.string(), z.string()),
  options: z.record(z.string(), z.unknown()),
  timeouts: timeouts.unwrap(),
  probe,
  disconnect: disconnectSchema,
});

export const provider = providerDocument
  .extend({
    credentialStates: z.array(credentialState),
    source: z.enum(["database", "environment"]),
    createdAt: nullableTime,
    updatedAt: nullableTime,
  })
  .meta({ id: "Provider" });

const keyDocument = keySchema.omit({ value: true }).required({ name: true });

export const key = keyDocument
  .extend({
    prefix: z.string(),
    lastFour: z.string(),
    createdAt: isoTime,
    updatedAt: isoTime,
    lastUsedAt: nullableTime,
    previousExpiresAt: nullableTime,
  })
  .meta({ id: "Key" });

export const issuedKey = key
  .extend({ key: z.string().meta({ description: "The clear key, shown once" }) })
  .meta({ id: "IssuedKey" });

export const route = routeSchema.extend({ createdAt: isoTime, updatedAt: isoTime }).meta({ id: "Route" });

export const providerTest = z
  .object({
    ok: z.boolean(),
    status: z.int().meta({ description: "HTTP status of the upstream, 0 where none came" }),
    latencyMs: z.number(),
    error: z.string().optional(),
    models: z.array(z.string()).optional(),
    credentials: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        status: z.int(),
        latencyMs: z.number(),
        error: z.string().optional(),
      }),
    ),
  })
  .meta({ id: "ProviderTest" });

export const modelSync = z
  .object({ models: z.array(z.object({ id: z.string() })), added: z.array(z.string()), removed: z.array(z.string()) })
  .meta({ id: "ModelSync" });

export const repair = z
  .object({
    model: z.string(),
    parameter: z.string(),
    renameTo: z.string().nullable(),
    reason: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "ParameterRepair" });

export const cache = z
  .object({
    entries: z.int(),
    bytes: z.int(),
    hits: z.int(),
    misses: z.int(),
    savedMicroUsd: microUsd,
  })
  .meta({ id: "Cache" });
export const cacheCleared = z.object({ cleared: z.int() }).meta({ id: "CacheCleared" });

const sealedCounts = z.object({ current: z.int(), former: z.int(), unknown: z.int() });

export const encryption = z
  .object({
    formerKeys: z.int(),
    secrets: sealedCounts.meta({
      description: "Credentials, secret headers, the webhook. `unknown`: under a key that this host does not have",
    }),
    content: sealedCounts
      .nullable()
      .meta({ description: "Kept responses and answers, lists of videos, recordings; null without a former key" }),
    videoIds: z.int().meta({ description: "Videos whose id ends with the former key" }),
  })
  .meta({ id: "Encryption" });

export const health = z
  .object({
    data: z.array(
      z.object({
        providerId: z.string(),
        state: z.enum(["healthy", "degraded", "recovering", "down", "off"]),
        successRate: z.number().nullable(),
        latencyMs: z.number().nullable(),
        firstTokenMs: z.number().nullable(),
        cooldownUntil: nullableTime,
        credentials: z.array(credentialState.pick({ name: true, state: true, cooldownUntil: true, lastError: true })),
        probe: z
          .object({
            at: isoTime,
            ok: z.boolean(),
            status: z.int(),
            latencyMs: z.number(),
            credential: z.string().nullable(),
            error: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
    encryption: encryption.optional().meta({ description: "Where ENCRYPTION_KEY_PREVIOUS names a former key" }),
  })
  .meta({ id: "Health" });

export const preset = z
  .object({
    id: z.string(),
    name: z.object({ en: z.string(), zh: z.string() }),
    category: z.string(),
    adapter: z.string(),
    baseUrl: z.string(),
    otherBaseUrls: z.array(z.string()),
    auth: z.string(),
    models: z.array(z.string()),
    capabilities: z.array(capabilitySchema),
    keyUrl: z.string().nullable(),
    docsUrl: z.string().nullable(),
    envVar: z.string().nullable(),
  })
  .loose()
  .meta({ id: "Preset" });

export const catalogModel = z
  .object({
    preset: z.string(),
    id: z.string(),
    suggested: z.boolean(),
    pricing: pricingSchema.extend({ tiers: z.array(pricingSchema.extend({ above: z.int() })).optional() }).nullable(),
    contextLength: z.int().nullable(),
    maxOutputTokens: z.int().nullable(),
    capabilities: z.array(z.string()),
    source: z.string().nullable(),
    updated: z.string().nullable(),
  })
  .meta({ id: "CatalogModel" });

export const exportedConfig = z
  .object({
    version: z.literal(1),
    settings: settingsSchema,
    providers: z.array(providerDocument),
    routes: z.array(routeSchema),
    keys: z.array(keyDocument),
  })
  .meta({ id: "ExportedConfig" });

export const importResult = z
  .object({
    applied: z.boolean(),
    changes: z.array(
      z.object({
        action: z.enum(["create", "update", "delete"]),
        kind: z.enum(["provider", "route", "key", "settings"]),
        id: z.string(),
        fields: z.array(z.string()),
        secretsMoveTo: z
          .string()
          .optional()
          .meta({ description: "Stored secrets that the document keeps are sent to this origin, which is a new one" }),
      }),
    ),
  })
  .meta({ id: "ImportResult" });

export const purged = z
  .object({
    requests: z.int(),
    logBatches: z.int(),
    signInAttempts: z.int(),
    auditRows: z.int(),
    rollups: z.int(),
    more: z.boolean().meta({ description: "There is more to purge: call again" }),
  })
  .meta({ id: "Purged" });

export const resealed = z
  .object({ secrets: z.int(), content: z.int(), nextCursor: z.string().nullable() })
  .meta({ id: "Resealed" });

export const auditRow = z
  .object({
    id: z.int(),
    createdAt: isoTime,
    actor: z.string(),
    action: z.string(),
    kind: z.string(),
    targetId: z.string(),
    detail: z.unknown(),
  })
  .meta({ id: "AuditRow" });

export const error = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      code: z.string(),
      param: z.string().nullable(),
      issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  })
  .meta({ id: "Error" });

export const simulation = z
  .object({
    route: z.string().nullable(),
    rule: z.string().nullable(),
    candidates: z.array(
      z.object({
        providerId: z.string(),
        model: z.string(),
        credentials: z.array(z.string()),
        score: z.number().nullable(),
        reason: z.string(),
        expectedCostUsd: z.number().nullable(),
        firstTokenMs: z.number().nullable(),
        successRate: z.number().nullable(),
      }),
    ),
    excluded: z.array(z.object({ providerId: z.string(), model: z.string(), reason: z.string() })),
  })
  .meta({ id: "Simulation" });

export const alert = z
  .object({
    event: z.string(),
    subject: z.string(),
    message: z.string(),
    createdAt: isoTime,
    error: z.string().nullable().meta({ description: "Why the webhook did not get it" }),
  })
  .meta({ id: "Alert" });

export const alertTest = z.object({ ok: z.boolean(), error: z.string().nullable() });
