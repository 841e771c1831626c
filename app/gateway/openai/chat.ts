import { badRequest } from "../errors";
import {
  array,
  boolean,
  checkFields,
  type FieldCheck,
  int64,
  integer,
  isObject,
  type JsonObject,
  object,
} from "./fields";
import { sampling } from "./sampling";

// The chat completion request: https://platform.openai.com/docs/api-reference/chat/create

const any = Number.MAX_SAFE_INTEGER;

const checks: Record<string, FieldCheck> = {
  ...sampling,
  max_tokens: integer(1, any),
  max_completion_tokens: integer(1, any),
  seed: int64,
  logprobs: boolean,
  top_logprobs: integer(0, 20),
  parallel_tool_calls: boolean,
  tools: array,
  functions: array,
  response_format: object,
};

const roles = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/** Throws a 400 that names the first field that is wrong. */
export function checkChatRequest(body: JsonObject): void {
  const messages = body.messages;
  if (messages === undefined) throw badRequest("Missing required parameter: 'messages'.", "messages");
  if (!Array.isArray(messages))
    throw badRequest("Invalid value for 'messages': expected an array of messages.", "messages");
  if (messages.length === 0)
    throw badRequest("Invalid value for 'messages': expected at least one message.", "messages");
  for (let index = 0; index < messages.length; index++) checkMessage(messages[index], index);
  checkFields(body, checks);
  if (Array.isArray(body.tools)) body.tools.forEach(checkTool);
  if (isObject(body.response_format) && typeof body.response_format.type !== "string") {
    throw badRequest("Missing required parameter: 'response_format.type'.", "response_format.type");
  }
  const toolChoice = body.tool_choice;
  if (toolChoice !== undefined && toolChoice !== null && typeof toolChoice !== "string" && !isObject(toolChoice)) {
    throw badRequest("Invalid value for 'tool_choice': expected a string or an object.", "tool_choice");
  }
}

function checkMessage(message: unknown, index: number): void {
  const at = `messages[${index}]`;
  if (!isObject(message)) throw badRequest(`Invalid value for '${at}': expected an object.`, at);
  const { role, content } = message;
  if (typeof role !== "string" || !roles.has(role)) {
    throw badRequest(
      `Invalid value for '${at}.role': expected one of ${[...roles].map((name) => `'${name}'`).join(", ")}.`,
      `${at}.role`,
    );
  }
  if (typeof content === "string") {
    // the common case
  } else if (Array.isArray(content)) {
    content.forEach((part, partIndex) => {
      if (!isObject(part) || typeof part.type !== "string") {
        const name = `${at}.content[${partIndex}]`;
        throw badRequest(`Invalid value for '${name}': expected an object with a 'type'.`, name);
      }
    });
  } else if (role !== "assistant" && role !== "function") {
    throw badRequest(
      `Invalid value for '${at}.content': expected a string or an array of content parts.`,
      `${at}.content`,
    );
  } else if (content !== null && content !== undefined) {
    throw badRequest(
      `Invalid value for '${at}.content': expected a string, an array of content parts or null.`,
      `${at}.content`,
    );
  }
  if (role === "tool" && typeof message.tool_call_id !== "string") {
    throw badRequest(`Missing required parameter: '${at}.tool_call_id'.`, `${at}.tool_call_id`);
  }
  if (message.tool_calls !== undefined && message.tool_calls !== null && !Array.isArray(message.tool_calls)) {
    throw badRequest(`Invalid value for '${at}.tool_calls': expected an array.`, `${at}.tool_calls`);
  }
}

function checkTool(tool: unknown, index: number): void {
  const at = `tools[${index}]`;
  if (!isObject(tool) || typeof tool.type !== "string")
    throw badRequest(`Invalid value for '${at}': expected an object with a 'type'.`, at);
  if (tool.type === "function" && (!isObject(tool.function) || typeof tool.function.name !== "string")) {
    throw badRequest(`Missing required parameter: '${at}.function.name'.`, `${at}.function.name`);
  }
  if (tool.type === "custom" && (!isObject(tool.custom) || typeof tool.custom.name !== "string")) {
    throw badRequest(`Missing required parameter: '${at}.custom.name'.`, `${at}.custom.name`);
  }
}
