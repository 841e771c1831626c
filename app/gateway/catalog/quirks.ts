/** How an OpenAI-compatible upstream deviates; fields of a preset's row, or of a provider's `options.quirks`. */
export interface Quirks {
  /** The name it takes for the output limit; the other is renamed. */
  maxTokensField?: "max_tokens" | "max_completion_tokens";
  /** False: `developer` messages become `system`. */
  developerRole?: boolean;
  /** False: `store` is dropped. */
  store?: boolean;
  /** False: `reasoning_effort` is dropped. Not asked where `reasoning` says how it is told. */
  reasoningEffort?: boolean;
  /** How it hears `reasoning_effort` (or OpenRouter's `reasoning`), where that is not by OpenAI's name. */
  reasoning?: ReasoningStyle;
  /** Further fields of the `thinking` object. */
  thinking?: Record<string, unknown>;
  /** Efforts by OpenAI's word, where it knows others. */
  efforts?: Record<string, string>;
  /**
   * What becomes of `reasoning_content` and `reasoning_details` of earlier turns. `drop`: they are refused, as are other
   * fields that answers have here and OpenAI's messages do not (`extra_content`, `images`). `keep`: they are
   * wanted. `require`: a turn with tool calls must have `reasoning_content`, if only an empty one. Default: what a client of
   * OpenAI's format sends goes on, what the gateway translated is left out.
   */
  reasoningReplay?: "drop" | "keep" | "require";
  /** False: `stream_options` is not sent; usage is then estimated where the stream has none. */
  streamUsage?: boolean;
  /** Tool call ids must be `nine` letters or digits, or are `forty` characters at most. */
  toolCallIds?: "nine" | "forty";
  /** Whose words it has for files and sounds in messages. */
  parts?: "mistral" | "perplexity" | "dashscope";
  /** True: it knows Google's `extra_content`, where thought signatures are. */
  thoughtSignatures?: boolean;
  /** The name it takes for `seed`. */
  seedField?: string;
  /** Fields that it would refuse and that change nothing of what the answer is: dropped. */
  drop?: string[];
  /** Fields that it cannot do: a 400 that names them. */
  refuse?: string[];
  /** Fields that are added where the client does not send them. */
  defaults?: Record<string, unknown>;
  /** The same for a stream with tools. */
  toolStreamDefaults?: Record<string, unknown>;
  /** True: neighbours of one role are put together, as turns must alternate. */
  alternate?: boolean;
  /** Anthropic's `cache_control` on parts and tools. True: it knows it; false: it refuses it, whoever sends it. */
  cacheMarks?: boolean;
  /** True: it knows tools of the type `custom`; else they are functions with one string. */
  customTools?: boolean;
  /** True: it knows `top_k`. */
  topK?: boolean;
  /** False: it knows `json_object` alone, and hears a `json_schema` as an instruction. */
  jsonSchema?: boolean;
  /** Header that carries the key instead of `authorization`. */
  authHeader?: string;
  /** What stands before the key; default `Bearer `, empty for headers other than `authorization`. */
  authScheme?: string;
  /** Sent with every call. */
  headers?: Record<string, string>;
  /** Path of the chat endpoint below the base URL; default `/chat/completions`. */
  chatPath?: string;
  /** Path of reranking below the base URL, default `/rerank`; one that begins with `~/` is below the origin. */
  rerankPath?: string;
  /** `voyage`: `top_k` in, `data` out. `dashscope`: `gte-rerank` models have an endpoint of their own. */
  rerankFormat?: "voyage" | "dashscope";
  /** How its videos are ordered, where that is not as OpenAI has it. */
  videoFormat?: "xai" | "siliconflow" | "ark" | "minimax" | "dashscope" | "zhipu";
  /** How its images are ordered, where that is not as OpenAI has it. */
  imageFormat?:
    | "siliconflow"
    | "together"
    | "xai"
    | "dashscope"
    | "minimax"
    | "fireworks"
    | "ark"
    | "zhipu"
    | "qianfan"
    | "chat";
  /** True: it always thinks; `none` is then the least that it can, which `efforts` says. */
  alwaysThinks?: boolean;
  /** What is otherwise for some models; the first that matches is put over the rest. */
  models?: { patterns: string[]; quirks: Quirks }[];
  /** Patterns of models that only stream: whole answers are put together from the pieces. */
  streamModels?: string[];
  /**
   * False: its /responses refuses tools in namespaces, searches for tools and tools added in mid-conversation. Requests with
   * such go to the chat endpoint, where all are functions.
   */
  toolNamespaces?: boolean;
  /** Patterns of models that only /responses serves. */
  responsesModels?: string[];
}

/**
 * `thinking`: `{thinking: {type: "enabled" | "disabled"}}`, and `thinking+effort` the effort beside it.
 * `enable_thinking`: `{enable_thinking, thinking_budget}`. `reasoning`: OpenRouter's object. `enabled`:
 * `{reasoning: {enabled}}`. `switch`: `{thinking: {type: "disabled"}}` to switch off alone. `template`: `{chat_template_kwargs: {enable_thinking, thinking}}`, and `effort+template` only
 * to switch off.
 */
export type ReasoningStyle =
  | "thinking"
  | "thinking+effort"
  | "enable_thinking"
  | "reasoning"
  | "enabled"
  | "switch"
  | "template"
  | "effort+template";
