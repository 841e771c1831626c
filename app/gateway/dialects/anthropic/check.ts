import { badRequest } from "../../errors";
import {
  array,
  boolean,
  checkFields,
  type FieldCheck,
  integer,
  isObject,
  type JsonObject,
  number,
  object,
  oneOf,
  string,
  wordTable,
} from "../../openai/fields";
import { isModelName } from "../model-name";

// The Messages request: https://platform.claude.com/docs/en/api/messages/create
// Fields are named as that API's own errors name them: `messages.0.content.1.text`.

const any = Number.MAX_SAFE_INTEGER;

const strings: FieldCheck = (value, name) => {
  array(value, name);
  (value as unknown[]).forEach((item, index) => {
    string(item, `${name}.${index}`);
  });
};

const checks: Record<string, FieldCheck> = {
  temperature: number(0, 1),
  top_p: number(0, 1),
  top_k: integer(0, any),
  stream: boolean,
  stop_sequences: strings,
  metadata: object,
  output_config: object,
  output_format: object,
  service_tier: string,
  tools: array,
};

const missingField = (name: string) => badRequest(`${name}: Field required`, name);

const missing = (name: string): never => {
  throw missingField(name);
};

const wrong = (name: string, expected: string) =>
  badRequest(`Invalid value for '${name}': expected ${expected}.`, name);

/** Throws a 400 that names the first field that is wrong. `counts`: a request to count tokens has no limit of them. */
export function checkMessagesRequest(body: JsonObject, counts: boolean): void {
  if (body.model === undefined || body.model === null) missing("model");
  if (!isModelName(body.model)) throw wrong("model", "a string");
  if (!counts && (body.max_tokens === undefined || body.max_tokens === null)) missing("max_tokens");
  if (!counts) integer(0, any)(body.max_tokens, "max_tokens");
  if (body.messages === undefined || body.messages === null) missing("messages");
  if (!Array.isArray(body.messages)) throw wrong("messages", "an array of messages");
  if (body.messages.length === 0) throw wrong("messages", "at least one message");
  body.messages.forEach(checkMessage);
  if (body.system !== undefined && body.system !== null) checkContent(body.system, "system", ["text"]);
  checkFields(body, checks);
  if (Array.isArray(body.tools)) body.tools.forEach(checkTool);
  checkChoice(body.tool_choice);
  checkThinking(body.thinking);
  if (isObject(body.output_config)) checkOutput(body.output_config);
  if (isObject(body.output_format)) checkFormat(body.output_format, "output_format");
  if (isObject(body.metadata) && body.metadata.user_id !== undefined && body.metadata.user_id !== null)
    string(body.metadata.user_id, "metadata.user_id");
}

function checkMessage(message: unknown, index: number): void {
  const at = `messages.${index}`;
  if (!isObject(message)) throw wrong(at, "an object");
  if (message.role === undefined) missing(`${at}.role`);
  oneOf("user", "assistant", "system")(message.role, `${at}.role`);
  if (message.content === undefined || message.content === null) missing(`${at}.content`);
  checkContent(message.content, `${at}.content`, message.role === "system" ? ["text"] : null);
}

/** `types`: the only ones that are taken here; null for any. */
function checkContent(content: unknown, name: string, types: string[] | null): void {
  if (typeof content === "string") return;
  if (!Array.isArray(content)) throw wrong(name, "a string or an array of content blocks");
  content.forEach((block, index) => {
    const at = `${name}.${index}`;
    if (!isObject(block)) throw wrong(at, "an object");
    if (typeof block.type !== "string") throw missingField(`${at}.type`);
    if (types !== null) oneOf(...types)(block.type, `${at}.type`);
    checkBlock(block, at);
  });
}

const required = wordTable<string[]>({
  text: ["text"],
  thinking: ["thinking"],
  redacted_thinking: ["data"],
  tool_use: ["id", "name"],
  tool_result: ["tool_use_id"],
});

function checkBlock(block: JsonObject, at: string): void {
  for (const field of required[String(block.type)] ?? []) {
    if (block[field] === undefined || block[field] === null) missing(`${at}.${field}`);
    string(block[field], `${at}.${field}`);
  }
  switch (block.type) {
    case "tool_use":
      if (block.input === undefined) missing(`${at}.input`);
      object(block.input, `${at}.input`);
      break;
    case "tool_result":
      if (block.content !== undefined && block.content !== null) checkContent(block.content, `${at}.content`, null);
      if (block.is_error !== undefined && block.is_error !== null) boolean(block.is_error, `${at}.is_error`);
      break;
    case "image":
      checkSource(block.source, `${at}.source`, ["base64", "url", "file"]);
      break;
    case "document":
      checkSource(block.source, `${at}.source`, ["base64", "text", "content", "url", "file"]);
      break;
    case "search_result":
      checkContent(block.content ?? missing(`${at}.content`), `${at}.content`, ["text"]);
      break;
    default:
  }
}

const sourceFields = wordTable<string[]>({
  base64: ["media_type", "data"],
  text: ["data"],
  url: ["url"],
  file: ["file_id"],
});

function checkSource(source: unknown, at: string, types: string[]): void {
  if (source === undefined || source === null) missing(at);
  if (!isObject(source)) throw wrong(at, "an object");
  oneOf(...types)(source.type ?? missing(`${at}.type`), `${at}.type`);
  if (source.type === "content") checkContent(source.content ?? missing(`${at}.content`), `${at}.content`, null);
  for (const field of sourceFields[String(source.type)] ?? [])
    string(source[field] ?? missing(`${at}.${field}`), `${at}.${field}`);
}

function checkTool(tool: unknown, index: number): void {
  const at = `tools.${index}`;
  if (!isObject(tool)) throw wrong(at, "an object");
  if (tool.type !== undefined && tool.type !== null) string(tool.type, `${at}.type`);
  // Tools of the API's own have neither schema nor, some of them, a name.
  if (typeof tool.type === "string" && tool.type !== "custom") return;
  string(tool.name ?? missing(`${at}.name`), `${at}.name`);
  if (tool.name === "") throw wrong(`${at}.name`, "a name");
  object(tool.input_schema ?? missing(`${at}.input_schema`), `${at}.input_schema`);
  if (tool.description !== undefined && tool.description !== null) string(tool.description, `${at}.description`);
}

function checkChoice(choice: unknown): void {
  if (choice === undefined || choice === null) return;
  if (!isObject(choice)) throw wrong("tool_choice", "an object");
  oneOf("auto", "any", "tool", "none")(choice.type ?? missing("tool_choice.type"), "tool_choice.type");
  if (choice.type === "tool") string(choice.name ?? missing("tool_choice.name"), "tool_choice.name");
  if (choice.disable_parallel_tool_use !== undefined && choice.disable_parallel_tool_use !== null)
    boolean(choice.disable_parallel_tool_use, "tool_choice.disable_parallel_tool_use");
}

function checkThinking(thinking: unknown): void {
  if (thinking === undefined || thinking === null) return;
  if (!isObject(thinking)) throw wrong("thinking", "an object");
  string(thinking.type ?? missing("thinking.type"), "thinking.type");
  const name = "thinking.budget_tokens";
  if (thinking.type === "enabled") integer(1024, any)(thinking.budget_tokens ?? missing(name), name);
}

function checkOutput(config: JsonObject): void {
  if (config.effort !== undefined && config.effort !== null)
    oneOf("low", "medium", "high", "xhigh", "max")(config.effort, "output_config.effort");
  if (config.format === undefined || config.format === null) return;
  checkFormat(config.format, "output_config.format");
}

function checkFormat(format: unknown, at: string): void {
  if (!isObject(format)) throw wrong(at, "an object");
  oneOf("json_schema")(format.type ?? missing(`${at}.type`), `${at}.type`);
  object(format.schema ?? missing(`${at}.schema`), `${at}.schema`);
}
