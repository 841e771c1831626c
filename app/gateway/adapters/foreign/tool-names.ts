import type { Call } from "../../dialects/dialect";
import { digest } from "../../digest";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Translation } from "../translation";
import { changedAnswers } from "./changed-answers";

// Names of tools that an upstream refuses (Google's clients may have dots in them, MCP servers long ones) go to it in a form
// that everybody takes, the same in every turn, and come back as the client knows them.

const longest = 64;

const plainName = (name: string): string => {
  const plain = name.replace(/[^a-zA-Z0-9_-]/g, "_").replace(/^[^a-zA-Z_]/, "_");
  return `${plain.slice(0, longest - 15)}_${digest(name)}`;
};

const nameOf = (tool: unknown): string | null =>
  isObject(tool) && isObject(tool.function) && typeof tool.function.name === "string" ? tool.function.name : null;

/** Whether the request names a tool that does not fit. */
export const hasOddNames = ({ tools }: JsonObject, fits: RegExp): boolean =>
  Array.isArray(tools) &&
  tools.some((tool) => {
    const name = nameOf(tool);
    return name !== null && !fits.test(name);
  });

/** The call with names that fit, and the client's own by these. */
export function withPlainNames(call: Call, fits: RegExp): { call: Call; names: ReadonlyMap<unknown, string> } {
  const names = new Map<unknown, string>();
  const renamed = (value: unknown): unknown => {
    const name = nameOf(value);
    if (name === null || fits.test(name) || !isObject(value)) return value;
    const plain = plainName(name);
    names.set(plain, name);
    return { ...value, function: { ...(value.function as JsonObject), name: plain } };
  };
  const { tools, messages, tool_choice: choice } = call.body;
  const body: JsonObject = { ...call.body };
  if (Array.isArray(tools)) body.tools = tools.map(renamed);
  if (Array.isArray(messages))
    body.messages = messages.map((message) =>
      isObject(message) && Array.isArray(message.tool_calls)
        ? { ...message, tool_calls: message.tool_calls.map(renamed) }
        : message,
    );
  if (isObject(choice) && isObject(choice.allowed_tools) && Array.isArray(choice.allowed_tools.tools))
    body.tool_choice = {
      ...choice,
      allowed_tools: { ...choice.allowed_tools, tools: choice.allowed_tools.tools.map(renamed) },
    };
  else if (isObject(choice)) body.tool_choice = renamed(choice);
  return { call: { ...call, body, text: null }, names };
}

/** The upstream's answers with the client's own names. `base`: where it has another format; `asked`: the call with plain names. */
export const ownNames = (
  base: Translation | undefined,
  names: ReadonlyMap<unknown, string>,
  asked: Call,
): Translation =>
  changedAnswers(base, asked, {
    whole: ({ message }) => rename(message, names),
    stream:
      () =>
      ({ delta }) =>
        rename(delta, names),
  });

function rename(part: unknown, names: ReadonlyMap<unknown, string>): void {
  if (!isObject(part) || !Array.isArray(part.tool_calls)) return;
  for (const call of part.tool_calls) {
    if (!isObject(call) || !isObject(call.function)) continue;
    const own = names.get(call.function.name);
    if (own !== undefined) call.function.name = own;
  }
}
