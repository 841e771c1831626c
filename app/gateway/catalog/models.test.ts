import { expect, test } from "vitest";
import { commonName } from "./common-name";
import { catalogEntry, catalogPreset, catalogRows, isTextModel, knownModel } from "./models";
import table from "./models.json";
import { ownModels } from "./own-models";
import { presets } from "./presets";

type Prices = (number | null)[];
type Row = [string, number, number, string, Prices | null, [number, Prices][] | null, number];

test("providers' spellings of one model have one name", () => {
  const spellings = [
    "claude-sonnet-4-5",
    "claude-sonnet-4-5-20250929",
    "anthropic/claude-sonnet-4.5",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "claude-sonnet-4-5@20250929",
  ];
  expect(new Set(spellings.map(commonName))).toEqual(new Set(["claude-sonnet-4-5"]));
  expect(commonName("accounts/fireworks/models/kimi-k3p1-pro")).toBe(commonName("moonshotai/Kimi-K3.1-Pro"));
  for (const [spelling, other] of [
    ["gpt-oss:20b", "openai/gpt-oss-20b"],
    ["openai.gpt-oss-20b-1:0", "openai/gpt-oss-20b"],
    ["qwen3:32b-q4_K_M", "Qwen/Qwen3-32B-FP8"],
    ["accounts/fireworks/models/llama-v3p3-70b-instruct", "RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic"],
    ["gemini-2.5-pro-preview-06-05", "google/gemini-2.5-pro"],
    ["gemini-2.0-flash-001", "gemini-2.0-flash"],
    ["deepseek-v3-1-250821", "deepseek-ai/DeepSeek-V3.1"],
    ["meta/llama-4-scout-17b-16e-instruct-maas", "meta-llama/llama-4-scout-17b-16e-instruct"],
    ["deepseek/deepseek-r1-0528:free", "deepseek-r1-0528"],
  ] as const)
    expect(commonName(spelling)).toBe(commonName(other));
  expect(commonName("ft:gpt-4o-mini-2024-07-18:me::1")).not.toBe(commonName("gpt-4o-mini"));
  expect(commonName("ft:gpt-4o-mini-2024-07-18:me::1")).not.toBe(commonName("ft:gpt-4o:me::1"));
  expect(commonName("deepseek-r1:14b")).not.toBe(commonName("deepseek-r1"));
  expect(commonName("mistral-large-2512")).not.toBe(commonName("mistral-large-2407"));
  expect(commonName("qwen3.8-max")).not.toBe(commonName("qwen3-8b"));
  expect(commonName("gpt-4.1")).not.toBe(commonName("gpt-4"));
});

test("a price holds for the provider that asks it; what a model can is known everywhere", () => {
  const own = catalogEntry("openai", "gpt-4o-mini");
  expect(own?.pricing).toMatchObject({ input: 0.15, output: 0.6, cachedInput: 0.075 });
  expect(own?.capabilities).toEqual(expect.arrayContaining(["vision", "tools"]));
  const relayed = catalogEntry(null, "openai/gpt-4o-mini");
  expect(relayed).toMatchObject({ pricing: null, contextLength: own?.contextLength });
  expect(catalogEntry("openai", "nobody-has-heard-of-this")).toBeNull();
  expect(catalogEntry("openai", "gpt-3.5-turbo")).toMatchObject({ capabilities: [], contextLength: 16_385 });
});

test("a dated name is the same model, another precision the same at a price that nobody told", () => {
  const plain = catalogEntry("openai", "gpt-4o-mini");
  expect(catalogEntry("openai", "gpt-4o-mini-2024-07-18")).toMatchObject({
    capabilities: plain?.capabilities,
    contextLength: plain?.contextLength,
    pricing: plain?.pricing,
  });
  const quantised = catalogEntry("groq", "openai/gpt-oss-120b-fp8");
  expect(quantised).toMatchObject({ pricing: null, capabilities: expect.arrayContaining(["tools"]) });
  expect(catalogEntry("openrouter", "deepseek/deepseek-chat-v3.1:free")?.pricing).toEqual({ input: 0, output: 0 });
  expect(catalogEntry("openrouter", "deepseek/deepseek-chat-v3.1")?.pricing?.input).toBeGreaterThan(0);
});

test("a provider without a preset is known by the vendor's own address, and by no other", () => {
  expect(catalogPreset({ baseUrl: "https://api.openai.com/v1" })).toBe("openai");
  expect(catalogPreset({ baseUrl: "https://relay.example.com/v1" })).toBeNull();
  expect(catalogPreset({ baseUrl: "https://my-resource.openai.azure.com/openai/v1" })).toBe("azure-openai");
  expect(catalogPreset({ baseUrl: "https://bedrock-runtime.eu-west-1.amazonaws.com" })).toBe("bedrock");
  expect(catalogPreset({ baseUrl: "https://evil.example/x.openai.azure.com" })).toBeNull();
  expect(catalogPreset({ preset: "groq", baseUrl: "http://127.0.0.1:1/v1" })).toBe("groq");
});

test("a deployment of the account's own name is the model that its entry is called", () => {
  expect(knownModel("azure-openai", "prod-chat", "gpt-4o")?.pricing).toEqual(
    catalogEntry("azure-openai", "gpt-4o")?.pricing,
  );
  expect(knownModel("doubao", "ep-20250101-abc", "deepseek-v3-1-250821")?.capabilities).toContain("tools");
  expect(knownModel("openai", "ft:my-model", "gpt-4o")).toBeNull();
});

test("no row costs nothing by mistake, and tiers rise", () => {
  for (const { preset, id, entry } of catalogRows()) {
    const { pricing } = entry;
    if (pricing === null || id.endsWith(":free")) continue;
    const { input, output, perSecond = 0, perCharacter = 0, perImage = 0 } = pricing;
    expect(input + output + perSecond + perCharacter + perImage, `${preset} ${id}`).toBeGreaterThan(0);
    const starts = (pricing.tiers ?? []).map(({ above }) => above);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  }
});

test("every preset's chat models of the big vendors have a context length and a price", () => {
  for (const id of ["openai", "anthropic", "gemini", "deepseek", "mistral", "xai", "groq", "moonshot"]) {
    const preset = presets.find((each) => each.id === id);
    for (const model of preset?.models ?? []) {
      const entry = catalogEntry(id, model);
      expect(entry, `${id} ${model}`).not.toBeNull();
      if (entry?.contextLength && !entry.capabilities.includes("embeddings"))
        expect(entry.pricing, `${id} ${model}`).not.toBeNull();
    }
  }
});

test("a row of the gateway's own takes no known price away", () => {
  expect(catalogEntry("openai", "gpt-4o-transcribe")).toMatchObject({
    capabilities: ["audio"],
    pricing: { input: 2.5, output: 10, inputAudio: 6 },
  });
  const names = catalogRows().map(({ preset, id }) => `${preset} ${id}`);
  expect(new Set(names).size).toBe(names.length);
});

test("a row of the table comes out as it stands there: every price, tiers, limits, letters", () => {
  const priceNames = ["input", "output", "cachedInput", "cacheWrite", "inputAudio", "outputAudio"] as const;
  const pricesOf = (numbers: (number | null)[]) =>
    Object.fromEntries(priceNames.flatMap((name, at) => (numbers[at] == null ? [] : [[name, numbers[at]]])));
  const own = new Set(ownModels.flatMap(({ preset, ids }) => ids.map((id) => `${preset} ${id}`)));
  const entries = new Map(catalogRows().map(({ preset, id, entry }) => [`${preset} ${id}`, entry]));
  const capabilities = { c: "chat", v: "vision", t: "tools", r: "reasoning", e: "embeddings" } as const;
  let tiered = 0;
  for (const [preset, rows] of Object.entries(table.providers))
    for (const [id, context, output, letters, price, tiers] of rows as unknown as Row[]) {
      const name = `${preset} ${id}`;
      if (own.has(name)) continue;
      const { pricing, ...entry } = entries.get(name)!;
      expect([name, entry.contextLength, entry.maxOutputTokens]).toEqual([name, context || null, output || null]);
      const said = letters === "c" ? [] : [...letters].map((letter) => capabilities[letter as "c"]);
      expect([name, entry.capabilities]).toEqual([name, said]);
      const { tiers: above, ...plain } = pricing ?? {};
      expect([name, plain]).toEqual([name, price === null ? {} : { input: 0, output: 0, ...pricesOf(price) }]);
      if (tiers === null) expect([name, above]).toEqual([name, undefined]);
      else {
        tiered++;
        const expected = tiers.map(([from, rates]) => ({ above: from, input: 0, output: 0, ...pricesOf(rates) }));
        expect([name, above]).toEqual([name, expected]);
      }
    }
  expect(tiered).toBeGreaterThan(0);
});

test("names are known whatever their case, and no model is of text alone for want of a word", () => {
  expect(catalogEntry("openai", "GPT-4o-Mini")).toEqual(catalogEntry("openai", "gpt-4o-mini"));
  expect(isTextModel("openai", "gpt-4o-mini")).toBe(false);
  expect(isTextModel("openai", "o3-mini")).toBe(true);
  expect(isTextModel("openai", "O3-MINI")).toBe(true);
  // Elsewhere only where the very name stands for a text model: a tag makes another name of it.
  expect(isTextModel(null, "o3-mini")).toBe(true);
  expect(isTextModel(null, "openai/O3-mini")).toBe(true);
  expect(isTextModel(null, "o3-mini:latest")).toBe(false);
  expect(isTextModel(null, "gpt-4o-mini")).toBe(false);
  // A row that came for its price alone says nothing of what the model takes.
  expect(isTextModel("openai", "gpt-3.5-turbo")).toBe(false);
  expect(isTextModel("openai", "text-embedding-3-large")).toBe(false);
  expect(isTextModel(null, "nobody-has-heard-of-this")).toBe(false);
});
