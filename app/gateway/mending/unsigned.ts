import type { Call, NativeRequest } from "../dialects/dialect";
import type { Failure } from "../failures/failure";
import { isObject, type JsonObject } from "../openai/fields";

// A signature that its vendor does not accept any more (another model signed it, a key changed, it is too old) would be
// sent again with every further turn. The request is then made once more without what is signed.

/** The upstream refuses a signature, or the place where signed thinking stands or is missing, not the request. */
export const refusesSignature = ({ kind, message }: Failure): boolean =>
  kind === "client" &&
  /(?:invalid|missing)[^.]{0,40}signature|signature[^.]{0,60}(?:invalid|not valid|required|missing|mismatch)|corrupted thought signature|thought_?signature[^.]{0,20}TYPE_BYTES|thinking[^.]{0,60}cannot be modified|assistant.{0,40} cannot (?:be|contain) .?(?:redacted_)?thinking|expected .?thinking|provided without its required/i.test(
    message,
  );

/** The request without signed reasoning; the same object where it has none. */
export function withoutSigned(call: Call): Call {
  const messages = Array.isArray(call.body.messages) ? call.body.messages.map(plainMessage) : call.body.messages;
  const native = call.native === null ? null : plainNative(call.native);
  return { ...call, body: { ...call.body, messages }, text: null, native };
}

function plainMessage(message: unknown): unknown {
  if (!isObject(message) || message.role !== "assistant") return message;
  const { reasoning_details: _, extra_content: __, ...rest } = message;
  if (Array.isArray(rest.tool_calls)) rest.tool_calls = rest.tool_calls.map(withoutExtra);
  return rest;
}

function withoutExtra(call: unknown): unknown {
  if (!isObject(call)) return call;
  const { extra_content: _, ...rest } = call;
  return rest;
}

function plainNative(native: NativeRequest): NativeRequest {
  switch (native.format) {
    case "anthropic":
      return { ...native, body: plainMessages(native.body), text: null };
    case "gemini":
      return { ...native, body: plainContents(native.body), text: null };
    case "responses":
      return { ...native, body: plainItems(native.body), text: null };
  }
}

/** A tool loop whose thinking is gone cannot go on thinking: the API asks for the thinking before the last turn's calls. */
function plainMessages({ thinking: _, ...body }: JsonObject): JsonObject {
  if (!Array.isArray(body.messages)) return body;
  const messages = body.messages.map((message) =>
    isObject(message) && Array.isArray(message.content)
      ? { ...message, content: message.content.filter((block) => !isThinking(block)) }
      : message,
  );
  return { ...body, messages: messages.filter((message) => !isEmpty(message)) };
}

const isThinking = (block: unknown) =>
  isObject(block) && (block.type === "thinking" || block.type === "redacted_thinking");
const isEmpty = (message: unknown) =>
  isObject(message) && Array.isArray(message.content) && message.content.length === 0;

function plainContents(body: JsonObject): JsonObject {
  if (!Array.isArray(body.contents)) return body;
  const contents = body.contents.map((content) =>
    isObject(content) && Array.isArray(content.parts)
      ? { ...content, parts: content.parts.flatMap(plainPart) }
      : content,
  );
  return { ...body, contents };
}

/** Google's word for a call whose signature is lost: https://ai.google.dev/gemini-api/docs/thought-signatures */
function plainPart(part: unknown): unknown[] {
  if (!isObject(part)) return [part];
  if (part.thought === true) return [];
  const { thoughtSignature, thought_signature: other, ...rest } = part;
  if (thoughtSignature === undefined && other === undefined) return [part];
  return [rest.functionCall === undefined ? rest : { ...rest, thoughtSignature: "skip_thought_signature_validator" }];
}

const plainItems = (body: JsonObject): JsonObject =>
  Array.isArray(body.input) ? { ...body, input: body.input.flatMap(plainItem) } : body;

/** What is known by its id must come with its reasoning; without the id it is taken as new. */
function plainItem(item: unknown): unknown[] {
  if (!isObject(item)) return [item];
  if (item.type === "reasoning") return [];
  if (item.id === undefined || !namedItems.has(item.type ?? "message")) return [item];
  const { id: _, ...rest } = item;
  return [rest];
}

const namedItems = new Set<unknown>(["message", "function_call", "custom_tool_call"]);
