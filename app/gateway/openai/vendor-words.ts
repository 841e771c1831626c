import { isObject, type JsonObject, wordTable } from "./fields";

// What OpenAI-compatible upstreams say in words of their own: why an answer ended, and that it is none.

const known = new Set(["stop", "length", "tool_calls", "content_filter", "function_call"]);

const otherWords = wordTable<string>({
  max_tokens: "length",
  max_length: "length",
  model_length: "length",
  tool_use: "tool_calls",
  tool_call: "tool_calls",
  sensitive: "content_filter",
  safety: "content_filter",
  content_filtered: "content_filter",
  refusal: "content_filter",
});

/** The upstream gave up: what came before is no whole answer. */
const broken = new Set(["network_error", "error", "insufficient_system_resource", "timeout", "abort", "engine_error"]);

/** OpenAI's word for a finish reason; null where the upstream broke off. Unknown words are a stop: an answer is an answer. */
export function finishWord(reason: unknown): string | null {
  if (typeof reason !== "string" || reason === "") return "stop";
  if (known.has(reason)) return reason;
  const word = reason.toLowerCase();
  if (broken.has(word)) return null;
  return otherWords[word] ?? (known.has(word) ? word : "stop");
}

/** An answer without content may be one where it was cut or filtered; one that just stopped only where tokens were made. */
export const saysWhy = (finish: unknown): boolean => typeof finish === "string" && finish !== "stop";

/** MiniMax's codes: https://platform.minimax.io/docs/api-reference/errorcode */
const statusWords: Record<number, string> = {
  1002: "rate_limit_exceeded",
  1004: "invalid_api_key",
  1008: "insufficient_quota",
  1026: "content_policy_violation",
  1027: "content_policy_violation",
  1039: "rate_limit_exceeded",
  2013: "invalid_request_error",
  2049: "invalid_api_key",
  2056: "insufficient_quota",
  // Qianfan's: https://cloud.baidu.com/doc/qianfan/index.html
  4: "rate_limit_exceeded",
  6: "invalid_api_key",
  17: "insufficient_quota",
  18: "rate_limit_exceeded",
  110: "invalid_api_key",
  111: "invalid_api_key",
  336501: "rate_limit_exceeded",
  336502: "rate_limit_exceeded",
};

/**
 * An error that stands beside or instead of the answer in a 200, as `{message, code}`: `base_resp` (MiniMax),
 * `error_code` and `error_msg` (Baidu), `code` and `message` (DashScope, SiliconFlow). Null where there is none.
 */
export function vendorError(body: JsonObject): JsonObject | null {
  const { base_resp: base } = body;
  if (isObject(base) && typeof base.status_code === "number" && base.status_code !== 0)
    return { message: String(base.status_msg ?? ""), code: statusWords[base.status_code] ?? String(base.status_code) };
  const number = body.error_code ?? (Array.isArray(body.choices) ? undefined : body.code);
  const message = body.error_msg ?? body.msg ?? body.message;
  if ((typeof number === "number" || typeof number === "string") && typeof message === "string") {
    const word = typeof number === "number" ? (statusWords[number] ?? String(number)) : number;
    return { message, code: word };
  }
  return null;
}
