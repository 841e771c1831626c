import { badRequest } from "../../errors";
import {
  array,
  boolean,
  type FieldCheck,
  int64,
  integer,
  isObject,
  type JsonObject,
  number,
  stringOrStrings,
} from "../../openai/fields";
import { fitsStrictMode } from "../strict-schema";
import { chatMessages } from "./contents";
import { checked, enumWord, read, readObject, readObjects } from "./fields";
import { jsonSchema } from "./schema";

/** A generateContent request -> the body of an OpenAI chat request. Throws a 400 that names the field. */
export function chatBody(body: JsonObject, model: string, stream: boolean): JsonObject {
  const chat: JsonObject = { model, messages: chatMessages(body) };
  if (stream) chat.stream = true;
  addConfig(chat, readObject(body, "generationConfig") ?? {});
  const tier = String(read(body, "serviceTier") ?? "").toLowerCase();
  if (tier === "flex" || tier === "priority") chat.service_tier = tier;
  addTools(chat, body);
  return chat;
}

const any = Number.MAX_SAFE_INTEGER;
const at = "generationConfig";

const fields: [name: string, openAi: string, check: FieldCheck][] = [
  ["temperature", "temperature", number(0, 2)],
  ["topP", "top_p", number(0, 1)],
  ["topK", "top_k", number(0, any)],
  ["candidateCount", "n", integer(1, 8)],
  ["maxOutputTokens", "max_tokens", integer(1, any)],
  ["seed", "seed", int64],
  ["presencePenalty", "presence_penalty", number(-2, 2)],
  ["frequencyPenalty", "frequency_penalty", number(-2, 2)],
  ["responseLogprobs", "logprobs", boolean],
  ["logprobs", "top_logprobs", integer(0, 20)],
];

/** https://ai.google.dev/api/generate-content#generationconfig */
function addConfig(chat: JsonObject, config: JsonObject): void {
  for (const [name, openAi, check] of fields) {
    const value = checked(config, name, at, check);
    if (value !== undefined && !(name === "candidateCount" && value === 1)) chat[openAi] = value;
  }
  const stops = checked(config, "stopSequences", at, stringOrStrings);
  if (Array.isArray(stops) ? stops.length > 0 : stops !== undefined) chat.stop = stops;
  const modalities = checked(config, "responseModalities", at, array) as unknown[] | undefined;
  const wanted = modalities?.map((modality) => String(enumWord(modality, ["text", "image", "audio"])).toLowerCase());
  if (wanted?.some((modality) => modality !== "text")) chat.modalities = wanted;
  if (enumWord(read(config, "mediaResolution"), ["MEDIA_RESOLUTION_LOW"]) === "MEDIA_RESOLUTION_LOW")
    askForLess(chat.messages);
  const format = responseFormat(config);
  if (format !== null) chat.response_format = format;
  addReasoning(chat, readObject(config, "thinkingConfig", at));
}

function askForLess(messages: unknown): void {
  for (const message of messages as JsonObject[])
    for (const part of Array.isArray(message.content) ? message.content : [])
      if (isObject(part) && isObject(part.image_url)) part.image_url.detail = "low";
}

function responseFormat(config: JsonObject): JsonObject | null {
  const type = read(config, "responseMimeType");
  const plain = read(config, "responseJsonSchema") ?? read(config, "_responseJsonSchema");
  const own = readObject(config, "responseSchema", at);
  const schema = isObject(plain) ? plain : own === null ? null : jsonSchema(own);
  if (schema !== null && (type === undefined || type === "application/json"))
    return {
      type: "json_schema",
      json_schema: { name: "answer", schema, ...(fitsStrictMode(schema) ? { strict: true } : {}) },
    };
  return type === "application/json" ? { type: "json_object" } : null;
}

/** A level by OpenAI's word; a budget, and one of 0, by OpenRouter's, as OpenAI has none for them. */
function addReasoning(chat: JsonObject, thinking: JsonObject | null): void {
  if (thinking === null) return;
  const level = read(thinking, "thinkingLevel");
  const levels = ["minimal", "low", "medium", "high"];
  if (typeof level === "string" && levels.includes(level.toLowerCase())) {
    chat.reasoning_effort = level.toLowerCase();
    return;
  }
  const budget = checked(thinking, "thinkingBudget", `${at}.thinkingConfig`, integer(-1, any));
  if (budget === 0) chat.reasoning = { enabled: false };
  else if (typeof budget === "number" && budget > 0) chat.reasoning = { max_tokens: budget };
  else if (read(thinking, "includeThoughts") === true) chat.reasoning_effort = "medium";
}

function addTools(chat: JsonObject, body: JsonObject): void {
  const tools = readObjects(body, "tools").flatMap((tool, index) =>
    readObjects(tool, "functionDeclarations", `tools[${index}]`).map((declaration, place) =>
      functionTool(declaration, `tools[${index}].functionDeclarations[${place}]`),
    ),
  );
  const config = readObject(readObject(body, "toolConfig") ?? {}, "functionCallingConfig", "toolConfig");
  const said = config === null ? undefined : enumWord(read(config, "mode"), ["AUTO", "ANY", "NONE", "VALIDATED"]);
  const mode = String(said ?? "AUTO").toUpperCase();
  const allowed = config === null ? undefined : read(config, "allowedFunctionNames");
  const names = Array.isArray(allowed) ? allowed : [];
  const limits = (mode === "ANY" || mode === "VALIDATED") && names.length > 0;
  const offered = limits ? tools.filter((tool) => names.includes(tool.function.name)) : tools;
  // A choice without tools is refused by most upstreams.
  if (offered.length === 0) return;
  chat.tools = offered;
  if (mode === "NONE") chat.tool_choice = "none";
  else if (mode === "ANY")
    chat.tool_choice = names.length === 1 ? { type: "function", function: { name: names[0] } } : "required";
}

function functionTool(
  declaration: JsonObject,
  path: string,
): { type: string; function: { name: string } & JsonObject } {
  const { name, description } = declaration;
  if (typeof name !== "string" || name === "")
    throw badRequest(`Missing required parameter: '${path}.name'.`, `${path}.name`);
  const plain = read(declaration, "parametersJsonSchema");
  const own = readObject(declaration, "parameters", path);
  const parameters = isObject(plain) ? plain : own === null ? null : jsonSchema(own);
  return {
    type: "function",
    function: {
      name,
      ...(typeof description === "string" ? { description } : {}),
      // A function without parameters takes none.
      parameters: parameters ?? { type: "object", properties: {} },
    },
  };
}
