import { isObject, type JsonObject } from "../../openai/fields";
import { fitsStrictMode } from "../strict-schema";
import { chatMessages } from "./messages";

/** A checked Messages request -> the body of an OpenAI chat request. Fields that only Anthropic knows are left out. */
export function chatBody(body: JsonObject): JsonObject {
  const chat: JsonObject = { model: body.model, messages: chatMessages(body.system, body.messages) };
  if (typeof body.max_tokens === "number" && body.max_tokens > 0) chat.max_tokens = body.max_tokens;
  for (const name of ["temperature", "top_p", "top_k"])
    if (body[name] !== undefined && body[name] !== null) chat[name] = body[name];
  if (Array.isArray(body.stop_sequences) && body.stop_sequences.length > 0) chat.stop = body.stop_sequences;
  if (body.stream === true) chat.stream = true;
  addTools(chat, body);
  const effort = effortOf(body);
  if (effort !== null) chat.reasoning_effort = effort;
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
  if (typeof user === "string" && user !== "") chat.user = user;
  if (Object.keys(metadata).length > 0) chat.metadata = metadata;
  if (body.service_tier === "auto") chat.service_tier = "auto";
  return chat;
}

function addTools(chat: JsonObject, body: JsonObject): void {
  const tools = (Array.isArray(body.tools) ? body.tools : [])
    .filter((tool): tool is JsonObject => isObject(tool) && isObject(tool.input_schema))
    .map((tool) => ({
      type: "function",
      function: {
        name: tool.name,
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
  else if (choice.type === "tool") chat.tool_choice = { type: "function", function: { name: choice.name } };
  else chat.tool_choice = choice.type;
  if (choice.disable_parallel_tool_use === true) chat.parallel_tool_calls = false;
}

/** Thinking switched off says nothing here: upstreams that cannot think refuse the field. */
function effortOf({ thinking, output_config: output }: JsonObject): string | null {
  const thinks = isObject(thinking) ? thinking.type : null;
  if (thinks === "disabled") return null;
  const effort = isObject(output) ? output.effort : null;
  if (typeof effort === "string") return effort === "max" ? "xhigh" : effort;
  if (thinks === null) return null;
  const budget = isObject(thinking) ? thinking.budget_tokens : null;
  if (typeof budget !== "number") return "medium";
  return budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high";
}
