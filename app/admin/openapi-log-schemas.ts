import { z } from "zod";
import { isoTime, microUsd } from "./openapi-values";

// What the admin API answers about requests and usage, for its OpenAPI document.

const usageOfRow = z.object({
  promptTokens: z.int(),
  completionTokens: z.int(),
  cachedTokens: z.int(),
  cacheWriteTokens: z.int(),
  reasoningTokens: z.int(),
  audioInputTokens: z.int().optional(),
  audioOutputTokens: z.int().optional(),
  source: z.enum(["provider", "estimated", "none"]),
});

export const logRow = z
  .object({
    requestId: z.string(),
    createdAt: isoTime,
    endpoint: z.string(),
    status: z.int(),
    outcome: z.enum(["success", "client_error", "upstream_error", "rate_limited", "cancelled"]),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    keyId: z.string().nullable(),
    keyName: z.string().nullable(),
    requestedModel: z.string().nullable(),
    route: z.string().nullable().meta({ description: "The route that the name stood for" }),
    rule: z
      .object({ index: z.int().meta({ description: "Place in the route's rules, from 0" }), words: z.string() })
      .nullable()
      .meta({ description: "The rule of the route that decided; null where none held" }),
    model: z.string().nullable(),
    upstreamModel: z.string().nullable(),
    providerId: z.string().nullable(),
    stream: z.boolean(),
    attemptCount: z.int(),
    usage: usageOfRow,
    costUsd: z.number().nullable(),
    costMicroUsd: microUsd.nullable(),
    latencyMs: z.int(),
    firstTokenMs: z.int().nullable(),
    cache: z.enum(["hit", "miss", "bypass"]),
    cacheKind: z.enum(["exact", "semantic"]).nullable(),
    savedMicroUsd: microUsd.nullable(),
    metadata: z.record(z.string(), z.string()).nullable(),
  })
  .meta({ id: "LogRow" });

const attempt = z.object({
  index: z.int(),
  providerId: z.string(),
  credentialName: z.string().nullable(),
  model: z.string(),
  status: z.int().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  startedMs: z.int(),
  firstByteMs: z.int().nullable(),
  latencyMs: z.int(),
  reason: z.string(),
});

const capturedText = z
  .object({
    text: z.string(),
    bytes: z.int().meta({ description: "Of the whole body; the text is cut past 512 KB" }),
    truncated: z.boolean(),
  })
  .nullable();
const headers = z.record(z.string(), z.string());
const bodies = z.object({
  request: capturedText,
  response: capturedText,
  requestHeaders: headers,
  responseHeaders: headers,
  attempts: z.array(z.object({ requestHeaders: headers, status: z.int().nullable(), responseHeaders: headers })),
});

export const logDetail = logRow
  .extend({
    attempts: z.array(attempt),
    plan: z.array(
      z.object({
        providerId: z.string(),
        model: z.string(),
        credentialName: z.string().nullable(),
        reason: z.string(),
      }),
    ),
    pricing: z.record(z.string(), z.number()).nullable(),
    gatewayMs: z.number(),
    userAgent: z.string().nullable(),
    cacheHit: z.object({ kind: z.enum(["exact", "semantic"]), similarity: z.number(), entryId: z.string() }).nullable(),
    bodies: bodies.nullable().meta({ description: "What was recorded of it; null where recording was off" }),
  })
  .meta({ id: "LogDetail" });

const percentiles = z.object({ p50: z.number().nullable(), p95: z.number().nullable() });
const usageTotals = z.object({
  requests: z.int(),
  errors: z.int(),
  promptTokens: z.int(),
  completionTokens: z.int(),
  cachedTokens: z.int(),
  costUsd: z.number(),
  costMicroUsd: microUsd,
  latencyMs: percentiles,
  firstTokenMs: percentiles,
});

export const usage = z
  .object({ data: z.array(usageTotals.extend({ start: isoTime, group: z.string().nullable() })), totals: usageTotals })
  .meta({ id: "Usage" });
