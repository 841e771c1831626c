import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Target } from "../adapter";
import {
  answerSchemaOf,
  maximumTokensOf,
  partsOf,
  reasoningOf,
  refuse,
  spokenParts,
  stopsOf,
  textOf,
  toolCallsOf,
  toolChoiceOf,
  toolsOf,
  wantsJsonObject,
} from "../foreign/content";
import { textsOf } from "../foreign/embeddings";

const budgets: Record<string, number> = { minimal: 1024, low: 2048, medium: 8192, high: 16_384, xhigh: 31_000 };

/** OpenAI's chat request -> the body of POST /v2/chat. */
export function chatRequest(call: Call, target: Target): JsonObject {
  const { body } = call;
  refuse(body, "Cohere's API", ["n", "logit_bias", "audio", "modalities", "web_search_options"]);
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const request: JsonObject = { model: target.model, messages: readMessages(messages) };
  if (call.stream) request.stream = true;
  const tools = toolsOf(body);
  const choice = toolChoiceOf(body);
  if (tools.length > 0) {
    request.tools = tools
      .map((tool, index) => readTool(tool, index))
      // There is no way to name one tool: the others are left out.
      .filter((tool) => choice?.kind !== "named" || tool.function.name === choice.name);
    if (choice?.kind === "none") request.tool_choice = "NONE";
    if (choice?.kind === "required" || choice?.kind === "named") request.tool_choice = "REQUIRED";
  }
  const schema = answerSchemaOf(body);
  if (schema !== null) request.response_format = { type: "json_object", json_schema: schema.schema };
  else if (wantsJsonObject(body)) request.response_format = { type: "json_object" };
  const maximum = maximumTokensOf(body) ?? target.entry?.maxOutputTokens;
  if (maximum !== null && maximum !== undefined) request.max_tokens = maximum;
  const stops = stopsOf(body);
  if (stops.length > 5) throw badRequest("Cohere's API takes at most 5 stop sequences.", "stop");
  if (stops.length > 0) request.stop_sequences = stops;
  if (typeof body.temperature === "number") request.temperature = Math.min(1, body.temperature);
  if (typeof body.top_p === "number") request.p = Math.min(0.99, Math.max(0.01, body.top_p));
  if (typeof body.top_k === "number") request.k = body.top_k;
  if (typeof body.seed === "number" && body.seed >= 0) request.seed = body.seed;
  for (const name of ["frequency_penalty", "presence_penalty"])
    if (typeof body[name] === "number" && body[name] !== 0) request[name] = Math.min(1, Math.max(0, body[name]));
  if (body.logprobs === true) request.logprobs = true;
  for (const name of ["documents", "citation_options", "safety_mode", "thinking", "strict_tools"])
    if (body[name] !== undefined) request[name] = body[name];
  const thinking = thinkingOf(body);
  if (thinking !== null) request.thinking ??= thinking;
  return request;
}

function thinkingOf(body: JsonObject): JsonObject | null {
  const asked = reasoningOf(body);
  if (asked === null) return null;
  if (asked.effort === "none") return { type: "disabled" };
  return { type: "enabled", token_budget: asked.budget ?? budgets[asked.effort ?? ""] ?? 8192 };
}

function readTool(tool: JsonObject, index: number): { type: "function"; function: JsonObject } {
  if (tool.type !== "function" || !isObject(tool.function))
    throw badRequest(`Cohere's models do not know tools of the type '${tool.type}'.`, `tools[${index}].type`);
  const { name, description, parameters } = tool.function;
  return {
    type: "function",
    function: {
      name,
      ...(typeof description === "string" ? { description } : {}),
      parameters: isObject(parameters) ? parameters : { type: "object", properties: {} },
    },
  };
}

/** Results of tools are texts here: pictures among them follow as the user's, after the last result of the turn. */
function readMessages(messages: JsonObject[]): JsonObject[] {
  const result: JsonObject[] = [];
  let pictures: JsonObject[] = [];
  const show = () => {
    if (pictures.length > 0) result.push({ role: "user", content: pictures });
    pictures = [];
  };
  messages.forEach((message, index) => {
    if (message.role !== "tool") show();
    result.push(readMessage(message, index));
    if (message.role === "tool")
      pictures.push(
        ...partsOf(message.content)
          .filter(({ type }) => type === "image_url")
          .map(pictureOf),
      );
  });
  show();
  return result;
}

const pictureOf = (part: JsonObject): JsonObject => ({
  type: "image_url",
  image_url: isObject(part.image_url) ? part.image_url : { url: part.image_url },
});

function readMessage(message: JsonObject, index: number): JsonObject {
  const at = `messages[${index}]`;
  if (message.role === "system" || message.role === "developer")
    return { role: "system", content: textOf(message.content) };
  if (message.role === "user") return { role: "user", content: userContent(message.content, at) };
  if (message.role === "assistant") return assistantMessage(message, at);
  return { role: "tool", tool_call_id: message.tool_call_id ?? "call_0", content: textOf(message.content) };
}

function userContent(content: unknown, at: string): string | JsonObject[] {
  if (typeof content === "string") return content;
  return partsOf(content).map((part, index) => {
    if (part.type === "text") return { type: "text", text: part.text };
    if (part.type === "image_url") return pictureOf(part);
    const name = `${at}.content[${index}]`;
    throw badRequest(`Cohere's models do not take content of the type '${part.type}'.`, name);
  });
}

function assistantMessage(message: JsonObject, at: string): JsonObject {
  const calls = toolCallsOf(message, at);
  const text = textOf(spokenParts(message));
  if (calls.length === 0) return { role: "assistant", content: text };
  // A turn with calls has no other place for what was said before them.
  const plan = [message.reasoning_content, text].filter((each) => typeof each === "string" && each !== "").join("\n\n");
  return {
    role: "assistant",
    ...(plan === "" ? {} : { tool_plan: plan }),
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: "function",
      function: { name: call.name, arguments: JSON.stringify(call.arguments) },
    })),
  };
}

/** OpenAI's embeddings request -> the body of POST /v2/embed. */
export function embedRequest(call: Call, target: Target): JsonObject {
  const { dimensions, input_type: own } = call.body;
  const preset = target.provider.options.inputType;
  return {
    model: target.model,
    texts: textsOf(call.body, "Cohere's API"),
    // Required here, and OpenAI's request has no word for it.
    input_type: typeof own === "string" ? own : typeof preset === "string" ? preset : "search_document",
    embedding_types: ["float"],
    ...(typeof dimensions === "number" ? { output_dimension: dimensions } : {}),
  };
}
