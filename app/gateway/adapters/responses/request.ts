import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { effortOfBudget, maximumTokensOf, type Refusable, reasoningOf, refuse, stopsOf } from "../foreign/content";
import { objectsAlone } from "../openai-newer-forms";
import { withProperties } from "../plain-chat";
import { inputOf } from "./input";

/** The API refuses a smaller limit. */
const fewestTokens = 16;

/** Fields that mean the same in both requests. */
const sameFields = [
  "temperature",
  "top_p",
  "parallel_tool_calls",
  "metadata",
  "user",
  "safety_identifier",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "service_tier",
  "truncation",
  "previous_response_id",
  "max_tool_calls",
  "moderation",
];

/** What would give another answer, were it left out: a 400 names it. */
export const refused: readonly Refusable[] = ["n", "logit_bias", "audio", "modalities"];

/** OpenAI's chat request -> the body of POST /responses. */
export function responsesRequest(call: Call, model: string): JsonObject {
  const body = { ...call.body };
  if (call.surface !== null) objectsAlone(body);
  refuse(body, "The Responses API", refused);
  if (stopsOf(body).length > 0) throw badRequest("The Responses API has no stop sequences.", "stop");
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const { instructions, input } = inputOf(messages);
  // Nothing is kept upstream unless the client asks: what the next turn needs goes through the client.
  const request: JsonObject = { model, input, store: body.store === true };
  if (instructions !== null) request.instructions = instructions;
  if (call.stream) request.stream = true;
  for (const name of sameFields) if (body[name] !== undefined && body[name] !== null) request[name] = body[name];
  const maximum = maximumTokensOf(body);
  if (maximum !== null) request.max_output_tokens = Math.max(fewestTokens, maximum);
  addTools(request, body);
  const text = textConfig(body);
  if (text !== null) request.text = text;
  const include: string[] = [];
  addReasoning(request, call, model, include);
  if (body.logprobs === true) {
    include.push("message.output_text.logprobs");
    if (typeof body.top_logprobs === "number") request.top_logprobs = body.top_logprobs;
  }
  if (include.length > 0) request.include = include;
  return request;
}

function addTools(request: JsonObject, body: JsonObject): void {
  const given = Array.isArray(body.tools) ? body.tools : [];
  const legacy = Array.isArray(body.functions) ? body.functions : [];
  const tools = [
    ...given.filter(isObject).map(flatTool),
    ...(given.length > 0 ? [] : legacy.filter(isObject).map((definition) => flatFunction(definition))),
  ];
  if (isObject(body.web_search_options)) {
    const { user_location: place, search_context_size: size } = body.web_search_options;
    tools.push({
      type: "web_search",
      ...(isObject(place) ? { user_location: { type: "approximate", ...(place.approximate as JsonObject) } } : {}),
      ...(typeof size === "string" ? { search_context_size: size } : {}),
    });
  }
  if (tools.length === 0) return;
  request.tools = tools;
  const choice = body.tool_choice ?? body.function_call;
  if (typeof choice === "string") request.tool_choice = choice;
  else if (isObject(choice)) request.tool_choice = flatChoice(choice);
}

/** The API's own tools (web search and the like) go through as they are. */
function flatTool(tool: JsonObject): JsonObject {
  if (tool.type === "function" && isObject(tool.function)) return flatFunction(tool.function);
  if (tool.type === "custom" && isObject(tool.custom)) {
    const { format, ...custom } = tool.custom;
    const grammar = isObject(format) && isObject(format.grammar) ? { type: "grammar", ...format.grammar } : format;
    return { type: "custom", ...custom, ...(grammar === undefined ? {} : { format: grammar }) };
  }
  return tool;
}

/** Functions are strict here unless they say otherwise; in chat it is the other way round. */
const flatFunction = ({ name, description, parameters, strict }: JsonObject): JsonObject => ({
  type: "function",
  name,
  ...(description === undefined ? {} : { description }),
  parameters: withProperties(parameters ?? { type: "object" }),
  strict: strict === true,
});

function flatChoice(choice: JsonObject): JsonObject {
  if (isObject(choice.function)) return { type: "function", name: choice.function.name };
  if (isObject(choice.custom)) return { type: "custom", name: choice.custom.name };
  if (isObject(choice.allowed_tools)) {
    const { mode, tools } = choice.allowed_tools;
    const flat = Array.isArray(tools) ? tools.map((tool) => (isObject(tool) ? flatChoice(tool) : tool)) : [];
    return { type: "allowed_tools", mode, tools: flat };
  }
  return typeof choice.name === "string" ? { type: "function", name: choice.name } : choice;
}

function textConfig(body: JsonObject): JsonObject | null {
  const config: JsonObject = {};
  const format = body.response_format;
  if (isObject(format) && format.type === "json_schema" && isObject(format.json_schema)) {
    const { name, ...rest } = format.json_schema;
    config.format = { type: "json_schema", name: name ?? "answer", ...rest };
  } else if (isObject(format)) config.format = format;
  if (typeof body.verbosity === "string") config.verbosity = body.verbosity;
  return Object.keys(config).length === 0 ? null : config;
}

/** Models that reason; others refuse the fields. */
const reasons = /(?:^|\/)(?:o\d|gpt-[5-9]|codex)(?!.*-chat(?:-|$))/;

function addReasoning(request: JsonObject, { body, surface }: Call, model: string, include: string[]): void {
  // Models that cannot be without it refuse the word: what another API's client switches off is left to the model.
  const off = surface !== null && isObject(body.reasoning) && body.reasoning.enabled === false;
  const asked = off ? null : reasoningOf(body);
  if (asked === null && !reasons.test(model)) return;
  include.push("reasoning.encrypted_content");
  if (asked === null) return;
  const effort = asked.effort ?? effortOfBudget(asked.budget ?? 0);
  const own = isObject(body.reasoning) ? body.reasoning.summary : undefined;
  request.reasoning = { effort, ...(effort === "none" ? {} : { summary: typeof own === "string" ? own : "auto" }) };
}
