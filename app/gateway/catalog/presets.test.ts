import { expect, test } from "vitest";
import { checkBaseUrl, expandBaseUrl, placeholdersIn } from "../upstream-url";
import { presets } from "./presets";

test("the catalogue has the 29 presets in their categories, and the extras", () => {
  const ids = (category: string) => presets.filter((preset) => preset.category === category).map((preset) => preset.id);
  expect(ids("top")).toEqual(["openai", "anthropic", "gemini", "azure-openai", "bedrock"]);
  expect(ids("china")).toEqual(["qianfan", "qwen", "hunyuan", "doubao", "zhipu", "moonshot", "deepseek", "yi"]);
  expect(ids("platforms")).toEqual([
    "openrouter",
    "together",
    "replicate",
    "huggingface",
    "groq",
    "perplexity",
    "cohere",
  ]);
  expect(ids("specialised")).toEqual(["stability", "midjourney", "runway", "elevenlabs", "assemblyai"]);
  expect(ids("emerging")).toEqual(["xai", "mistral", "siliconflow", "workers-ai"]);
});

test("ids and variables are unique", () => {
  for (const list of [presets.map((preset) => preset.id), presets.flatMap((preset) => preset.envVar ?? [])]) {
    expect(new Set(list).size).toBe(list.length);
  }
});

test("every base URL may be used once its placeholders are filled", () => {
  for (const { id, baseUrl, otherBaseUrls, adapter } of presets) {
    if (adapter === "demo") continue;
    for (const url of [baseUrl, ...otherBaseUrls]) {
      const options = Object.fromEntries(placeholdersIn(url).map((name) => [name, "x1.example"]));
      expect([id, checkBaseUrl(expandBaseUrl(url, options), true)]).toEqual([id, null]);
      expect(url.endsWith("/")).toBe(false);
    }
  }
});

test("every row can be shown", () => {
  for (const preset of presets) {
    expect(preset.mark).toHaveLength(2);
    expect(preset.hue).toBeGreaterThanOrEqual(0);
    expect(preset.hue).toBeLessThanOrEqual(360);
    expect(preset.capabilities.length).toBeGreaterThan(0);
    for (const url of [preset.keyUrl, preset.docsUrl]) expect(url === null || URL.canParse(url)).toBe(true);
  }
});
