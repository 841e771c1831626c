import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import { withLastWords } from "../anthropic/last-words";
import { traitsOf } from "../anthropic/models";
import { strictSchema } from "../anthropic/schema";
import { thinkingFields } from "../anthropic/thinking";
import {
  answerSchemaOf,
  asksForObject,
  effortOfBudget,
  jsonInstruction,
  maximumTokensOf,
  reasoningOf,
  refuse,
  stopsOf,
  toolsOf,
  wantsJsonObject,
} from "../foreign/content";
import type { Target } from "../target";
import { conversation } from "./messages";
import { cachingOf, type Family, familyOf, mixesBlocks } from "./models";
import { answerToolConfig, toolConfig, toolSpec } from "./tools";

/** Fields of the Converse API that a client may set by their own names. */
const ownFields = [
  "guardrailConfig",
  "performanceConfig",
  "requestMetadata",
  "promptVariables",
  "additionalModelResponseFieldPaths",
  "outputConfig",
];

/** OpenAI's chat request -> the body of Converse and ConverseStream. */
export function converseRequest(call: Call, target: Target): JsonObject {
  const { body } = call;
  refuse(body, "Bedrock's Converse API", ["n", "logprobs", "logit_bias", "audio", "modalities"]);
  const family = familyOf(target.model);
  const traits = traitsOf(target.model);
  if (family !== "nova") refuse(body, "Bedrock's Converse API", ["web_search_options"]);
  const extra: JsonObject = isObject(body.additionalModelRequestFields) ? { ...body.additionalModelRequestFields } : {};
  const inference = inferenceConfig(body, target, family);
  const schema = answerSchemaOf(body);
  const caching = cachingOf(target.model);
  const definitions = toolsOf(body).map((tool, index) => toolSpec(tool, index, caching));
  const held = schema === null ? null : strictSchema(schema.schema);
  const room = schema !== null && definitions.length === 0 && asksForObject(schema.schema);
  const means = schema === null ? null : meansFor(family, target.model, room, body, held !== null);
  const config =
    means === "tool" ? answerToolConfig(schema!.schema) : toolConfig(definitions, body, family, extra, traits);
  const instruction =
    means === "instruction" ? jsonInstruction(schema!.schema) : wantsJsonObject(body) ? jsonInstruction(null) : null;
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const talk = conversation(family === "claude" ? withLastWords(messages, body, traits) : messages, {
    family,
    caching,
    mixes: mixesBlocks(target.model),
    instruction,
    inWords: config === null,
  });
  const forced = config?.toolChoice !== undefined;
  addReasoning(body, target, { family, extra, inference, forced, inLoop: breaksToolLoop(talk.messages) });
  if (family === "claude" && traits.sampling && typeof body.top_k === "number" && extra.thinking === undefined)
    extra.top_k ??= body.top_k;
  if (means === "format")
    extra.output_config = {
      ...(isObject(extra.output_config) ? extra.output_config : {}),
      format: { type: "json_schema", schema: held },
    };
  const request: JsonObject = { ...talk };
  if (isObject(body.metadata)) addMetadata(request, body.metadata);
  for (const name of ownFields) if (body[name] !== undefined) request[name] = body[name];
  if (Object.keys(inference).length > 0) request.inferenceConfig = inference;
  if (config !== null) request.toolConfig = config;
  if (isObject(body.web_search_options))
    request.toolConfig = { ...config, tools: [...(config?.tools ?? []), webSearch] };
  if (Object.keys(extra).length > 0) request.additionalModelRequestFields = extra;
  if (body.service_tier === "priority" || body.service_tier === "flex")
    request.serviceTier = { type: body.service_tier };
  return request;
}

/** Nova looks the web up by itself: https://docs.aws.amazon.com/nova/latest/nova2-userguide/web-grounding.html */
const webSearch = { systemTool: { name: "nova_grounding" } };

/** Kept with the invocation's log there: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
function addMetadata(request: JsonObject, metadata: JsonObject): void {
  const characters = /^[a-zA-Z0-9\s:_@$#=/+,\-.]{1,256}$/;
  const fitting = Object.entries(metadata).filter(
    ([name, value]) => typeof value === "string" && characters.test(name) && (value === "" || characters.test(value)),
  );
  if (fitting.length > 0) request.requestMetadata = Object.fromEntries(fitting.slice(0, 16));
}

function inferenceConfig(body: JsonObject, target: Target, family: Family): JsonObject {
  const config: JsonObject = {};
  const maximum = maximumTokensOf(body) ?? target.entry?.maxOutputTokens;
  if (maximum !== undefined && maximum !== null) config.maxTokens = maximum;
  const samples = family !== "claude" || traitsOf(target.model).sampling;
  if (samples && typeof body.temperature === "number") config.temperature = Math.min(1, body.temperature);
  // Newer Claude models refuse both together.
  if (samples && typeof body.top_p === "number" && !(family === "claude" && config.temperature !== undefined))
    config.topP = body.top_p;
  const stops = stopsOf(body).filter((stop) => stop.trim() !== "");
  if (stops.length > 0) config.stopSequences = stops;
  return config;
}

/**
 * How an answer is held to a schema: a forced tool, whose input is always an object; beside other tools, while thinking and on
 * Claude models that cannot be forced their own support; else words.
 */
function meansFor(
  family: Family,
  model: string,
  roomForTool: boolean,
  body: JsonObject,
  fits: boolean,
): "tool" | "format" | "instruction" {
  const traits = traitsOf(model);
  const thinks = reasoningOf(body) !== null && reasoningOf(body)?.effort !== "none";
  if (family === "claude" && !traits.forcing) return fits ? "format" : "instruction";
  if (roomForTool && !thinks) return "tool";
  return family === "claude" && traits.schema && fits ? "format" : "instruction";
}

interface Reasoning {
  family: Family;
  extra: JsonObject;
  inference: JsonObject;
  /** A tool is forced. */
  forced: boolean;
  /** A tool loop that began without thinking is under way: it cannot go on with it. */
  inLoop: boolean;
}

function addReasoning(body: JsonObject, target: Target, { family, extra, inference, forced, inLoop }: Reasoning): void {
  const asked = reasoningOf(body);
  if (asked === null) return;
  const effortAsked = asked.effort ?? effortOfBudget(asked.budget ?? 0);
  if (family === "openai") extra.reasoning_effort = effortAsked;
  if (family === "nova") addNovaReasoning(effortAsked, extra, inference);
  if (family !== "claude") return;
  const traits = traitsOf(target.model);
  const maximum =
    maximumTokensOf(body) ?? target.maxOutputTokens ?? target.entry?.maxOutputTokens ?? traits.maxOutputTokens;
  const { thinking, effort, maxTokens } = thinkingFields(asked, traits, maximum, body);
  if (effort !== undefined) extra.output_config = { effort };
  // A forced tool and thinking exclude each other: the tool is what the caller relies on.
  const ownChoice = isObject(extra.tool_choice) ? extra.tool_choice.type : null;
  if (thinking === undefined || forced || ownChoice === "any" || ownChoice === "tool") return;
  if (thinking.type === "enabled" && inLoop) return;
  extra.thinking = thinking;
  if (thinking.type !== "enabled" && thinking.type !== "adaptive") return;
  delete inference.temperature;
  delete inference.topP;
  if (thinking.type === "enabled") inference.maxTokens = maxTokens ?? maximum;
}

function breaksToolLoop(messages: { role: string; content: JsonObject[] }[]): boolean {
  const last = messages.findLast((message) => message.role === "assistant")?.content ?? [];
  return (
    last.some((block) => block.toolUse !== undefined) && !last.some((block) => block.reasoningContent !== undefined)
  );
}

/** https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html; at the highest effort no limits are taken. */
function addNovaReasoning(effort: string, extra: JsonObject, inference: JsonObject): void {
  if (effort === "none") return;
  const level =
    effort === "high" || effort === "xhigh" || effort === "max" ? "high" : effort === "medium" ? "medium" : "low";
  extra.reasoningConfig = { type: "enabled", maxReasoningEffort: level };
  if (level !== "high") return;
  for (const name of ["maxTokens", "temperature", "topP"]) delete inference[name];
}
