import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import { isObject, type JsonObject, wordTable } from "../../openai/fields";
import {
  answerSchemaOf,
  asksForObject,
  jsonInstruction,
  maximumTokensOf,
  type Refusable,
  reasoningOf,
  refuse,
  stopsOf,
  toolChoiceOf,
  toolsOf,
  wantsJsonObject,
} from "../foreign/content";
import { inputTypeOf, textsOf } from "../foreign/embeddings";
import type { Target } from "../target";
import { conversation } from "./messages";

const budgets = wordTable<number>({
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 31_000,
  max: 31_000,
});

/** What would give another answer, were it left out: a 400 names it. */
export const refused: readonly Refusable[] = ["n", "logit_bias", "audio", "modalities", "web_search_options"];

/** OpenAI's chat request -> the body of POST /v2/chat. */
export function chatRequest(call: Call, target: Target): JsonObject {
  const { body } = call;
  refuse(body, "Cohere's API", refused);
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const talk = conversation(messages);
  const request: JsonObject = { model: target.model, messages: talk.messages };
  if (call.stream) request.stream = true;
  const tools = toolsOf(body);
  const choice = toolChoiceOf(body);
  if (tools.length > 0) {
    const offered = tools
      .map((tool, index) => readTool(tool, index))
      // There is no way to name one tool: the others are left out.
      .filter((tool) => choice?.kind !== "named" || tool.function.name === choice.name);
    if (offered.length === 0) throw badRequest("'tool_choice' names a tool that is not among 'tools'.", "tool_choice");
    request.tools = offered;
    if (tools.every(isStrict)) request.strict_tools = true;
    if (choice?.kind === "none") request.tool_choice = "NONE";
    if (choice?.kind === "required" || choice?.kind === "named") request.tool_choice = "REQUIRED";
  }
  for (const name of ["documents", "citation_options", "safety_mode", "thinking", "strict_tools"])
    if (body[name] !== undefined) request[name] = body[name];
  if (talk.documents.length > 0)
    request.documents = [...(Array.isArray(request.documents) ? request.documents : []), ...talk.documents];
  addFormat(request, body);
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
  const thinking = thinkingOf(body);
  if (thinking !== null) request.thinking ??= thinking;
  return request;
}

/** Beside tools and documents a format is refused, and one that is no object always: those are asked for in words. */
function addFormat(request: JsonObject, body: JsonObject): void {
  const schema = answerSchemaOf(body)?.schema ?? null;
  if (schema === null && !wantsJsonObject(body)) return;
  const isObjects = schema === null || asksForObject(schema);
  if (request.tools !== undefined || request.documents !== undefined || !isObjects) {
    const messages = request.messages as JsonObject[];
    const rules = messages.findIndex(({ role }) => role !== "system");
    const words = { role: "system", content: jsonInstruction(schema) };
    request.messages = messages.toSpliced(rules < 0 ? messages.length : rules, 0, words);
  } else request.response_format = { type: "json_object", ...(schema === null ? {} : { json_schema: schema }) };
}

/** Strictness is for all tools together, and for those alone that require something. */
function isStrict({ function: definition }: JsonObject): boolean {
  if (!isObject(definition) || definition.strict !== true || !isObject(definition.parameters)) return false;
  const { required } = definition.parameters;
  return Array.isArray(required) && required.length > 0;
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
      parameters:
        isObject(parameters) && Object.keys(parameters).length > 0 ? parameters : { type: "object", properties: {} },
    },
  };
}

/** OpenAI's embeddings request -> the body of POST /v2/embed. */
export function embedRequest(call: Call, target: Target): JsonObject {
  const { dimensions } = call.body;
  return {
    model: target.model,
    texts: textsOf(call.body, "Cohere's API"),
    input_type: inputTypeOf(call.body, target.provider.options.inputType),
    embedding_types: ["float"],
    ...(typeof dimensions === "number" ? { output_dimension: dimensions } : {}),
  };
}
