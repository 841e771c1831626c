import { expect, test } from "vitest";
import type { Provider } from "../../config/entities";
import type { Call } from "../../dialects/dialect";
import { openAiResponses } from "../../dialects/responses/dialect";
import { nativeFor } from "../registry";

const nothingKept = { find: async () => null, chain: async () => null };

const provider = (more: Partial<Provider>): Provider => ({
  id: "p",
  name: "P",
  adapter: "openai",
  baseUrl: "https://upstream.example/v1",
  enabled: true,
  priority: 0,
  weight: 1,
  models: [],
  credentials: [],
  headers: {},
  options: {},
  timeouts: {},
  disconnect: "cancel",
  ...more,
});

const call = openAiResponses.read('{"model":"asked","input":"hi","stream":true}', nothingKept) as Call;

test.each<[boolean, string, Partial<Provider>]>([
  [false, "a provider of the operator's own", {}],
  [true, "one whose options say so", { options: { responses: "native" } }],
  [true, "one that is asked over it for chat too", { options: { api: "responses" } }],
  [true, "an adapter that knows nothing else", { adapter: "openai-responses" }],
  [true, "OpenAI's preset", { preset: "openai" }],
  [false, "a preset that the operator knows better", { preset: "openai", options: { responses: "chat" } }],
  [false, "a preset without it", { preset: "deepseek" }],
  [
    true,
    "Azure's v1 path",
    { adapter: "azure-openai", baseUrl: "https://r.openai.azure.com/openai/v1", preset: "azure-openai" },
  ],
  [
    false,
    "Azure's deployment paths",
    { adapter: "azure-openai", baseUrl: "https://r.openai.azure.com/openai", preset: "azure-openai" },
  ],
  [false, "another format", { adapter: "anthropic", preset: "anthropic" }],
])("%s: %s speaks the Responses API", (speaks, _who, more) => {
  expect(nativeFor(call, { provider: provider(more), upstream: "served" }) !== null).toBe(speaks);
});

test.each<[boolean, string, Partial<Provider>]>([
  [true, "OpenAI", { preset: "openai" }],
  [true, "one whose options say so", { options: { responses: "native" } }],
  [false, "xAI", { preset: "xai" }],
  [false, "OpenRouter", { preset: "openrouter" }],
])("%s: %s is asked in its own format where the tools are in namespaces", (speaks, _who, more) => {
  const wayTo = (tools: object[]) => {
    const asked = openAiResponses.read(JSON.stringify({ model: "asked", input: "hi", tools }), nothingKept) as Call;
    return nativeFor(asked, { provider: provider(more), upstream: "served" });
  };
  const tool = { type: "function", name: "close" };
  const grouped = { type: "namespace", name: "agents", tools: [tool] };
  expect(wayTo([tool])).not.toBeNull();
  expect(wayTo([tool, grouped]) !== null).toBe(speaks);
  // What chat has no words for is for the Responses API to answer or to refuse.
  expect(wayTo([grouped, { type: "mcp", server_label: "s" }])).not.toBeNull();
});

const prepared = (more: Partial<Provider>, secret: string) => {
  const own = provider({ options: { responses: "native" }, ...more });
  const credential = {
    id: "c",
    name: "a",
    secret,
    state: "ok" as const,
    rejections: 0,
    cooldownUntil: null,
    lastError: null,
  };
  const native = nativeFor(call, { provider: own, upstream: "served" })!;
  const context = { fetch: () => Promise.reject(new Error("no network")), now: () => 0, signal: AbortSignal.any([]) };
  return native.prepare(call.native!, call, { provider: own, credential, model: "served" }, context);
};

test("the body goes to /responses with the model replaced", () => {
  expect(prepared({}, "secret")).toEqual({
    method: "POST",
    url: "https://upstream.example/v1/responses",
    headers: {
      "content-type": "application/json",
      "accept-encoding": "identity",
      accept: "text/event-stream",
      authorization: "Bearer secret",
    },
    body: '{"model":"served","input":"hi","stream":true}',
  });
});

test("Azure has its own header, a token of Entra ID goes as one", () => {
  const azure = { adapter: "azure-openai", baseUrl: "https://r.openai.azure.com/openai/v1" };
  expect(prepared(azure, "key")).toMatchObject({ url: `${azure.baseUrl}/responses`, headers: { "api-key": "key" } });
  expect(prepared(azure, "eyJtoken")).toMatchObject({ headers: { authorization: "Bearer eyJtoken" } });
});
