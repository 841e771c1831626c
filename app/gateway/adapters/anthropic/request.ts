import type { Call } from "../../dialects/dialect";
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
  wantsJsonObject,
} from "../foreign/content";
import type { Target } from "../target";
import { withLastWords } from "./last-words";
import { conversation } from "./messages";
import { type ModelTraits, traitsOf } from "./models";
import { strictSchema } from "./schema";
import { breaksToolLoop, thinkingFields } from "./thinking";
import { inputSchema, toolChoice, tools } from "./tools";

/** The tool whose input is the answer, where a JSON schema was asked for. */
export const answerTool = "answer_with_json";

/** Fields of the Messages API that a client may set by their own names. */
const ownFields = ["thinking", "mcp_servers", "container", "context_management"];

/** What would give another answer, were it left out: a 400 names it. */
export const refused: readonly Refusable[] = ["n", "logprobs", "logit_bias", "audio", "modalities"];

/** OpenAI's chat request -> the body of POST /messages. */
export function messagesRequest(call: Call, target: Target): JsonObject {
  const { body } = call;
  refuse(body, "Anthropic's API", refused);
  const traits = traitsOf(target.model);
  const maximum =
    maximumTokensOf(body) ?? target.maxOutputTokens ?? target.entry?.maxOutputTokens ?? traits.maxOutputTokens;
  const list = tools(body);
  const schema = answerSchemaOf(body);
  const reasoning = reasoningOf(body);
  const thinks = (reasoning !== null && reasoning.effort !== "none") || isObject(body.thinking);
  const held = schema === null ? null : strictSchema(schema.schema);
  const asked = { thinks, tools: list.length > 0, object: schema !== null && asksForObject(schema.schema) };
  const means = schema === null ? null : meansFor(traits, asked, held !== null);
  const instruction =
    means === "instruction" ? jsonInstruction(schema!.schema) : wantsJsonObject(body) ? jsonInstruction(null) : null;
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const talk = conversation(withLastWords(messages, body, traits), instruction);

  const request: JsonObject = { model: target.model, max_tokens: maximum, ...talk };
  for (const name of ownFields) if (body[name] !== undefined) request[name] = body[name];
  if (call.stream) request.stream = true;
  if (means === "tool") {
    const description = "Gives the answer. Call it once, with the whole answer.";
    request.tools = [{ name: answerTool, description, input_schema: inputSchema(schema!.schema) }];
    request.tool_choice = { type: "tool", name: answerTool, disable_parallel_tool_use: true };
  } else if (asked.tools) {
    request.tools = list;
    const choice = toolChoice(body, traits);
    if (choice !== null) request.tool_choice = choice;
  }
  addThinking(request, talk.messages, thinkingFields(reasoning, traits, maximum, body));
  if (means === "format")
    request.output_config = {
      ...(isObject(request.output_config) ? request.output_config : {}),
      format: { type: "json_schema", schema: held },
    };
  addSampling(request, body, traits);
  return request;
}

/**
 * How an answer is held to a schema. A forced tool works on every model, but its input is always an object, it leaves no room
 * for other tools and forbids thinking: then the model's own support, and without it, or for a schema that it does not take, words.
 */
function meansFor(
  traits: ModelTraits,
  asked: { thinks: boolean; tools: boolean; object: boolean },
  fits: boolean,
): "tool" | "format" | "instruction" {
  if (!asked.thinks && !asked.tools && asked.object && traits.forcing) return "tool";
  return traits.schema && fits ? "format" : "instruction";
}

function addThinking(
  request: JsonObject,
  messages: { role: string; content: unknown }[],
  fields: ReturnType<typeof thinkingFields>,
): void {
  if (fields.effort !== undefined) request.output_config = { effort: fields.effort };
  if (fields.thinking === undefined) return;
  const choice = isObject(request.tool_choice) ? request.tool_choice.type : null;
  const enabled = fields.thinking.type === "enabled" || fields.thinking.type === "adaptive";
  // A forced tool and thinking exclude each other: the tool is what the caller relies on.
  if (enabled && (choice === "any" || choice === "tool")) return;
  if (fields.thinking.type === "enabled" && breaksToolLoop(messages)) return;
  request.thinking = fields.thinking;
  if (fields.maxTokens !== undefined) request.max_tokens = fields.maxTokens;
}

const tiers = wordTable<string>({ auto: "auto", default: "standard_only" });

function addSampling(request: JsonObject, body: JsonObject, traits: ModelTraits): void {
  const stops = stopsOf(body).filter((stop) => stop.trim() !== "");
  if (stops.length > 0) request.stop_sequences = stops;
  const thinks = isObject(request.thinking) && request.thinking.type !== "disabled";
  if (traits.sampling && !thinks) {
    // Newer models refuse both together, and temperature is the one that people set knowingly.
    if (typeof body.temperature === "number") request.temperature = Math.min(1, body.temperature);
    else if (typeof body.top_p === "number" && body.top_p < 1) request.top_p = body.top_p;
    if (typeof body.top_k === "number") request.top_k = body.top_k;
  }
  const user = body.safety_identifier ?? body.user;
  if (typeof user === "string" && user !== "") request.metadata = { user_id: user };
  const tier = typeof body.service_tier === "string" ? tiers[body.service_tier] : undefined;
  if (tier !== undefined) request.service_tier = tier;
}
