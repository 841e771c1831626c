import { isObject } from "./fields";

// Token estimates for reservations and for answers without usage. Four Latin characters or one CJK character a token
// is what tokenizers average; exact counts come from the upstream and replace these.

/** Text of about `tokens` tokens per this rule: ASCII 4 characters a token, everything above U+2E80 one each. */
export function estimateTokens(text: string): number {
  // Most prompts are ASCII: count the wide characters only where a cheap sample says that there are any.
  const length = text.length;
  if (length === 0) return 0;
  let wide = 0;
  const step = length > 4096 ? Math.ceil(length / 4096) : 1;
  for (let index = 0; index < length; index += step) if (text.charCodeAt(index) >= 0x2e80) wide++;
  wide *= step;
  return Math.max(1, Math.ceil((length - wide) / 4 + wide));
}

/** Tokens of the prompt: all text of messages, prompts, inputs, documents and tool definitions, with a fixed price for an image. */
export function estimatePromptTokens(body: Record<string, unknown>): number {
  let tokens = 0;
  if (Array.isArray(body.messages))
    for (const message of body.messages) tokens += 4 + contentTokens(isObject(message) ? message : {});
  tokens += textTokens(body.prompt) + textTokens(body.input);
  if (Array.isArray(body.documents)) tokens += estimateTokens(JSON.stringify([body.query, body.documents]));
  if (Array.isArray(body.tools)) tokens += estimateTokens(JSON.stringify(body.tools));
  return tokens;
}

function contentTokens(message: Record<string, unknown>): number {
  let tokens = 0;
  const { content } = message;
  if (typeof content === "string") tokens += estimateTokens(content);
  else if (Array.isArray(content)) {
    for (const part of content) {
      if (!isObject(part)) continue;
      if (typeof part.text === "string") tokens += estimateTokens(part.text);
      else tokens += 800;
    }
  }
  if (Array.isArray(message.tool_calls)) tokens += estimateTokens(JSON.stringify(message.tool_calls));
  return tokens;
}

function textTokens(value: unknown): number {
  if (typeof value === "string") return estimateTokens(value);
  if (!Array.isArray(value)) return 0;
  let tokens = 0;
  for (const item of value) {
    if (typeof item === "string") tokens += estimateTokens(item);
    else if (typeof item === "number") tokens += 1;
    else if (Array.isArray(item)) tokens += item.length;
  }
  return tokens;
}
