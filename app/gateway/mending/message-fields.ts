import { isObject, type JsonObject } from "../openai/fields";

// Agents send an answer back as they got it, with all that the gateway's answers have beside OpenAI's fields. Upstreams that
// refuse one of these in messages do without it: it repeats what was thought or shown, and answers nothing.

const ownFields = ["reasoning_content", "reasoning_details", "reasoning", "extra_content", "annotations", "images"];
const prefix = "messages.";

/** OpenAI's own agents framework copies the other fields of a message into its text part, all of them. */
const copiedFields = [...ownFields, "role", "name", "tool_calls", "function_call", "audio", "refusal"];
/** The repair that takes all of these out: a refusal names one after the other. */
const textParts = "messages.content.*";
/** A path that leads into one of a message's parts, as vendors write it: content[0].x, content.0.x, "content", 0, ... */
const insidePart = /\bcontent"?(?:\[|\.|,\s*)\d/;

const says = (words: string, name: string) => new RegExp(`\\b${name}\\b`).test(words);

/** The field that these words of a refusal name, as a repair's parameter; null where no message has it. */
export function refusedField(words: string, { messages }: JsonObject): string | null {
  if (!Array.isArray(messages)) return null;
  const copied = insidePart.test(words) ? copiedFields.filter((name) => says(words, name)) : [];
  if (copied.length > 0 && messages.some((message) => holdsCopies(message, copied))) return textParts;
  const field = ownFields.find(
    (name) => says(words, name) && messages.some((message) => isObject(message) && name in message),
  );
  return field === undefined ? null : prefix + field;
}

/** The body without the field that a repair's parameter names; the same object where it is none of messages, or not there. */
export function withoutField(body: JsonObject, parameter: string): JsonObject {
  if (!parameter.startsWith(prefix) || !Array.isArray(body.messages)) return body;
  if (parameter === textParts) {
    const isCopied = body.messages.some((message) => holdsCopies(message, copiedFields));
    return isCopied ? { ...body, messages: body.messages.map(withoutCopies) } : body;
  }
  const field = parameter.slice(prefix.length);
  if (!body.messages.some((message) => isObject(message) && field in message)) return body;
  const messages = body.messages.map((message) => {
    if (!isObject(message)) return message;
    const { [field]: _refused, ...rest } = message;
    return rest;
  });
  return { ...body, messages };
}

const isText = (part: unknown): part is JsonObject => isObject(part) && part.type === "text";

const holdsCopies = (message: unknown, names: readonly string[]): boolean =>
  isObject(message) &&
  Array.isArray(message.content) &&
  message.content.some((part) => isText(part) && names.some((name) => name in part));

function withoutCopies(message: unknown): unknown {
  if (!isObject(message) || !Array.isArray(message.content)) return message;
  const content = message.content.map((part) =>
    isText(part) ? Object.fromEntries(Object.entries(part).filter(([name]) => !copiedFields.includes(name))) : part,
  );
  return { ...message, content };
}
