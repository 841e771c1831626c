import { notedInstruction } from "../adapters/foreign/content";
import type { Failure } from "../failures/failure";
import { isObject, type JsonObject } from "../openai/fields";

// Coding agents put system messages between the turns. OpenAI takes them anywhere, and Anthropic's newer models do; chat
// templates (Qwen's: "System message must be at the beginning.") and Mistral's API refuse them, at every turn.

/** Changes of the turns' order that a refusal may ask for, as repairs are told of. */
export const turnOrders = {
  system: { parameter: "later system", renameTo: "user" },
  tool: { parameter: "tool, user", renameTo: "tool, assistant, user" },
} as const;

const aboutSystem =
  /\b(?:system|developer)['"`]? (?:message|role|prompt|instruction)|\broles?\b.{0,80}\b(?:system|developer|alternate)\b|\bmessages\W*\d+\W*role\b/i;
const aboutTool = /\brole '?user'? after role '?tool'?/i;

/** Where the model's own template refuses, llama.cpp and Ollama answer with a 500. */
export const refusesOrder = ({ status, message }: Failure): boolean =>
  (status === 400 || status === 422 || status === 500) && (aboutSystem.test(message) || aboutTool.test(message));

type Messages = readonly JsonObject[];

/** The change that these words of a refusal ask for; null where they ask for none, or it would change nothing. */
export function orderOf(words: string, { messages }: JsonObject): (typeof turnOrders)[keyof typeof turnOrders] | null {
  if (!isMessages(messages)) return null;
  if (aboutTool.test(words)) return hasUserAfterTool(messages) ? turnOrders.tool : null;
  return aboutSystem.test(words) && systemFirst(messages) !== messages ? turnOrders.system : null;
}

/** The body with the order changed; the same object where nothing is. `parameter` is a repair's. */
export function inOrder(body: JsonObject, parameter: string): JsonObject {
  const change = changes.get(parameter);
  const { messages } = body;
  if (change === undefined || !isMessages(messages)) return body;
  const next = change(messages);
  return next === messages ? body : { ...body, messages: next };
}

const isMessages = (value: unknown): value is Messages => Array.isArray(value) && value.every(isObject);

const isSystem = ({ role }: JsonObject) => role === "system" || role === "developer";

/** One system message, at the beginning; later ones are said in the user's turns, where they stood. */
function systemFirst(messages: Messages): Messages {
  const turns: { message: JsonObject; contents: unknown[] }[] = [];
  let changed = false;
  let begun = false;
  for (const message of messages) {
    const role: unknown = isSystem(message) ? (begun ? "user" : "system") : message.role;
    begun ||= role !== "system";
    const isLate = role === "user" && message.role !== "user";
    const content = isLate ? notedInstruction(message.content) : message.content;
    const last = turns.at(-1);
    const joins = last !== undefined && (role === "user" || role === "system") && roleOf(last.message) === role;
    changed ||= isLate || joins;
    if (joins) last.contents.push(content);
    else turns.push({ message: isLate ? { role, content } : message, contents: [content] });
  }
  if (!changed) return messages;
  return turns.map(({ message, contents }) =>
    contents.length === 1 ? message : { ...message, content: together(contents) },
  );
}

const roleOf = (message: JsonObject) => (isSystem(message) ? "system" : message.role);

const together = (contents: unknown[]): unknown =>
  contents.every((content) => typeof content === "string")
    ? contents.filter((text) => text !== "").join("\n\n")
    : contents.flatMap(partsOf);

const partsOf = (content: unknown): unknown[] =>
  Array.isArray(content) ? content : [{ type: "text", text: String(content ?? "") }];

const isUserAfterTool = ({ role }: JsonObject, before: JsonObject | undefined) =>
  role === "user" && before?.role === "tool";

const hasUserAfterTool = (messages: Messages) =>
  messages.some((message, index) => isUserAfterTool(message, messages[index - 1]));

/** The assistant says a word after its tools' results before the user does. */
const answered = (messages: Messages): Messages =>
  hasUserAfterTool(messages)
    ? messages.flatMap((message, index) =>
        isUserAfterTool(message, messages[index - 1]) ? [{ role: "assistant", content: "OK." }, message] : [message],
      )
    : messages;

const changes = new Map<string, (messages: Messages) => Messages>([
  [turnOrders.system.parameter, systemFirst],
  [turnOrders.tool.parameter, answered],
]);
