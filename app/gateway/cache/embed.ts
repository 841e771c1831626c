import { Walk } from "../attempt/walk";
import type { Cancellation } from "../cancellation";
import type { ApiKey } from "../config/entities";
import type { Call } from "../dialects/dialect";
import { elapsed } from "../elapsed";
import type { Gateway } from "../gateway";
import { RequestRecord } from "../log/record";
import { isObject, type JsonObject } from "../openai/fields";
import type { Defer } from "../ports";
import { plan } from "../routing/plan";
import { resolve } from "../routing/resolve";
import type { Snapshot } from "../routing/snapshot";
import { unitVector } from "./questions";

/** A question that takes longer to be understood is asked without comparing it. */
const patienceMs = 2_000;

interface EmbedOptions {
  gateway: Gateway;
  snapshot: Snapshot;
  /** Whose request it is for: the call is on this key's account. */
  key: ApiKey;
  /** One of the gateway's own. */
  model: string;
  text: string;
  /** Of the request that it is for. */
  requestId: string;
  cancellation: Cancellation;
  defer: Defer;
}

/**
 * The vector of a text, by the gateway's own planning and attempts, with a log row of its own. Null where no vector came:
 * then nothing is compared.
 */
export async function embed(options: EmbedOptions): Promise<Float32Array | null> {
  const { gateway, snapshot, key, model, text, requestId, cancellation, defer } = options;
  const { ports } = gateway;
  const record = new RequestRecord("/v1/embeddings", ports.now(), null);
  record.key = key;
  const call: Call = {
    operation: "embeddings",
    body: { model, input: text, encoding_format: "float" },
    text: null,
    model,
    stream: false,
    includeUsage: false,
    routing: { provider: null, models: [], strategy: null, metadata: { semanticCacheFor: requestId } },
    surface: null,
    native: null,
  };
  record.call = call;
  let vector: Float32Array | null = null;
  let problem: { code: string; message: string } | null = null;
  try {
    // The operator chose the model: what the key itself may use says nothing about it.
    const anywhere = { ...key, models: ["*"], providers: ["*"] };
    const resolution = resolve(snapshot, anywhere, model, call.routing, () => {
      throw new Error("the model of the semantic cache is a route with rules");
    });
    const facts = {
      promptTokens: 0,
      completionTokens: 0,
      now: ports.now(),
      explore: false,
      server: null,
    };
    record.plan = plan(resolution, null, gateway.healthBook, facts, ports.random);
    const settings = { ...snapshot.settings, maxAttempts: 2 };
    const timeouts = { attemptMs: patienceMs, firstByteMs: patienceMs, requestMs: patienceMs };
    const limits = { settings, timeouts, asked: timeouts, hedging: false };
    const step = await new Walk({ gateway, limits, call, record, cancellation, defer }).next();
    if (step.kind === "whole") {
      record.served = step.place;
      record.upstreamModel = step.answer.model;
      record.usage = step.answer.usage ?? record.usage;
      const latencyMs = elapsed(step.startedAt, ports.now());
      gateway.healthBook.succeeded(step.place, ports.now(), { latencyMs, firstTokenMs: null, completionTokens: 0 });
      vector = readVector(step.answer.text);
      if (vector === null) problem = { code: "bad_answer", message: "The answer has no vector." };
    } else if (step.kind === "exhausted") problem = step.error;
    else if (step.kind === "client_error") problem = step.problem;
    else problem = { code: "cancelled", message: "The request ended before its question was understood." };
  } catch (error) {
    problem = { code: "semantic_cache", message: error instanceof Error ? error.message : String(error) };
  }
  const outcome = problem === null ? "success" : "upstream_error";
  const row = record.finish(ports.now(), problem === null ? 200 : 502, outcome, problem);
  if (row !== null) gateway.log.add(row, defer);
  return vector;
}

function readVector(text: string): Float32Array | null {
  const body = JSON.parse(text) as JsonObject;
  const first: unknown = Array.isArray(body.data) ? body.data[0] : null;
  if (!isObject(first) || !Array.isArray(first.embedding)) return null;
  return first.embedding.every((value) => typeof value === "number") ? unitVector(first.embedding) : null;
}
