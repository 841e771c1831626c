import { createStore } from "~/db/gateway-store.server";
import type { LogRow } from "~/gateway/log/log-row";
import { SqliteD1 } from "~/lib/d1-sqlite";
import { attemptRow, logRow } from "~/tests/log-rows";

// A month of made-up traffic, written as the gateway writes it: log rows, attempts and rollups.

/** Which providers have it, the one that is tried first in front. */
const offers = [
  { model: "gpt-4o-mini", providers: ["openai", "openrouter"], pricing: { input: 0.15, output: 0.6 } },
  { model: "gpt-4o", providers: ["openai", "together"], pricing: { input: 2.5, output: 10 } },
  { model: "deepseek-chat", providers: ["deepseek", "openrouter"], pricing: { input: 0.27, output: 1.1 } },
  { model: "claude-sonnet-4.5", providers: ["anthropic", "openrouter"], pricing: { input: 3, output: 15 } },
  { model: "claude-haiku-4.5", providers: ["anthropic", "openrouter"], pricing: { input: 1, output: 5 } },
  { model: "gemini-2.5-flash", providers: ["gemini", "openrouter"], pricing: { input: 0.3, output: 2.5 } },
  { model: "gemini-2.5-pro", providers: ["gemini", "openrouter"], pricing: { input: 1.25, output: 10 } },
  { model: "llama-3.3-70b", providers: ["groq", "openrouter"], pricing: { input: 0.59, output: 0.79 } },
  { model: "qwen3-max", providers: ["qwen", "openrouter"], pricing: { input: 1.2, output: 6 } },
  { model: "mistral-large", providers: ["mistral", "openrouter"], pricing: { input: 2, output: 6 } },
];

export const providerIds = [...new Set(offers.flatMap(({ providers }) => providers))];
export const modelsOf = (providerId: string): string[] =>
  offers.filter(({ providers }) => providers.includes(providerId)).map(({ model }) => model);
export const keyNames = Array.from({ length: 20 }, (_, index) => `app-${String(index + 1).padStart(2, "0")}`);

const faults = [
  { status: 503, errorCode: "upstream_error", errorMessage: "The server is overloaded." },
  { status: 429, errorCode: "rate_limited", errorMessage: "Rate limit reached for requests." },
  { status: 500, errorCode: "upstream_error", errorMessage: "Internal error." },
];

/** The same figures on every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

function rowAt(createdAt: number, index: number, random: () => number): LogRow {
  const { model, providers, pricing } = offers[Math.floor(random() ** 2 * offers.length)] ?? offers[0]!;
  const keyName = keyNames[Math.floor(random() ** 2 * keyNames.length)] ?? "app-01";
  const promptTokens = Math.round(200 + random() * 1800);
  const completionTokens = Math.round(60 + random() * 540);
  const latencyMs = Math.round(300 + random() ** 3 * 8000);
  const firstTokenMs = Math.round(latencyMs * 0.3);
  const luck = random();
  const failsFirst = luck < 0.05;
  const fails = luck < 0.006;
  const [first = "openai", second = first] = providers;
  const providerId = failsFirst && !fails ? second : first;
  const fault = faults[Math.floor(random() * faults.length)] ?? faults[0]!;
  const failed = (place: number, at: string) =>
    attemptRow({ ...fault, index: place, providerId: at, model, latencyMs: 340, firstByteMs: null });
  const good = attemptRow({ providerId, model, latencyMs, firstByteMs: firstTokenMs });
  const attempts = fails
    ? [failed(0, first), failed(1, second)]
    : failsFirst
      ? [failed(0, first), { ...good, index: 1, startedMs: 341 }]
      : [good];
  return logRow({
    ...(fails ? { ...fault, status: 502, outcome: "upstream_error" as const } : {}),
    requestId: `req_${Math.floor(random() * 1e12).toString(36)}${index.toString(36)}`,
    createdAt,
    keyId: keyName,
    keyName,
    requestedModel: random() < 0.5 ? "auto" : model,
    model,
    upstreamModel: model,
    providerId,
    stream: random() < 0.7,
    usage: {
      promptTokens,
      completionTokens: fails ? 0 : completionTokens,
      cachedTokens: random() < 0.4 ? Math.round(promptTokens * 0.6) : 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
      source: fails ? "none" : "provider",
    },
    costMicroUsd: fails ? 0 : Math.round(promptTokens * pricing.input + completionTokens * pricing.output),
    pricing,
    latencyMs: latencyMs + (failsFirst ? 340 : 0),
    firstTokenMs: fails ? null : firstTokenMs,
    userAgent: "openai-python/2.8.1",
    metadata: random() < 0.2 ? { tier: "critical", tenant: `t-${Math.floor(random() * 40)}` } : null,
    plan: providers.map((id, place) => ({ providerId: id, model, credentialName: "a", reason: `priority ${place}` })),
    attempts,
  });
}

const batchRows = 20_000;

/** Spreads `count` requests over the 30 days before `now` (Unix ms). */
export async function writeMonth(file: string, now: number, count: number): Promise<void> {
  const random = seededRandom(42);
  const database = new SqliteD1(file);
  // A machine that fails meanwhile costs nothing: the file is made again.
  database.sqlite.exec("pragma synchronous = off");
  const env = { encryptionKey: new Uint8Array(32), previousEncryptionKeys: [], variables: {} };
  const store = createStore({ database, env });
  const spanMs = 30 * 86_400_000;
  for (let from = 0; from < count; from += batchRows) {
    const rows: LogRow[] = [];
    for (let index = from; index < Math.min(from + batchRows, count); index++)
      rows.push(rowAt(now - spanMs + Math.floor((index / count) * spanMs), index, random));
    await store.writeLog(`month-${from}`, rows);
  }
  database.sqlite.exec("pragma wal_checkpoint(truncate)");
  database.close();
}
