import { expect, test } from "vitest";
import { catalogEntry, catalogPreset, catalogRows, commonName } from "./models";
import { presets } from "./presets";

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

test("a provider without a preset is known by the vendor's own address, and by no other", () => {
  expect(catalogPreset({ baseUrl: "https://api.openai.com/v1" })).toBe("openai");
  expect(catalogPreset({ baseUrl: "https://relay.example.com/v1" })).toBeNull();
  expect(catalogPreset({ preset: "groq", baseUrl: "http://127.0.0.1:1/v1" })).toBe("groq");
});

test("no row costs nothing by mistake, and tiers rise", () => {
  for (const { preset, id, entry } of catalogRows()) {
    const { pricing } = entry;
    if (pricing === null || id.endsWith(":free")) continue;
    expect(pricing.input + pricing.output, `${preset} ${id}`).toBeGreaterThan(0);
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
