import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import { isObject, type JsonObject, wordTable } from "../../openai/fields";
import { inputSchema } from "../anthropic/tools";
import {
  answerSchemaOf,
  effortOfBudget,
  jsonInstruction,
  maximumTokensOf,
  reasoningOf,
  refuse,
  stopsOf,
  toolChoiceOf,
  toolsOf,
  wantsJsonObject,
} from "../foreign/content";
import { taskTypeOf, textsOf } from "../foreign/embeddings";
import type { Target } from "../target";
import { contents } from "./contents";
import { signsCalls, thinkingTraits } from "./models";
import { cleanSchema } from "./schema";
import { readAloud, spokenConfig } from "./spoken-chat";

/** OpenAI's chat request -> the body of :generateContent. */
export function generateRequest(call: Call, target: Target): JsonObject {
  const { body } = call;
  refuse(body, "Gemini's API", ["logit_bias"]);
  const tools = functionDeclarations(body);
  const schema = answerSchemaOf(body);
  const json = schema !== null || wantsJsonObject(body);
  // Models up to 2.5 refuse a JSON type beside functions: then the format is asked for in words.
  const inWords = json && tools.length > 0 && !signsCalls(target.model);
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const request: JsonObject = {
    ...contents(messages, inWords ? jsonInstruction(schema?.schema ?? null) : null, signsCalls(target.model)),
  };
  if (tools.length > 0) {
    request.tools = [{ functionDeclarations: tools }];
    const config = toolConfig(body);
    if (config !== null) request.toolConfig = { functionCallingConfig: config };
  }
  // Google refuses its search beside functions on models up to 2.5, in its own words.
  if (isObject(body.web_search_options))
    request.tools = [...(Array.isArray(request.tools) ? request.tools : []), { googleSearch: {} }];
  const config: JsonObject = generationConfig(body, target);
  const spoken = spokenConfig(body, call.stream);
  if (spoken !== null) {
    Object.assign(config, spoken);
    readAloud(request, target.model);
  }
  if (json && !inWords) {
    config.responseMimeType = "application/json";
    const cleaned = schema === null ? null : cleanSchema(schema.schema);
    if (cleaned !== null) config.responseSchema = cleaned;
  }
  if (Object.keys(config).length > 0) request.generationConfig = config;
  const { service_tier: tier } = body;
  if (target.provider.adapter === "gemini" && (tier === "flex" || tier === "priority")) request.serviceTier = tier;
  if (target.provider.adapter === "vertex" && isObject(body.metadata)) addLabels(request, body.metadata);
  const own = googleFields(body);
  for (const [name, field] of [
    ["safety_settings", "safetySettings"],
    ["cached_content", "cachedContent"],
  ] as const)
    if (own[name] !== undefined) request[field] = own[name];
  return request;
}

/** Vertex AI keeps labels of a narrow alphabet: https://cloud.google.com/vertex-ai/generative-ai/docs/add-labels-to-api-calls */
function addLabels(request: JsonObject, metadata: JsonObject): void {
  const fitting = Object.entries(metadata).filter(
    ([name, value]) => /^[a-z][a-z0-9_-]{0,62}$/.test(name) && /^[a-z0-9_-]{0,63}$/.test(String(value)),
  );
  if (fitting.length > 0) request.labels = Object.fromEntries(fitting);
}

/** `extra_body.google`, as Google's own OpenAI-compatible surface takes it. */
function googleFields(body: JsonObject): JsonObject {
  const extra = isObject(body.extra_body) ? body.extra_body.google : body.google;
  return isObject(extra) ? extra : {};
}

const functionDeclarations = (body: JsonObject): JsonObject[] =>
  toolsOf(body).map((tool, index) => {
    if (tool.type !== "function" || !isObject(tool.function))
      throw badRequest(`Gemini models do not know tools of the type '${tool.type}'.`, `tools[${index}].type`);
    const { name, description, parameters } = tool.function;
    const schema = isObject(parameters) ? cleanSchema(inputSchema(parameters)) : null;
    // A function without parameters has no schema at all: an empty object is refused.
    const hasFields = schema !== null && isObject(schema.properties) && Object.keys(schema.properties).length > 0;
    return {
      name,
      ...(typeof description === "string" ? { description } : {}),
      ...(hasFields ? { parameters: schema } : {}),
    };
  });

function toolConfig(body: JsonObject): JsonObject | null {
  const choice = toolChoiceOf(body);
  if (choice === null) return null;
  if (choice.kind === "named") return { mode: "ANY", allowedFunctionNames: [choice.name] };
  return { mode: { auto: "AUTO", none: "NONE", required: "ANY" }[choice.kind] };
}

const numbers = [
  ["temperature", "temperature"],
  ["top_p", "topP"],
  ["top_k", "topK"],
  ["seed", "seed"],
  ["presence_penalty", "presencePenalty"],
  ["frequency_penalty", "frequencyPenalty"],
] as const;

function generationConfig(body: JsonObject, target: Target): JsonObject {
  const config: JsonObject = {};
  const { varies } = thinkingTraits(target.model);
  for (const [name, field] of numbers) {
    const value = body[name];
    // Some models refuse penalties: a zero says nothing.
    if (typeof value !== "number" || (name.endsWith("penalty") && (value === 0 || varies === false))) continue;
    config[field] = value;
  }
  const maximum = maximumTokensOf(body) ?? target.entry?.maxOutputTokens;
  if (maximum !== undefined && maximum !== null) config.maxOutputTokens = maximum;
  if (varies === false) refuse(body, "Gemini from 4 on", ["n"]);
  if (typeof body.n === "number" && body.n > 1) config.candidateCount = body.n;
  if (body.logprobs === true) {
    config.responseLogprobs = true;
    if (typeof body.top_logprobs === "number" && body.top_logprobs > 0) config.logprobs = body.top_logprobs;
  }
  const stops = stopsOf(body);
  if (stops.length > 5) throw badRequest("Gemini's API takes at most 5 stop sequences.", "stop");
  if (stops.length > 0) config.stopSequences = stops;
  if (onlySmallPictures(body.messages)) config.mediaResolution = "MEDIA_RESOLUTION_LOW";
  if (Array.isArray(body.modalities) && body.modalities.some((modality) => modality !== "text"))
    config.responseModalities = body.modalities.map((modality) => String(modality).toUpperCase());
  const thinking = thinkingConfig(body, target.model, maximum ?? Number.POSITIVE_INFINITY);
  if (thinking !== null) config.thinkingConfig = thinking;
  return config;
}

/** There are pictures, and each asks for `detail: "low"`: here it is said once for all. */
function onlySmallPictures(messages: unknown): boolean {
  let found = false;
  for (const message of Array.isArray(messages) ? messages : []) {
    if (!isObject(message) || !Array.isArray(message.content)) continue;
    for (const part of message.content) {
      if (!isObject(part) || part.type === "text") continue;
      if (!isObject(part.image_url) || part.image_url.detail !== "low") return false;
      found = true;
    }
  }
  return found;
}

const budgets = wordTable<number>({
  minimal: 512,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
});

const levels = wordTable<string>({ low: "low", medium: "medium", high: "high" });

/** What a thought may take of the limit, which counts it and the answer together. */
const thinkingShare = 0.75;
const smallestBudget = 512;

function thinkingConfig(body: JsonObject, model: string, maximum: number): JsonObject | null {
  const own = googleFields(body).thinking_config;
  if (isObject(own)) {
    const { include_thoughts: includeThoughts, thinking_budget: thinkingBudget, thinking_level: thinkingLevel } = own;
    return { includeThoughts, thinkingBudget, thinkingLevel };
  }
  const asked = reasoningOf(body);
  const { kind, lowest, largest } = thinkingTraits(model);
  if (asked === null || kind === null) return null;
  if (asked.effort === "none")
    return kind === "budget" ? { thinkingBudget: lowest } : { thinkingLevel: lowest, includeThoughts: false };
  if (kind === "budget") {
    const wanted = asked.budget ?? budgets[asked.effort ?? ""] ?? 8192;
    const room = Math.floor(Math.min(largest, maximum * thinkingShare));
    // Little room is none: some models refuse budgets below this.
    const budget = room < Math.min(wanted, smallestBudget) ? 0 : Math.min(room, wanted);
    const thinkingBudget = Math.max(Number(lowest), budget);
    return thinkingBudget === 0 ? { thinkingBudget } : { thinkingBudget, includeThoughts: true };
  }
  const effort = asked.effort ?? effortOfBudget(asked.budget ?? 0);
  return { thinkingLevel: effort === "minimal" ? lowest : (levels[effort] ?? "high"), includeThoughts: true };
}

/** OpenAI's embeddings request -> the body of :batchEmbedContents. */
export function embedRequest(call: Call, model: string): JsonObject {
  const dimensions = call.body.dimensions;
  const taskType = taskTypeOf(call.body);
  return {
    requests: textsOf(call.body, "Gemini's API").map((text) => ({
      model,
      content: { parts: [{ text }] },
      ...(typeof dimensions === "number" ? { outputDimensionality: dimensions } : {}),
      ...(taskType === null ? {} : { taskType }),
    })),
  };
}
