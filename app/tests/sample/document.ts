import { sampleModels } from "./models";

/** What the sample configures, as a document for `PUT /api/admin/config`; `now` in Unix ms. */
export function sampleDocument(now: number) {
  return {
    version: 1,
    settings,
    providers: tiers.flatMap(providersOf),
    routes,
    keys: keys.map((key) => keyOf(key, now)),
  };
}

const settings = {
  logRetentionDays: 90,
};

type Provider = [id: string, name: string, weight: number, keys: number, others: string[]];
const mistral: Provider = ["mistral", "Mistral", 1, 1, ["mistral-large-latest", "codestral-latest", "mistral-embed"]];
const tiers: Provider[][] = [
  [
    ["openai", "OpenAI", 50, 4, ["gpt-5-nano", "gpt-4.1", "gpt-4o", "gpt-4o-mini", "o3", "gpt-image-1", "whisper-1"]],
    ["anthropic", "Anthropic", 30, 3, ["claude-opus-4.1", "claude-3.5-haiku"]],
    ["gemini", "Google Gemini", 20, 6, ["gemini-2.5-flash-lite", "gemini-embedding-001", "imagen-4"]],
  ],
  [
    ["deepseek", "DeepSeek", 40, 3, ["deepseek-reasoner"]],
    ["qwen", "Alibaba Qwen", 35, 3, ["qwen3-coder-plus", "qwen-flash", "qwen-image"]],
    ["zhipu", "Zhipu GLM", 25, 2, ["glm-4.5-air", "glm-4.5v"]],
  ],
  [
    ["openrouter", "OpenRouter", 60, 2, ["grok-4", "kimi-k2", "gpt-oss-120b", "qwen3-32b"]],
    ["groq", "Groq", 40, 2, ["gpt-oss-120b", "qwen3-32b"]],
    ["siliconflow", "SiliconFlow", 20, 1, ["deepseek-r1", "bge-m3"]],
    mistral,
  ],
];

/** How keys begin where they do not begin with `sk-`, and how each ends: the rest is not shown. */
const prefixes: Record<string, string> = { gemini: "AIza", groq: "gsk_" };
const endings = ["x8Qd", "0fLm", "77pa", "rTq9", "84sn", "Kc2v"];

function providersOf(tier: Provider[], priority: number) {
  return tier.map(([id, name, weight, keyCount, others]) => ({
    id,
    name,
    preset: id,
    priority: priority + 1,
    weight,
    enabled: id !== "mistral",
    credentials: Array.from({ length: keyCount }, (_, index) => ({
      name: `prod-${index + 1}`,
      value: `${prefixes[id] ?? "sk-"}sample-${id}-${index}a7Qd0k2m9${endings[index % endings.length]}`,
    })),
    models: [
      ...sampleModels
        .filter(({ providers }) => providers.includes(id))
        .map((model) => ({
          id: model.id,
          pricing: model.pricing,
          contextLength: model.contextLength,
          capabilities: model.capabilities,
        })),
      ...others,
    ],
  }));
}

const routes = [
  {
    id: "auto",
    strategy: "balanced",
    weights: { price: 30, speed: 30, success: 40 },
    rules: [
      { when: { images: true }, models: ["gemini-2.5-flash", "qwen3-vl-plus"] },
      { when: { code: true }, models: ["claude-sonnet-4.5", "gpt-5"] },
      { when: { metadata: { tier: "critical" } }, models: ["gpt-5-mini", "claude-haiku-4.5"] },
      { when: { maxPromptTokens: 400 }, models: ["deepseek-v3.2", "glm-4.6"] },
    ],
    models: ["claude-sonnet-4.5", "gpt-5", "gemini-2.5-pro"],
    fallbacks: ["glm-4.6"],
  },
  { id: "fast", strategy: "fastest", models: ["gemini-2.5-flash", "llama-3.3-70b", "gpt-5-mini"] },
  { id: "cheap", strategy: "cheapest", models: ["deepseek-v3.2", "gpt-5-mini", "qwen3-vl-plus"] },
];

type Key = [
  name: string,
  owner: string,
  models: string[],
  rpm: number,
  tpm: number,
  usd: number,
  expiresInDays?: number,
];
const everything = ["*"];
const keys: Key[] = [
  ["web-app", "Mara Lindqvist", everything, 600, 500_000, 2500],
  ["support-bot", "Jun Watanabe", ["auto", "claude-*"], 300, 250_000, 920, 113],
  ["mobile-ios", "Priya Nair", ["fast", "auto"], 600, 400_000, 900],
  ["data-pipeline", "Service account", ["cheap"], 6, 300_000, 700, 40],
  ["ci-evals", "Tomás Ferreira", ["gpt-5", "gpt-5-mini", "glm-4.6", "llama-3.3-70b"], 120, 200_000, 900, 6],
  ["docs-search", "Mara Lindqvist", ["text-embedding-*"], 1000, 2_000_000, 200],
  ["hackday-2026", "Lea Brandt", ["cheap", "fast"], 60, 100_000, 50, 9],
  ["notebook-sandbox", "Oskar Nowak", everything, 60, 100_000, 10, -50],
  ["old-zapier", "Service account", ["gpt-5-mini"], 60, 100_000, 5],
];
/** Names of the keys that call, the busiest first. */
export const callingKeys = keys.slice(0, 7).map(([name]) => name);

function keyOf([name, owner, models, rpm, tpm, usd, days]: Key, now: number) {
  return {
    id: name,
    name,
    owner,
    models,
    value: `sk-gw-${name.slice(0, 4).replace("-", "7")}${"Kq2c9FdXm41b0Rt92LpAa8s".slice(name.length)}0000`,
    limits: { rpm, tpm, budget: { usd, period: "month" } },
    enabled: name !== "old-zapier",
    expiresAt: days === undefined ? null : new Date(now + days * 86_400_000).toISOString(),
  };
}
