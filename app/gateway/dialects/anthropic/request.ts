import { isObject, type JsonObject } from "../../openai/fields";
import { fitsStrictMode } from "../strict-schema";
import { chatMessages } from "./messages";
import { shortName } from "./tool-names";

/** A checked Messages request -> the body of an OpenAI chat request. Fields that only Anthropic knows are left out. */
export function chatBody(body: JsonObject): JsonObject {
  const chat: JsonObject = { model: body.model, messages: chatMessages(body.system, body.messages) };
  if (typeof body.max_tokens === "number" && body.max_tokens > 0) chat.max_tokens = body.max_tokens;
  for (const name of ["temperature", "top_p", "top_k"])
    if (body[name] !== undefined && body[name] !== null) chat[name] = body[name];
  if (Array.isArray(body.stop_sequences) && body.stop_sequences.length > 0) chat.stop = body.stop_sequences;
  if (body.stream === true) chat.stream = true;
  addTools(chat, body);
  addReasoning(chat, body);
  if (isObject(body.cache_control)) chat.cache_control = body.cache_control;
  const output = isObject(body.output_config) ? body.output_config : {};
  const format = isObject(output.format) ? output.format : body.output_format;
  if (isObject(format))
    chat.response_format = {
      type: "json_schema",
      json_schema: {
        name: "answer",
        schema: format.schema,
        ...(fitsStrictMode(format.schema) ? { strict: true } : {}),
      },
    };
  const { user_id: user, ...metadata } = isObject(body.metadata) ? body.metadata : {};
  // OpenAI refuses longer ones, and what a coding agent says of its session is long.
  if (typeof user === "string" && user !== "") chat.user = user.slice(0, 64);
  if (Object.keys(metadata).length > 0) chat.metadata = metadata;
  if (body.service_tier === "auto") chat.service_tier = "auto";
  return chat;
}

function addTools(chat: JsonObject, body: JsonObject): void {
  const given = (Array.isArray(body.tools) ? body.tools : []).filter(
    (tool): tool is JsonObject => isObject(tool) && isObject(tool.input_schema),
  );
  const tools = withoutDeferred(given, body.messages).map((tool) => ({
    type: "function",
    function: {
      name: shortName(tool.name),
      ...(typeof tool.description === "string" ? { description: tool.description } : {}),
      parameters: tool.input_schema,
      ...(tool.strict === true ? { strict: true } : {}),
    },
    ...(isObject(tool.cache_control) ? { cache_control: tool.cache_control } : {}),
  }));
  // A choice without tools is refused by most upstreams.
  if (tools.length === 0) return;
  chat.tools = tools;
  const choice = isObject(body.tool_choice) ? body.tool_choice : null;
  if (choice === null) return;
  if (choice.type === "any") chat.tool_choice = "required";
  else if (choice.type === "tool") chat.tool_choice = { type: "function", function: { name: shortName(choice.name) } };
  else chat.tool_choice = choice.type;
  if (choice.disable_parallel_tool_use === true) chat.parallel_tool_calls = false;
}

/** Tools whose definition waits until a search has found them (`tool_reference`) are not told before. */
function withoutDeferred(tools: JsonObject[], messages: unknown): JsonObject[] {
  if (!tools.some((tool) => tool.defer_loading === true)) return tools;
  const found = new Set<unknown>();
  const look = (blocks: unknown): void => {
    for (const block of Array.isArray(blocks) ? blocks : []) {
      if (!isObject(block)) continue;
      if (block.type === "tool_reference") found.add(block.tool_name);
      if (block.type === "tool_use") found.add(block.name);
      look(block.content);
    }
  };
  look(messages);
  return tools.filter((tool) => tool.defer_loading !== true || found.has(tool.name));
}

/** An effort by OpenAI's word; a budget, and thinking switched off, by OpenRouter's, as OpenAI has none for them. */
function addReasoning(chat: JsonObject, { thinking, output_config: output }: JsonObject): void {
  const thinks = isObject(thinking) ? thinking.type : null;
  // The second thinks between its calls of tools alone, which no other API has a word for.
  if (thinks === "disabled" || thinks === "between_tools") {
    chat.reasoning = { enabled: false };
    return;
  }
  const effort = isObject(output) ? output.effort : null;
  const budget = isObject(thinking) ? thinking.budget_tokens : null;
  if (typeof effort === "string") chat.reasoning_effort = effort === "max" ? "xhigh" : effort;
  else if (typeof budget === "number") chat.reasoning = { max_tokens: budget };
  else if (thinks !== null) chat.reasoning_effort = "medium";
}
