/** What differs between generations of models behind the Messages API. */
export interface ModelTraits {
  /** Sent as `max_tokens` where neither the client nor the provider's entry names a limit: the field is required. */
  maxOutputTokens: number;
  /** Whether `temperature`, `top_p` and `top_k` are taken. */
  sampling: boolean;
  /** `budget`: thinking with a number of tokens; `adaptive`: by effort; null: the model cannot think. */
  thinking: "budget" | "adaptive" | null;
  /** Whether `xhigh` is an effort. */
  xhigh: boolean;
  /** The type of `thinking` that switches it off; where there is none, `none` becomes the lowest effort. */
  thinkingOff: "disabled" | "between_tools" | null;
  /** Whether the model can be forced to call a tool. */
  forcing: boolean;
  /** Whether a last assistant's turn is taken, for the model to go on with. */
  prefill: boolean;
  /** Whether the answer can be held to a JSON schema by `output_config.format`. */
  schema: boolean;
}

const oldest: ModelTraits = {
  maxOutputTokens: 4096,
  sampling: true,
  thinking: null,
  xhigh: false,
  thinkingOff: "disabled",
  forcing: true,
  prefill: true,
  schema: false,
};
const budget: ModelTraits = { ...oldest, maxOutputTokens: 64_000, thinking: "budget" };
const adaptive: ModelTraits = { ...budget, thinking: "adaptive", schema: true, prefill: false };
const newest: ModelTraits = { ...adaptive, sampling: false, xhigh: true };

// https://platform.claude.com/docs/en/about-claude/models/overview; the first match counts. The limit is the smallest of
// what a row covers: one that is too high would be refused, and an entry's `maxOutputTokens` goes before it.
const table: [names: RegExp, traits: ModelTraits][] = [
  [/claude-(?:(?:fable|mythos)-\d|opus-5[-.][5-9])/, { ...newest, thinkingOff: null, forcing: false }],
  [/claude-sonnet-5[-.][5-9]/, { ...newest, thinkingOff: "between_tools", forcing: false }],
  [/claude-opus-4[-.][7-9](?!\d)/, newest],
  [/claude-[a-z]+-(?:[5-9]|\d\d)(?!\d)/, newest],
  [/claude-opus-4[-.]6(?!\d)/, { ...adaptive, maxOutputTokens: 128_000 }],
  [/claude-[a-z]+-4[-.][6-9](?!\d)/, adaptive],
  [/claude-[a-z]+-4[-.]5(?!\d)/, { ...budget, schema: true }],
  [/claude-opus-4/, { ...budget, maxOutputTokens: 32_000 }],
  [/claude-[a-z]+-4/, budget],
  [/claude-3[-.]7/, budget],
  [/claude-3[-.]5/, { ...oldest, maxOutputTokens: 8192 }],
  [/claude-(?:3|2|instant)/, oldest],
  [/claude/, newest],
];

/** Models of others who speak this format (DeepSeek, Kimi, GLM, MiniMax, ...). */
const foreign: ModelTraits = { ...budget, maxOutputTokens: 8192 };

export const traitsOf = (model: string): ModelTraits => table.find(([names]) => names.test(model))?.[1] ?? foreign;
