import type { Capability, Pricing } from "~/gateway/config/config";

// The models of the sample, which is the one of the designed screens: pictures of both can be held side by side.

export interface SampleModel {
  id: string;
  /** In the order in which they are tried. */
  providers: [first: string, ...others: string[]];
  pricing: Pricing;
  contextLength: number;
  capabilities: Capability[];
  /** Of all requests, in parts of any sum. */
  share: number;
  firstTokenMs: number;
  /** Of the requests, how many the first provider fails, 0..1. */
  failing: number;
}

type Shape = [contextLength: number, input: number, output: number, ...capabilities: Capability[]];
type Use = [share: number, firstTokenMs: number, failing: number];

const model = (
  id: string,
  providers: SampleModel["providers"],
  [contextLength, input, output, ...capabilities]: Shape,
  [share, firstTokenMs, failing]: Use,
): SampleModel => ({
  id,
  providers,
  pricing: { input, output, cachedInput: input / 10 },
  contextLength,
  capabilities,
  share,
  firstTokenMs,
  failing,
});

export const sampleModels: SampleModel[] = [
  model("gpt-5", ["openai", "openrouter"], [400_000, 1.25, 10, "chat", "vision", "tools"], [18, 690, 0.004]),
  model("gpt-5-mini", ["openai", "openrouter"], [400_000, 0.25, 2, "chat", "vision", "tools"], [39, 320, 0.003]),
  model(
    "claude-sonnet-4.5",
    ["anthropic", "openrouter"],
    [200_000, 3, 15, "chat", "vision", "tools"],
    [24, 470, 0.008],
  ),
  model("claude-haiku-4.5", ["anthropic", "openrouter"], [200_000, 1, 5, "chat", "vision", "tools"], [14, 300, 0.005]),
  model(
    "gemini-2.5-pro",
    ["gemini", "openrouter"],
    [1_048_576, 1.25, 10, "chat", "audio", "vision", "tools"],
    [9, 580, 0.004],
  ),
  model(
    "gemini-2.5-flash",
    ["gemini", "openrouter"],
    [1_048_576, 0.3, 2.5, "chat", "audio", "vision", "tools"],
    [22, 240, 0.005],
  ),
  model("deepseek-v3.2", ["deepseek", "openrouter"], [128_000, 0.28, 0.42, "chat", "tools"], [22, 670, 0.024]),
  model("qwen3-max", ["qwen", "openrouter"], [256_000, 1.2, 6, "chat", "tools"], [9, 470, 0.004]),
  model("qwen3-vl-plus", ["qwen", "siliconflow"], [256_000, 0.2, 1.6, "chat", "vision", "tools"], [8, 380, 0.003]),
  model("glm-4.6", ["zhipu", "siliconflow", "openrouter"], [200_000, 0.6, 2.2, "chat", "tools"], [12, 410, 0.006]),
  model("llama-3.3-70b", ["groq", "openrouter"], [128_000, 0.59, 0.79, "chat", "tools"], [8, 170, 0.05]),
  model("text-embedding-3-small", ["openai"], [8_192, 0.02, 0, "embeddings"], [30, 60, 0.001]),
];

export const sampleModel = (id: string): SampleModel => {
  const found = sampleModels.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the sample has no model ${id}`);
  return found;
};
