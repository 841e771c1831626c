import type { RouteConfig } from "../config/config";

/**
 * The route that is there out of the box: it works on whatever models are configured, and is one like any other as soon as
 * an operator saves it. A configuration document without it, or deleting it, removes it for good.
 */
export const defaultRoute: RouteConfig = {
  id: "auto",
  strategy: "balanced",
  models: ["*"],
  rules: [
    { when: { metadata: { tier: "critical" } }, strategy: "reliable" },
    // Models that are known to take no images are left out by themselves.
    { when: { images: true }, models: ["*"], strategy: "balanced" },
    {
      when: { code: true },
      // Strongest first, by what is known of them at the time of writing; the last one is whatever else there is.
      models: [
        "*claude-fable-*",
        "*claude-opus-*",
        "*gpt-*-codex*",
        "*claude-sonnet-*",
        "*gpt-6*",
        "*gpt-5*",
        "*gemini-*-pro*",
        "*coder*",
        "*codestral*",
        "*devstral*",
        "*deepseek-*",
        "*kimi-k*",
        "*glm-*",
        "*grok-*",
        "*qwen*-max*",
        "*",
      ],
      strategy: "priority",
    },
    { when: { maxPromptTokens: 300 }, models: ["*"], strategy: "cheapest" },
  ],
  fallbacks: [],
};
