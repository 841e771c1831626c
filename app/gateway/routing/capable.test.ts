import { expect, test } from "vitest";
import { ids, provider, refusal } from "~/tests/planning";
import type { Capability } from "../config/config";
import { RepairBook } from "../mending/repairs";

const image = {
  messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://example.com/a" } }] }],
};
const sound = {
  messages: [{ role: "user", content: [{ type: "input_audio", input_audio: { data: "", format: "wav" } }] }],
};
const tools = { messages: [], tools: [{ type: "function", function: { name: "f" } }] };
const having = (id: string, capabilities: Capability[] | undefined, more: object = {}) =>
  provider(id, { models: [{ id: "m", ...(capabilities ? { capabilities } : {}), ...more }] });

test("what a request needs leaves out those that are known to lack it, never those that nobody knows", () => {
  const providers = [
    having("text", ["chat"]),
    having("eyes", ["chat", "vision", "tools"]),
    having("ears", ["chat", "audio", "tools"]),
    having("unknown", undefined),
  ];
  const serve = (body: Record<string, unknown>) => ids({ providers, name: "m", body }).sort();
  expect(serve({ messages: [] })).toEqual(["ears", "eyes", "text", "unknown"]);
  expect(serve(image)).toEqual(["eyes", "unknown"]);
  expect(serve(sound)).toEqual(["ears", "unknown"]);
  expect(serve(tools)).toEqual(["ears", "eyes", "unknown"]);
});

test("an operation goes to models that are for it", () => {
  const providers = [having("chat", ["chat"]), having("vectors", ["embeddings"]), having("ranks", ["rerank"])];
  expect(ids({ providers, name: "m", operation: "chat" })).toEqual(["chat"]);
  expect(ids({ providers, name: "m", operation: "embeddings" })).toEqual(["vectors"]);
  expect(ids({ providers, name: "m", operation: "rerank" })).toEqual(["ranks"]);
  expect(ids({ providers: [having("mute", ["reasoning"])], name: "m", operation: "speech" })).toEqual(["mute"]);
});

test("an image never goes to a known text model, whoever serves it; the operator knows better, and what nobody knows may see", () => {
  expect(refusal({ providers: [having("text", ["chat"])], name: "m", body: image })).toBe("invalid_request_error");
  const serving = (id: string, model: string, preset: string | null = null, more: object = {}) =>
    provider(id, { preset, models: [{ id: model, ...more }] });
  for (const [preset, model] of [
    ["openai", "o3-mini"],
    [null, "o3-mini"],
    [null, "openai/o3-mini"],
    [null, "O3-Mini"],
  ] as const)
    expect(refusal({ providers: [serving("p", model, preset)], name: model, body: image })).toBe(
      "invalid_request_error",
    );
  const alias = serving("p", "mine", null, { upstream: "o3-mini" });
  expect(refusal({ providers: [alias], name: "mine", body: image })).toBe("invalid_request_error");
  // An entry's own word; a name that means another build; one that some provider says sees; one that nobody knows.
  const seeing = serving("p", "o3-mini", null, { capabilities: ["chat", "vision"] });
  expect(ids({ providers: [seeing], name: "o3-mini", body: image })).toEqual(["p"]);
  for (const model of ["o3-mini:eyes", "gpt-4o", "somebody/own-model"])
    expect(ids({ providers: [serving("p", model)], name: model, body: image })).toEqual(["p"]);
  const routes = [{ id: "r", models: ["o3-mini", "gpt-4o"] }];
  const both = [serving("old", "o3-mini"), serving("new", "gpt-4o")];
  expect(ids({ providers: both, routes, name: "r", body: image })).toEqual(["new"]);
});

test("a prompt goes to a window that it fits in, where there is one", () => {
  const providers = [
    having("small", undefined, { contextLength: 100 }),
    having("large", undefined, { contextLength: 9_000 }),
  ];
  const body = { messages: [{ role: "user", content: "x".repeat(800) }] };
  expect(ids({ providers, name: "m", body, promptTokens: 200 })).toEqual(["large"]);
  expect(ids({ providers, name: "m", body, promptTokens: 90 }).sort()).toEqual(["large", "small"]);
  expect(ids({ providers, name: "m", body, promptTokens: 10_000 }).sort()).toEqual(["large", "small"]);
  const [small] = providers;
  expect(ids({ providers: [small!, having("unknown", undefined)], name: "m", body, promptTokens: 200 })).toHaveLength(
    2,
  );
});

test("require_parameters leaves out providers that are known to ignore one of them", () => {
  const repairs = new RepairBook();
  repairs.learn("learned", "m", { parameter: "seed", renameTo: null, reason: "no" });
  const providers = [
    having("learned", undefined),
    provider("strict", { models: [{ id: "m" }], options: { quirks: { drop: ["logit_bias"] } } }),
    having("takes-all", undefined),
  ];
  const serve = (body: Record<string, unknown>, requireParameters: boolean) =>
    ids({ providers, name: "m", body, repairs, options: { provider: { requireParameters } } }).sort();
  expect(serve({ seed: 1 }, false)).toEqual(["learned", "strict", "takes-all"]);
  expect(serve({ seed: 1 }, true)).toEqual(["strict", "takes-all"]);
  expect(serve({ seed: 1, logit_bias: {} }, true)).toEqual(["takes-all"]);
});

test("require_parameters leaves out providers whose format has no word for one of them", () => {
  const adapters = ["openai", "anthropic", "gemini", "cohere", "openai-responses", "replicate"];
  const providers = adapters.map((adapter) => provider(adapter, { adapter, models: [{ id: "m" }] }));
  const serve = (body: object, requireParameters = true) =>
    ids({ providers, name: "m", body: { messages: [], ...body }, options: { provider: { requireParameters } } }).sort();
  expect(serve({ n: 2 })).toEqual(["gemini", "openai"]);
  expect(serve({ n: 2 }, false)).toEqual([...adapters].sort());
  expect(serve({ seed: 7 })).toEqual(["cohere", "gemini", "openai", "replicate"]);
  expect(serve({ logit_bias: { 5: -1 } })).toEqual(["openai"]);
  // What they all do.
  const usual = { n: 1, logprobs: false, modalities: ["text"], logit_bias: {}, seed: null };
  expect(serve(usual)).toEqual([...adapters].sort());
});
