/** The family decides what `additionalModelRequestFields` means: each model takes its own vendor's words there. */
export type Family = "claude" | "nova" | "openai" | "mistral" | "other";

const table: [names: RegExp, family: Family][] = [
  [/claude/, "claude"],
  [/amazon\.nova-(?:[2-9]|premier-2)/, "nova"],
  [/(?:^|\.|\/)openai\./, "openai"],
  [/(?:^|\.|\/)mistral\./, "mistral"],
];

/** By the model's id, an inference profile's (`us.anthropic...`) or an ARN that holds one of them. */
export const familyOf = (model: string): Family => table.find(([names]) => names.test(model))?.[1] ?? "other";

/** Others refuse text beside calls of tools, or their results, in one turn (Llama, Mistral). */
export const mixesBlocks = (model: string): boolean =>
  /claude|amazon\.nova-|:application-inference-profile\//.test(model);

/** Which marks of the prompt cache a model takes; one that takes none refuses the whole call for a mark. */
export interface Caching {
  messages: boolean;
  tools: boolean;
  /** A cache that is kept for an hour. */
  hour: boolean;
}

const noCaching: Caching = { messages: false, tools: false, hour: false };

// https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html#prompt-caching-models; the first match counts.
const cachingTable: [names: RegExp, caching: Caching][] = [
  [/claude-(?:v?2|instant|3-(?:opus|sonnet|haiku)|3-5-sonnet-20240620)/, noCaching],
  [/claude-(?:3|(?:opus|sonnet)-4-(?:0|1|20))/, { messages: true, tools: true, hour: false }],
  [/claude/, { messages: true, tools: true, hour: true }],
  [/amazon\.nova-/, { messages: true, tools: false, hour: false }],
  // An account's own name for a model, mostly for Claude.
  [/:application-inference-profile\//, { messages: true, tools: true, hour: true }],
];

export const cachingOf = (model: string): Caching =>
  cachingTable.find(([names]) => names.test(model))?.[1] ?? noCaching;
