import { isObject, type JsonObject, wordTable } from "../../openai/fields";
import { type AskedReasoning, effortOfBudget, maximumTokensOf } from "../foreign/content";
import type { ModelTraits } from "./models";

/** Marks the signed parts of this vendor's models among `reasoning_details`, as OpenRouter does. */
export const signatureFormat = "anthropic-claude-v1";

/** Signed thinking that the client sends back; unsigned text and other vendors' signatures would be refused. */
export function thinkingBlocks(message: JsonObject): JsonObject[] {
  if (!Array.isArray(message.reasoning_details)) return [];
  return message.reasoning_details.flatMap((detail): JsonObject[] => {
    if (!isObject(detail)) return [];
    if (typeof detail.format === "string" && detail.format !== signatureFormat) return [];
    if (detail.type === "reasoning.text" && typeof detail.signature === "string" && detail.signature !== "")
      return [{ type: "thinking", thinking: detail.text ?? "", signature: detail.signature }];
    if (detail.type === "reasoning.encrypted" && typeof detail.data === "string")
      return [{ type: "redacted_thinking", data: detail.data }];
    return [];
  });
}

const budgets = wordTable<number>({
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 32_768,
  max: 60_000,
});
const efforts = wordTable<string>({
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
});
const smallestBudget = 1024;

/** The request's fields for the reasoning that was asked for; `maximum` is the request's `max_tokens`. */
export function thinkingFields(
  asked: AskedReasoning | null,
  traits: ModelTraits,
  maximum: number,
  body: JsonObject,
): { thinking?: JsonObject; effort?: string; maxTokens?: number } {
  if (asked === null || traits.thinking === null) return {};
  const off = asked.effort === "none";
  if (traits.thinking === "adaptive") {
    if (off) return traits.thinkingOff === null ? { effort: "low" } : { thinking: { type: traits.thinkingOff } };
    const wanted = asked.effort === null ? effortOfBudget(asked.budget ?? 0) : (efforts[asked.effort] ?? "medium");
    // The first generation with efforts has nothing between `high` and `max`.
    const effort = wanted === "xhigh" && !traits.xhigh ? "max" : wanted;
    return { thinking: { type: "adaptive", display: "summarized" }, effort };
  }
  if (off) return {};
  const wanted = asked.budget ?? budgets[asked.effort ?? ""] ?? 8192;
  // The budget counts within max_tokens: some of it is for the answer. A limit that the gateway chose gives way instead.
  const budget = Math.min(wanted, maximum - smallestBudget);
  if (budget >= smallestBudget) return { thinking: { type: "enabled", budget_tokens: budget } };
  if (maximumTokensOf(body) !== null) return {};
  return {
    thinking: { type: "enabled", budget_tokens: smallestBudget },
    maxTokens: smallestBudget * 2,
  };
}

/**
 * A tool loop that began without thinking cannot go on with it: the API asks for the signed thinking before the last
 * turn's tool calls.
 */
export function breaksToolLoop(messages: readonly unknown[]): boolean {
  const last = messages.findLast((message) => isObject(message) && message.role === "assistant");
  if (!isObject(last) || !Array.isArray(last.content)) return false;
  const types = last.content.map((block) => (isObject(block) ? block.type : null));
  return types.includes("tool_use") && !types.includes("thinking") && !types.includes("redacted_thinking");
}
