import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { partsOf, spokenParts, textOf, toolCallsOf, withLateInstructions } from "../foreign/content";
import { nineCharacters, ToolIds } from "../foreign/tool-ids";
import { cachePoint, textBlock, UserBlocks } from "./blocks";
import type { Caching, Family } from "./models";
import { reasoningBlocks } from "./reasoning";

interface Turn {
  role: "user" | "assistant";
  content: JsonObject[];
}

export interface Conversation {
  system?: JsonObject[];
  messages: Turn[];
}

interface Manner {
  family: Family;
  caching: Caching;
  /** Text may stand in one turn with calls of tools or their results. */
  mixes: boolean;
  /** An instruction of the gateway's own, behind the system's. */
  instruction: string | null;
  /** No tools are sent: then calls and results are not taken as blocks, and are told in words. */
  inWords: boolean;
}

/** OpenAI's messages -> system blocks and turns that alternate, beginning with the user. */
export function conversation(
  messages: JsonObject[],
  { family, caching, mixes, instruction, inWords }: Manner,
): Conversation {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  const ids = new ToolIds();
  const idOf = (id: string) => (family === "mistral" ? nineCharacters(id) : ids.of(id));
  const user = new UserBlocks(caching);
  const marks = (part: JsonObject) => cachePoint(part, caching, "messages");
  const add = (role: Turn["role"], content: JsonObject[]) => {
    if (content.length === 0) return;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  };
  withLateInstructions(messages).forEach((message, index) => {
    const at = `messages[${index}]`;
    const mark = marks(message);
    switch (message.role) {
      case "system":
      case "developer":
        system.push(...partsOf(message.content).flatMap((part) => [...textBlock(part.text), ...marks(part)]));
        if (system.length > 0) system.push(...mark);
        break;
      case "assistant":
        add("assistant", assistantBlocks(message, at, { idOf, marks, inWords, isClaude: family === "claude" }));
        if (turns.at(-1)?.role === "assistant") add("assistant", mark);
        break;
      case "user":
        add("user", user.of(message.content, at));
        if (turns.at(-1)?.role === "user") add("user", mark);
        break;
      default: {
        // A result is one block: a mark within it is behind it.
        const within = partsOf(message.content).flatMap(marks).slice(-1);
        add("user", [toolResult(message, at, idOf, user, inWords), ...(mark.length > 0 ? mark : within)]);
      }
    }
  });
  if (instruction !== null) system.push({ text: instruction });
  if (turns.length === 0) {
    // Instructions alone are a prompt for OpenAI; here there must be a user's turn.
    if (system.length === 0) throw badRequest("There is no text in 'messages'.", "messages");
    return { messages: [{ role: "user", content: system }] };
  }
  if (turns[0]!.role === "assistant") turns.unshift({ role: "user", content: [{ text: "." }] });
  for (const { role, content } of turns) if (role === "user") content.sort((a, b) => rank(a) - rank(b));
  trimPrefill(turns.at(-1)!);
  return { ...(system.length === 0 ? {} : { system }), messages: mixes ? turns : turns.flatMap(apart) };
}

/** The turn's calls or results and its words as turns of their own: what is said before a call, and after a result. */
function apart(turn: Turn): Turn[] {
  const { role, content } = turn;
  const isTools = (block: JsonObject) => block.toolUse !== undefined || block.toolResult !== undefined;
  const tools = content.filter((block) => isTools(block) || block.reasoningContent !== undefined);
  const words = content.filter((block) => !tools.includes(block));
  if (words.length === 0 || !content.some(isTools)) return [turn];
  const between: Turn = { role: role === "user" ? "assistant" : "user", content: [{ text: "." }] };
  const [first, second] = role === "user" ? [tools, words] : [words, tools];
  return [{ role, content: first }, between, { role, content: second }];
}

/** The results of a turn's tool calls come before anything else that the user says. */
const rank = (block: JsonObject) => (block.toolResult === undefined ? 1 : 0);

/** A last assistant turn is a prefill: white space at its end is refused. */
function trimPrefill(turn: Turn): void {
  const last = turn.content.at(-1);
  if (turn.role === "assistant" && typeof last?.text === "string") last.text = last.text.trimEnd();
}

interface Assistant {
  idOf(id: string): string;
  marks(part: JsonObject): JsonObject[];
  inWords: boolean;
  isClaude: boolean;
}

/** Nothing for a turn of reasoning alone, which newer models refuse. */
function assistantBlocks(message: JsonObject, at: string, { idOf, marks, inWords, isClaude }: Assistant): JsonObject[] {
  const calls = toolCallsOf(message, at).map((call) =>
    inWords
      ? { text: `[Called ${call.name} with ${JSON.stringify(call.arguments)}]` }
      : { toolUse: { toolUseId: idOf(call.id), name: call.name, input: call.arguments } },
  );
  const spoken = spokenParts(message).flatMap((part) => [...textBlock(part.text ?? part.refusal), ...marks(part)]);
  return spoken.length + calls.length === 0 ? [] : [...reasoningBlocks(message, isClaude), ...spoken, ...calls];
}

function toolResult(
  message: JsonObject,
  at: string,
  idOf: (id: string) => string,
  user: UserBlocks,
  inWords: boolean,
): JsonObject {
  const text = textOf(message.content);
  if (inWords) return { text: `[Result: ${text}]` };
  const rich = Array.isArray(message.content) && message.content.some((part) => isObject(part) && part.type !== "text");
  const id = typeof message.tool_call_id === "string" ? message.tool_call_id : "call_0";
  return {
    toolResult: {
      toolUseId: idOf(id),
      content: rich
        ? user.of(message.content, at).filter((block) => block.cachePoint === undefined)
        : [{ text: text.trim() === "" ? "(empty)" : text }],
      ...(message.is_error === true ? { status: "error" } : {}),
    },
  };
}
