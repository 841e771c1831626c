import { join } from "node:path";
import { createStore } from "~/db/gateway-store.server";
import type { LogRow } from "~/gateway/log-row";
import { SqliteD1 } from "~/lib/d1-sqlite";
import { attemptRow, logRow } from "~/tests/log-rows";

// A day of traffic for the pictures of the README, written as the gateway writes it.

/** Who serves how much of it: `upTo` counts the shares together. */
const served = [
  { providerId: "openai", model: "gpt-4o-mini", upTo: 0.44, pricing: { input: 0.15, output: 0.6 }, speedMs: 620 },
  { providerId: "deepseek", model: "deepseek-chat", upTo: 0.68, pricing: { input: 0.27, output: 1.1 }, speedMs: 980 },
  {
    providerId: "openrouter",
    model: "claude-sonnet-4.5",
    upTo: 0.88,
    pricing: { input: 3, output: 15 },
    speedMs: 1400,
  },
  { providerId: "groq", model: "llama-3.3-70b", upTo: 1, pricing: { input: 0.59, output: 0.79 }, speedMs: 310 },
];
const apiKeys = [
  { keyId: "web", keyName: "Web" },
  { keyId: "batch", keyName: "Batch" },
  { keyId: "ci", keyName: "CI" },
];

/** The same figures on every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

function rowAt(createdAt: number, random: () => number): LogRow {
  const place = random();
  const kind = served.find(({ upTo }) => place < upTo) ?? served[0]!;
  const { providerId, model, pricing } = kind;
  const promptTokens = Math.round(200 + random() * 1800);
  const completionTokens = Math.round(60 + random() * 540);
  const cachedTokens = random() < 0.4 ? Math.round(promptTokens * 0.6) : 0;
  const latencyMs = Math.round(kind.speedMs * (0.5 + random() * 1.6));
  const firstTokenMs = Math.round(latencyMs * 0.3);
  const common = {
    ...apiKeys[Math.floor(random() ** 2 * apiKeys.length)],
    requestId: `req_${Math.floor(random() * 1e12).toString(36)}${createdAt.toString(36)}`,
    createdAt,
    requestedModel: random() < 0.5 ? "auto" : model,
    gatewayMs: 0.6 + random() * 0.8,
    userAgent: "openai-python/2.8.1",
    pricing,
  };
  const good = attemptRow({ providerId, model, latencyMs, firstByteMs: firstTokenMs });
  const usage = { promptTokens, completionTokens, cachedTokens, cacheWriteTokens: 0, reasoningTokens: 0 };
  const success = {
    ...common,
    model,
    upstreamModel: model,
    providerId,
    latencyMs,
    firstTokenMs,
    stream: random() < 0.7,
    usage: { ...usage, source: "provider" as const },
    costMicroUsd: Math.round(promptTokens * pricing.input + completionTokens * pricing.output),
    plan: [{ providerId, model, credentialName: "a", reason: "priority 0" }],
    attempts: [good],
  };
  const luck = random();
  if (luck > 0.045) return logRow(success);
  const busy = attemptRow({
    providerId: "openai",
    model: "gpt-4o-mini",
    status: 503,
    errorCode: "upstream_error",
    errorMessage: "The server is overloaded.",
    latencyMs: 340,
  });
  if (luck > 0.006)
    return logRow({ ...success, latencyMs: latencyMs + 340, attempts: [busy, { ...good, index: 1, startedMs: 341 }] });
  return logRow({
    ...common,
    status: 502,
    outcome: "upstream_error",
    errorCode: "upstream_error",
    errorMessage: "The server is overloaded.",
    model: "gpt-4o-mini",
    providerId: "openai",
    usage: { ...usage, completionTokens: 0, source: "none" },
    costMicroUsd: 0,
    firstTokenMs: null,
    attempts: [busy],
  });
}

export async function writeTraffic(dataDirectory: string, now: number): Promise<void> {
  const random = seededRandom(42);
  const rows: LogRow[] = [];
  for (let minute = 2 * 24 * 60; minute >= 0; minute--) {
    const hour = new Date(now - minute * 60_000).getUTCHours();
    const busyness = 1.2 + Math.sin(((hour - 4) / 24) * 2 * Math.PI);
    for (let left = busyness * (0.5 + random()); left > random(); left--)
      rows.push(rowAt(now - minute * 60_000 - Math.floor(random() * 60_000), random));
  }
  const database = new SqliteD1(join(dataDirectory, "gateway.sqlite"));
  const env = { encryptionKey: new Uint8Array(32), previousEncryptionKeys: [], variables: {} };
  await createStore({ database, env }).writeLog("pictures", rows);
  database.close();
}
