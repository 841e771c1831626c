import type { Adapter, UpstreamCall } from "~/gateway/adapters/adapter";
import type { PrepareContext, Target } from "~/gateway/adapters/target";
import type { ModelEntry } from "~/gateway/config/config";
import type { Operation } from "~/gateway/dialects/dialect";
import type { JsonObject } from "~/gateway/openai/fields";

interface Options {
  operation?: Operation;
  baseUrl?: string;
  secret?: string;
  options?: JsonObject;
  preset?: string;
  entry?: Partial<ModelEntry>;
  fetch?: PrepareContext["fetch"];
  ai?: PrepareContext["ai"];
  /** Unix ms. */
  now?: number;
}

/** What the host gives: by default a network that is not there. */
const context = (more: Options): PrepareContext => ({
  fetch: more.fetch ?? (() => Promise.reject(new Error("no network in this test"))),
  ai: more.ai ?? null,
  now: () => more.now ?? Date.UTC(2026, 10, 21),
  signal: new AbortController().signal,
});

/** The upstream call that an adapter builds for an OpenAI request, at once. */
export function builtCall(adapter: Adapter, body: JsonObject, model: string, more: Options = {}): UpstreamCall {
  const call = prepared(adapter, body, model, more);
  if (call instanceof Promise) throw new Error(`${adapter.id} prepares this call with a promise`);
  return call;
}

/** Where the call goes. */
export const endpoint = (adapter: Adapter, model: string, more: Options = {}): Target => ({
  provider: {
    id: "p",
    name: "P",
    adapter: adapter.id,
    baseUrl: more.baseUrl ?? "https://upstream.example/v1",
    enabled: true,
    priority: 0,
    weight: 1,
    models: [],
    credentials: [],
    headers: { "X-Own": "1" },
    options: more.options ?? {},
    preset: more.preset ?? null,
    timeouts: {},
    disconnect: "cancel",
  },
  credential: {
    id: "c",
    name: "a",
    secret: more.secret ?? "secret",
    state: "ok",
    rejections: 0,
    cooldownUntil: null,
    lastError: null,
  },
  model,
  entry: more.entry ? { id: model, ...more.entry } : null,
});

/** The same for an adapter that may have to fetch or sign first. */
export const prepared = (adapter: Adapter, body: JsonObject, model: string, more: Options = {}) =>
  adapter.prepare(
    {
      operation: more.operation ?? "chat",
      body: { model: "asked", ...body },
      text: null,
      model: "asked",
      stream: body.stream === true,
      includeUsage: false,
      routing: { provider: null, models: [], strategy: null, metadata: null },
      surface: null,
      native: null,
    },
    endpoint(adapter, model, more),
    context(more),
  );

export const builtBody = (adapter: Adapter, body: JsonObject, model: string, more: Options = {}): JsonObject =>
  JSON.parse(textOf(builtCall(adapter, body, model, more)));

export const textOf = ({ body }: UpstreamCall): string => (typeof body === "string" ? body : "");
