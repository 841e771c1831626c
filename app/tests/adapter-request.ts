import type { Adapter, UpstreamCall } from "~/gateway/adapters/adapter";
import type { ModelEntry } from "~/gateway/config";
import type { Operation } from "~/gateway/dialects/dialect";
import type { JsonObject } from "~/gateway/openai/fields";

interface Options {
  operation?: Operation;
  baseUrl?: string;
  secret?: string;
  options?: JsonObject;
  entry?: Partial<ModelEntry>;
}

/** The upstream call that an adapter builds for an OpenAI request. */
export const builtCall = (adapter: Adapter, body: JsonObject, model: string, more: Options = {}): UpstreamCall =>
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
    {
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
        timeouts: {},
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
    },
  );

export const builtBody = (adapter: Adapter, body: JsonObject, model: string, more: Options = {}): JsonObject =>
  JSON.parse(builtCall(adapter, body, model, more).body!);
