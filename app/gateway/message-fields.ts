import { isObject, type JsonObject } from "./openai/fields";

// Agents send an answer back as they got it, with all that the gateway's answers have beside OpenAI's fields. Upstreams that
// refuse one of these in messages do without it: it repeats what was thought or shown, and answers nothing.

const ownFields = ["reasoning_content", "reasoning_details", "reasoning", "extra_content", "annotations", "images"];
const prefix = "messages.";

/** The field that these words of a refusal name, as a repair's parameter; null where no message has it. */
export function refusedField(words: string, { messages }: JsonObject): string | null {
  if (!Array.isArray(messages)) return null;
  const field = ownFields.find(
    (name) =>
      new RegExp(`\\b${name}\\b`).test(words) && messages.some((message) => isObject(message) && name in message),
  );
  return field === undefined ? null : prefix + field;
}

/** The body without the field that a repair's parameter names; the same object where it is none of messages, or not there. */
export function withoutField(body: JsonObject, parameter: string): JsonObject {
  if (!parameter.startsWith(prefix) || !Array.isArray(body.messages)) return body;
  const field = parameter.slice(prefix.length);
  if (!body.messages.some((message) => isObject(message) && field in message)) return body;
  const messages = body.messages.map((message) => {
    if (!isObject(message)) return message;
    const { [field]: _refused, ...rest } = message;
    return rest;
  });
  return { ...body, messages };
}
