import { isObject, type JsonObject } from "../../openai/fields";
import type { NativeFeature } from "../dialect";

/** Fields that change what the answer is, and that no other vendor has. */
const fields = ["container", "mcp_servers", "compaction", "fallbacks", "fallback_credit_token"];

/** Blocks that every upstream can be told in its own way. */
const common = new Set([
  "text",
  "image",
  "document",
  "search_result",
  "thinking",
  "redacted_thinking",
  "tool_use",
  "tool_result",
  "tool_reference",
]);

const only = (field: string, what: string): NativeFeature => ({
  field,
  message: `${field}: ${what} is a feature of Anthropic's own API, and no provider of this model speaks it.`,
});

/** The first feature of a Messages request that only Anthropic's API has; null where any upstream can serve it. */
export function nativeOnlyFeature(body: JsonObject): NativeFeature | null {
  // Anthropic's SDK falls back to sending the whole conversation on this code.
  if (isPresent(body.thread))
    return { ...only("thread", "a message thread"), details: { error_code: "thread_unsupported_request" } };
  for (const field of fields) if (isPresent(body[field])) return only(field, `'${field}'`);
  if (isPresent(body.context_management) && !onlyKeepsThinking(body.context_management))
    return only("context_management", "'context_management'");
  if (body.max_tokens === 0) return only("max_tokens", "a limit of 0, which only fills the prompt cache,");
  if (Array.isArray(body.tools))
    for (const [index, tool] of body.tools.entries())
      if (isObject(tool) && typeof tool.type === "string" && tool.type !== "custom")
        return only(`tools.${index}.type`, `the tool '${tool.type}'`);
  if (Array.isArray(body.messages))
    for (const [index, message] of body.messages.entries()) {
      const found = isObject(message) ? inBlocks(message.content, `messages.${index}.content`) : null;
      if (found !== null) return found;
    }
  return null;
}

/** What to keep of earlier thinking is each upstream's own affair; coding agents say it with every request. */
const onlyKeepsThinking = (management: unknown): boolean =>
  isObject(management) &&
  Object.keys(management).every((name) => name === "edits") &&
  (!Array.isArray(management.edits) ||
    management.edits.every((edit) => isObject(edit) && String(edit.type).startsWith("clear_thinking_")));

function inBlocks(content: unknown, at: string): NativeFeature | null {
  if (!Array.isArray(content)) return null;
  for (const [index, block] of content.entries()) {
    if (!isObject(block)) continue;
    if (!common.has(String(block.type))) return only(`${at}.${index}`, `a block of the type '${block.type}'`);
    if (isObject(block.source) && block.source.type === "file")
      return only(`${at}.${index}.source`, "a file of its Files API");
    const inner = inBlocks(block.content, `${at}.${index}.content`);
    if (inner !== null) return inner;
  }
  return null;
}

const isPresent = (value: unknown) =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
