/** How an OpenAI-compatible upstream deviates; fields of a preset's row, or of a provider's `options.quirks`. */
export interface Quirks {
  /** The name it takes for the output limit; the other is renamed. */
  maxTokensField?: "max_tokens" | "max_completion_tokens";
  /** False: `developer` messages become `system`. */
  developerRole?: boolean;
  /** False: `store` is dropped. */
  store?: boolean;
  /** False: `reasoning_effort` is dropped. */
  reasoningEffort?: boolean;
  /** False: `stream_options` is not sent; usage is then estimated where the stream has none. */
  streamUsage?: boolean;
  /** True: it wants `reasoning_content` and `reasoning_details` of earlier turns back. */
  replaysReasoning?: boolean;
  /** True: it knows Anthropic's `cache_control` on parts and tools. */
  cacheMarks?: boolean;
  /** True: it knows `top_k`. */
  topK?: boolean;
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
}
