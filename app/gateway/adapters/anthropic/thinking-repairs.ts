import { isObject, type JsonObject } from "../../openai/fields";
import { effortOfBudget } from "../foreign/content";
import { breaksToolLoop } from "./thinking";

// Anthropic's models think by a budget up to 4.5, by effort from 4.6 on, and the newest by nothing else. An agent goes by the name
// that it knows: behind an alias another model may be. https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking

const byEffort = { parameter: "thinking.budget_tokens", renameTo: "output_config.effort" };
const byBudget = { parameter: "thinking.adaptive", renameTo: "thinking.budget_tokens" };
const withoutEffort = { parameter: "output_config.effort", renameTo: null };

/** The change that these words of a refusal ask for; null where they ask for none. */
export function thinkingRepair(words: string, sent: JsonObject) {
  const type = isObject(sent.thinking) ? sent.thinking.type : undefined;
  if (type === "enabled" && /thinking\.type\.enabled\W{0,2} is not supported/i.test(words)) return byEffort;
  if (type === "adaptive" && /adaptive thinking is not supported/i.test(words)) return byBudget;
  const hasEffort = isObject(sent.output_config) && sent.output_config.effort !== undefined;
  return hasEffort && /does not support the effort parameter/i.test(words) ? withoutEffort : null;
}

const budgets: Record<string, number> = { low: 2048, medium: 8192, high: 16_384, xhigh: 32_000, max: 32_000 };
const smallestBudget = 1024;

/** The body with the other way of thinking; the same object where it is asked for none. */
export function withThinking(body: JsonObject, parameter: string): JsonObject {
  const { thinking, output_config: output } = body;
  if (!isObject(thinking)) return body;
  const config = isObject(output) ? output : {};
  if (parameter === byEffort.parameter && thinking.type === "enabled") {
    const { budget_tokens: budget, ...rest } = thinking;
    const effort = effortOfBudget(typeof budget === "number" ? budget : 0);
    return { ...body, thinking: { ...rest, type: "adaptive" }, output_config: { effort, ...config } };
  }
  if (parameter !== byBudget.parameter || thinking.type !== "adaptive") return body;
  const { thinking: _adaptive, ...others } = body;
  const most = Number(body.max_tokens) - smallestBudget;
  const budget = Math.min(budgets[String(config.effort)] ?? 8192, most);
  const breaks = Array.isArray(body.messages) && breaksToolLoop(body.messages);
  return budget < smallestBudget || breaks
    ? others
    : { ...others, thinking: { ...thinking, type: "enabled", budget_tokens: budget } };
}
