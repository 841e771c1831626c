import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { parseKeepingDigits } from "../../openai/long-numbers";

// What every translation reads of an OpenAI chat request.

export interface ToolCall {
  id: string;
  name: string;
  arguments: JsonObject;
  /** The call as the client sent it. */
  source: JsonObject;
}

/** The text of a string or of the text parts of a list. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part) => (isObject(part) ? (part.text ?? part.refusal) : null))
    .filter((text) => typeof text === "string" && text !== "")
    .join("\n");
}

/** A message's content as a list of parts. */
export function partsOf(content: unknown): JsonObject[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return Array.isArray(content) ? content.filter(isObject) : [];
}

/** What the assistant said in an earlier turn: its content, and the refusal where it gave one beside it. */
export function spokenParts({ content, refusal }: JsonObject): JsonObject[] {
  const parts = content === "" ? [] : partsOf(content);
  return typeof refusal === "string" && refusal !== "" ? [...parts, { type: "refusal", refusal }] : parts;
}

const isInstruction = ({ role }: JsonObject) => role === "system" || role === "developer";

/** Instructions among the user's words, told from these. */
export const notedInstruction = (content: unknown): string => `<system>\n${textOf(content)}\n</system>`;

/**
 * Where instructions stand apart from the turns: those after the assistant's first turn are said by the user, where they stand
 * (in front they would change the beginning of all that is kept of the prompt upstream). Alone in a turn they are what the
 * assistant is to answer.
 */
export function withLateInstructions(messages: JsonObject[]): JsonObject[] {
  const first = messages.findIndex(({ role }) => role === "assistant");
  if (first < 0 || !messages.some((message, index) => index > first && isInstruction(message))) return messages;
  const result = messages.slice(0, first);
  let waiting: JsonObject[] = [];
  let before: unknown = null;
  const say = (after: unknown) => {
    const isAlone = before === "assistant" && (after === null || after === "assistant");
    for (const message of waiting)
      result.push({ ...message, role: "user", content: isAlone ? message.content : notedInstruction(message.content) });
    waiting = [];
    before = after;
  };
  for (const message of messages.slice(first)) {
    if (isInstruction(message)) waiting.push(message);
    else {
      say(message.role);
      result.push(message);
    }
  }
  say(null);
  return result;
}

/** `data:image/png;base64,...` -> its type and data; null where it is none. */
export function readDataUri(uri: string): { mediaType: string; data: string } | null {
  const match = /^data:([^;,]+)(?:;[^;,]+)*;base64,/i.exec(uri.slice(0, 300));
  if (match === null) return null;
  return { mediaType: match[1]!.toLowerCase(), data: uri.slice(match[0].length) };
}

/** Files that are text, whatever they are called. */
export const isTextType = (mediaType: string): boolean =>
  mediaType.startsWith("text/") || /[/+](?:json|xml|yaml|x-yaml)$/.test(mediaType);

/** Base64 of UTF-8 -> the text. Throws a 400 that names the field where it is not base64. */
export function fromBase64Text(data: string, name: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
  } catch {
    throw badRequest(`Invalid value for '${name}': expected base64 data.`, name);
  }
}

/** The tool calls of an assistant message, the legacy `function_call` among them. */
export function toolCallsOf(message: JsonObject, name: string): ToolCall[] {
  if (isObject(message.function_call)) return [readToolCall({ function: message.function_call, id: "call_0" }, name)];
  if (!Array.isArray(message.tool_calls)) return [];
  return message.tool_calls.map((call, index) => readToolCall(call, `${name}.tool_calls[${index}]`));
}

function readToolCall(call: unknown, name: string): ToolCall {
  if (isObject(call) && isObject(call.custom) && typeof call.custom.name === "string") {
    const { name: called, input } = call.custom;
    return { id: typeof call.id === "string" ? call.id : "call_0", name: called, arguments: { input }, source: call };
  }
  if (!isObject(call) || !isObject(call.function) || typeof call.function.name !== "string")
    throw badRequest(`Invalid value for '${name}': expected a function call with a name.`, name);
  return {
    id: typeof call.id === "string" ? call.id : "call_0",
    name: call.function.name,
    arguments: readArguments(call.function.arguments),
    source: call,
  };
}

/**
 * Arguments are JSON text; nothing at all means none. What a model wrote wrong in an earlier turn goes back to it under a name
 * that says so: a refusal would end the conversation for good.
 */
function readArguments(value: unknown): JsonObject {
  if (isObject(value)) return value;
  if (typeof value !== "string" || value.trim() === "") return {};
  try {
    const parsed = parseKeepingDigits(value);
    return isObject(parsed) ? parsed : { value: parsed };
  } catch {
    return { invalid_json: value };
  }
}

/**
 * The function tools of a request, the legacy `functions` among them, without those that `allowed_tools` leaves out.
 * Others are the caller's to judge.
 */
export function toolsOf(body: JsonObject): JsonObject[] {
  if (Array.isArray(body.tools) && body.tools.length > 0) {
    const tools = body.tools.filter(isObject);
    const allowed = allowedTools(body);
    return allowed === null ? tools : tools.filter((tool) => allowed.has(toolName(tool)));
  }
  if (!Array.isArray(body.functions)) return [];
  return body.functions.filter(isObject).map((definition) => ({ type: "function", function: definition }));
}

const toolName = (tool: unknown) => (isObject(tool) && isObject(tool.function) ? tool.function.name : null);

/** Names in `{"type": "allowed_tools", "allowed_tools": {"mode", "tools"}}`; null where all tools may be called. */
export function allowedTools({ tool_choice: choice }: JsonObject): ReadonlySet<unknown> | null {
  if (!isObject(choice) || choice.type !== "allowed_tools" || !isObject(choice.allowed_tools)) return null;
  const { tools } = choice.allowed_tools;
  return new Set((Array.isArray(tools) ? tools : []).map(toolName));
}

export type ToolChoice = { kind: "auto" | "none" | "required" } | { kind: "named"; name: string } | null;

export function toolChoiceOf(body: JsonObject): ToolChoice {
  const choice = body.tool_choice ?? body.function_call;
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  if (choice === "any") return { kind: "required" };
  if (!isObject(choice)) return null;
  const { name } = isObject(choice.function) ? choice.function : choice;
  if (typeof name === "string") return { kind: "named", name };
  const mode = isObject(choice.allowed_tools) ? choice.allowed_tools.mode : choice.mode;
  return { kind: mode === "required" ? "required" : "auto" };
}

export function stopsOf(body: JsonObject): string[] {
  const list = Array.isArray(body.stop) ? body.stop : [body.stop];
  return list.filter((stop): stop is string => typeof stop === "string" && stop !== "");
}

export const maximumTokensOf = (body: JsonObject): number | null => {
  const value = body.max_completion_tokens ?? body.max_tokens;
  return typeof value === "number" ? value : null;
};

export interface AskedReasoning {
  /** OpenAI's words: none, minimal, low, medium, high, xhigh, max. */
  effort: string | null;
  /** A budget that the client named itself (OpenRouter's `reasoning.max_tokens`). */
  budget: number | null;
}

/** `reasoning_effort`, or OpenRouter's `reasoning: {effort, max_tokens, enabled}`. Null where nothing was asked. */
export function reasoningOf(body: JsonObject): AskedReasoning | null {
  if (typeof body.reasoning_effort === "string") return { effort: body.reasoning_effort, budget: null };
  if (!isObject(body.reasoning)) return null;
  const { effort, max_tokens: budget, enabled } = body.reasoning;
  if (enabled === false) return { effort: "none", budget: null };
  if (typeof budget === "number") return { effort: null, budget };
  if (typeof effort === "string") return { effort, budget: null };
  return enabled === true ? { effort: "medium", budget: null } : null;
}

/** The word for a budget of tokens, for upstreams that know no budgets. */
export const effortOfBudget = (budget: number): string => (budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high");

/** The schema of a `json_schema` response format. */
export function answerSchemaOf(body: JsonObject): { name: string; schema: JsonObject } | null {
  const format = body.response_format;
  if (!isObject(format) || format.type !== "json_schema" || !isObject(format.json_schema)) return null;
  const { name, schema } = format.json_schema;
  return { name: typeof name === "string" ? name : "answer", schema: isObject(schema) ? schema : { type: "object" } };
}

export const wantsJsonObject = (body: JsonObject): boolean =>
  isObject(body.response_format) && body.response_format.type === "json_object";

/** Whether what fits is an object: a tool's input, and an answer in most upstreams' JSON modes, can be nothing else. */
export function asksForObject(schema: JsonObject): boolean {
  const definition = definitionOf(schema);
  const { type, anyOf, oneOf } = definition;
  if (type !== undefined) return type === "object" || (Array.isArray(type) && type.includes("object"));
  if (["items", "enum", "const"].some((name) => definition[name] !== undefined)) return false;
  const options = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  return options.every((option) => option.type === "null" || option.$ref !== undefined || asksForObject(option));
}

/** What a schema that is only a name for one of its definitions stands for. */
function definitionOf(schema: JsonObject): JsonObject {
  const [, place, name] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(String(schema.$ref)) ?? [];
  const definitions = place === undefined ? undefined : schema[place];
  const definition = isObject(definitions) ? definitions[name!] : undefined;
  return isObject(definition) ? definition : schema;
}

export function jsonInstruction(schema: JsonObject | null): string {
  if (schema === null) return "Answer with one valid JSON object and nothing else: no explanation, no code fence.";
  const what = asksForObject(schema) ? "object" : "value";
  return `Answer with one valid JSON ${what} that fits this JSON schema and nothing else: no explanation, no code fence.\n${JSON.stringify(schema)}`;
}

/** True where the request wants something by this field: `n` of 1 or no `logprobs` is what every upstream does. */
export const wants = (body: JsonObject, field: string): boolean =>
  field in unwanted ? unwanted[field as Refusable](body[field]) : body[field] !== undefined && body[field] !== null;

/** What would make another answer of the one that was asked for, were it left out. */
export type Refusable = keyof typeof unwanted;

/** Refuses what would silently give another answer than the one that was asked for. */
export function refuse(body: JsonObject, upstream: string, fields: readonly Refusable[]): void {
  for (const field of fields)
    if (unwanted[field](body[field])) throw badRequest(`${upstream} does not support '${field}'.`, field);
}

const unwanted = {
  n: (value: unknown) => typeof value === "number" && value > 1,
  logprobs: (value: unknown) => value === true,
  logit_bias: (value: unknown) => isObject(value) && Object.keys(value).length > 0,
  audio: (value: unknown) => isObject(value),
  modalities: (value: unknown) => Array.isArray(value) && value.some((modality) => modality !== "text"),
  web_search_options: (value: unknown) => isObject(value),
};
