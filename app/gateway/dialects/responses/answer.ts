import type { GatewayError } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Usage } from "../../openai/usage";
import type { OwnTool } from "./tool-book";

// The response object: https://platform.openai.com/docs/api-reference/responses/object

/** What every answer to one request says, and how its items are to be named. */
export interface AnswerFrame {
  /** 32 hex digits: the response's and its items' ids hold it. */
  mark: string;
  /** Unix seconds. */
  createdAt: number;
  /** The request's parameters as the answer repeats them. */
  echo: JsonObject;
  /** By chat's name: tools whose calls are not just a function's of that name. */
  ownTools: ReadonlyMap<string, OwnTool>;
}

/** The request's parameters with OpenAI's defaults; `store`: the gateway keeps the response. */
export function echoOf(body: JsonObject, store: boolean): JsonObject {
  const given = (field: string, otherwise: unknown) => body[field] ?? otherwise;
  const text = isObject(body.text) ? body.text : {};
  const reasoning = isObject(body.reasoning) ? body.reasoning : {};
  return {
    background: false,
    access_programs: null,
    conversation: null,
    instructions: given("instructions", null),
    max_output_tokens: given("max_output_tokens", null),
    max_tool_calls: given("max_tool_calls", null),
    metadata: given("metadata", {}),
    parallel_tool_calls: given("parallel_tool_calls", true),
    previous_response_id: given("previous_response_id", null),
    prompt: null,
    prompt_cache_key: given("prompt_cache_key", null),
    prompt_cache_retention: given("prompt_cache_retention", null),
    reasoning: { effort: reasoning.effort ?? null, summary: reasoning.summary ?? reasoning.generate_summary ?? null },
    safety_identifier: given("safety_identifier", null),
    service_tier: given("service_tier", "default"),
    store,
    temperature: given("temperature", 1),
    text: { ...text, format: text.format ?? { type: "text" } },
    tool_choice: given("tool_choice", "auto"),
    tools: Array.isArray(body.tools) ? body.tools.map(echoTool) : [],
    top_logprobs: given("top_logprobs", 0),
    top_p: given("top_p", 1),
    truncation: given("truncation", "disabled"),
    user: given("user", null),
  };
}

/** A function tool always says `parameters` and `strict`. */
const echoTool = (tool: unknown): unknown =>
  isObject(tool) && tool.type === "function" ? { parameters: null, strict: null, ...tool } : tool;

interface AnswerState {
  status: "in_progress" | "completed" | "incomplete" | "failed";
  model: string;
  output: JsonObject[];
  usage: Usage | null;
  /** Unix seconds. */
  completedAt?: number;
  /** Why it is incomplete. */
  reason?: "max_output_tokens" | "content_filter";
  error?: GatewayError;
  /** What the upstream said of itself. */
  serviceTier?: unknown;
}

export function responseObject(frame: AnswerFrame, state: AnswerState): JsonObject {
  const { status, model, output, usage, error, reason, serviceTier } = state;
  return {
    id: `resp_${frame.mark}`,
    object: "response",
    created_at: frame.createdAt,
    status,
    completed_at: state.completedAt ?? null,
    error: error === undefined ? null : errorOf(error),
    incomplete_details: reason === undefined ? null : { reason },
    model,
    output,
    ...frame.echo,
    ...(typeof serviceTier === "string" ? { service_tier: serviceTier } : {}),
    usage: usage === null ? null : responseUsage(usage),
  };
}

/** A failed response's `error`. */
export const errorOf = (error: GatewayError): JsonObject => ({
  code: error.status === 429 ? "rate_limit_exceeded" : "server_error",
  message: error.message,
});

const responseUsage = (usage: Usage): JsonObject => ({
  input_tokens: usage.promptTokens,
  input_tokens_details: { cached_tokens: usage.cachedTokens, cache_write_tokens: usage.cacheWriteTokens },
  output_tokens: usage.completionTokens,
  output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  total_tokens: usage.promptTokens + usage.completionTokens,
});
