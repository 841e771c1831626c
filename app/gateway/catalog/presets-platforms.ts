import { classicFields, preset, threeEfforts } from "./preset";

const platform = preset("platforms");

/** For models that think or do not, and know no effort. */
const groqEfforts = Object.fromEntries(
  ["minimal", "low", "medium", "high", "xhigh", "max"].map((effort) => [effort, "default"]),
);

export const platformPresets = [
  platform({
    id: "openrouter",
    name: "OpenRouter",
    mark: "OR",
    hue: 345,
    baseUrl: "https://openrouter.ai/api/v1",
    models: ["openrouter/auto"],
    patterns: ["*/*"],
    capabilities: ["chat", "embeddings", "image", "vision", "tools", "json", "reasoning"],
    responses: "native",
    keyUrl: "https://openrouter.ai/keys",
    docsUrl: "https://openrouter.ai/docs",
    quirks: { reasoning: "reasoning", reasoningReplay: "keep", cacheMarks: true, topK: true, imageFormat: "chat" },
  }),
  platform({
    id: "together",
    name: "Together AI",
    mark: "To",
    hue: 240,
    baseUrl: "https://api.together.ai/v1",
    otherBaseUrls: ["https://api.together.xyz/v1"],
    models: ["zai-org/GLM-5.3", "moonshotai/Kimi-K3.1-Pro", "deepseek-ai/DeepSeek-V4.1-Flash", "openai/gpt-oss-120b"],
    patterns: ["*/*"],
    capabilities: ["chat", "embeddings", "image", "audio", "vision", "tools", "json", "reasoning", "rerank"],
    keyUrl: "https://api.together.ai/settings/api-keys",
    docsUrl: "https://docs.together.ai",
    quirks: {
      ...classicFields,
      reasoning: "enabled",
      imageFormat: "together",
      // These always think, by effort: https://docs.together.ai/docs/glm-5.3-quickstart, .../kimi-k3-quickstart
      models: [
        {
          patterns: ["zai-org/GLM-5.3*"],
          quirks: { reasoning: undefined, efforts: { none: "low", minimal: "low", xhigh: "max" } },
        },
        {
          patterns: ["moonshotai/Kimi-K3*"],
          quirks: { reasoning: undefined, efforts: { none: "low", minimal: "low", medium: "high", xhigh: "max" } },
        },
        {
          patterns: ["openai/gpt-oss-*"],
          quirks: { reasoning: undefined, efforts: threeEfforts },
        },
      ],
    },
  }),
  platform({
    id: "replicate",
    name: "Replicate",
    mark: "Re",
    hue: 355,
    adapter: "replicate",
    baseUrl: "https://api.replicate.com/v1",
    models: [
      "black-forest-labs/flux-1.1-pro",
      "black-forest-labs/flux-schnell",
      "openai/gpt-5",
      "meta/meta-llama-3-70b-instruct",
    ],
    patterns: ["*/*"],
    capabilities: ["chat", "image"],
    keyUrl: "https://replicate.com/account/api-tokens",
    docsUrl: "https://replicate.com/docs",
  }),
  platform({
    id: "huggingface",
    name: "Hugging Face",
    mark: "HF",
    hue: 85,
    baseUrl: "https://router.huggingface.co/v1",
    models: ["deepseek-ai/DeepSeek-V4-Pro-0813"],
    patterns: ["*/*"],
    capabilities: ["chat", "vision", "tools", "json", "reasoning"],
    keyUrl: "https://huggingface.co/settings/tokens",
    docsUrl: "https://huggingface.co/docs/inference-providers",
    quirks: classicFields,
  }),
  platform({
    id: "groq",
    name: "Groq",
    mark: "Gq",
    hue: 20,
    baseUrl: "https://api.groq.com/openai/v1",
    models: ["openai/gpt-oss-120b", "qwen/qwen3.8-27b", "llama-3.3-70b-versatile", "whisper-large-v3-turbo"],
    patterns: ["llama-*", "whisper-large-*", "openai/*", "qwen/*", "meta-llama/*", "canopylabs/*"],
    capabilities: ["chat", "audio", "vision", "tools", "json", "reasoning"],
    keyUrl: "https://console.groq.com/keys",
    docsUrl: "https://console.groq.com/docs",
    quirks: {
      store: false,
      developerRole: false,
      reasoningReplay: "drop",
      cacheMarks: false,
      refuse: ["n", "logprobs", "top_logprobs", "logit_bias"],
      // Qwen's models think or not: https://console.groq.com/docs/reasoning
      models: [
        { patterns: ["openai/gpt-oss-*"], quirks: { efforts: threeEfforts } },
        { patterns: ["qwen/qwen3*"], quirks: { efforts: groqEfforts } },
      ],
    },
  }),
  platform({
    id: "perplexity",
    name: "Perplexity",
    mark: "Px",
    hue: 190,
    baseUrl: "https://api.perplexity.ai",
    modelsPath: null,
    models: ["sonar", "sonar-pro", "sonar-reasoning-pro", "sonar-deep-research"],
    patterns: ["sonar*"],
    capabilities: ["chat", "vision", "json", "reasoning"],
    keyUrl: "https://www.perplexity.ai/settings/api",
    docsUrl: "https://docs.perplexity.ai",
    // Turns must alternate; there are no tools, what was read comes in `search_results` and `annotations`.
    quirks: {
      ...classicFields,
      alternate: true,
      reasoningReplay: "drop",
      cacheMarks: false,
      parts: "perplexity",
      refuse: ["tools", "functions", "n", "logprobs", "logit_bias"],
      drop: ["tool_choice", "parallel_tool_calls", "seed", "user", "metadata", "service_tier"],
    },
  }),
  platform({
    id: "cohere",
    name: "Cohere",
    mark: "Co",
    hue: 150,
    adapter: "cohere",
    baseUrl: "https://api.cohere.com/v2",
    models: ["command-a-plus-05-2026", "command-a-03-2025", "embed-v4.0", "rerank-v4.0"],
    patterns: ["command-*", "c4ai-*", "embed-*", "rerank-*"],
    capabilities: ["chat", "embeddings", "vision", "tools", "json", "rerank"],
    keyUrl: "https://dashboard.cohere.com/api-keys",
    docsUrl: "https://docs.cohere.com",
  }),
];
