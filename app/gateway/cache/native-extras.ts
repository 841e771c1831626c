import type { NativeFormat, NativeRequest } from "../dialects/dialect";
import { isObject, type JsonObject } from "../openai/fields";

// What a request in its vendor's own format says beyond its translation to OpenAI's. A request that says nothing of the kind
// shares its answers with the same request of another surface.

/** Fields that the translation carries whole, or that do not change the answer. */
const translated: Record<NativeFormat, ReadonlySet<string>> = {
  anthropic: new Set([
    ...["model", "messages", "system", "max_tokens", "temperature", "top_p", "stop_sequences"],
    ...["stream", "metadata", "tools", "tool_choice"],
  ]),
  gemini: new Set([
    ...["model", "contents", "systemInstruction", "system_instruction", "generationConfig", "generation_config"],
    ...["tools", "toolConfig", "tool_config", "labels"],
  ]),
  responses: new Set([
    ...["model", "input", "instructions", "temperature", "top_p", "max_output_tokens", "stream", "store", "metadata"],
    ...["tools", "tool_choice", "parallel_tool_calls", "text", "user", "previous_response_id", "service_tier"],
    ...["prompt_cache_key", "safety_identifier", "stream_options"],
  ]),
};

const translatedConfig = new Set(
  ["temperature", "topP", "maxOutputTokens", "stopSequences", "candidateCount", "responseMimeType", "seed"].flatMap(
    (name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)],
  ),
);
const plainBlocks = new Set(["text", "image", "tool_use", "tool_result"]);
const plainParts = new Set(["text", "inlineData", "inline_data"]);
const plainItems = new Set(["message", "function_call", "function_call_output"]);

/** Null where the translation says it all. */
export function nativeExtras({ format, body, headers }: NativeRequest): JsonObject | null {
  const extras: JsonObject = {};
  for (const name in body) if (!translated[format].has(name)) extras[name] = body[name];
  const betas = headers["anthropic-beta"];
  if (betas !== undefined) extras.betas = betas;
  if (format === "anthropic") addAnthropic(body, extras);
  else if (format === "gemini") addGemini(body, extras);
  else addResponses(body, extras);
  return Object.keys(extras).length === 0 ? null : extras;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function addAnthropic(body: JsonObject, extras: JsonObject): void {
  const isPlain = (block: unknown) =>
    isObject(block) && plainBlocks.has(String(block.type)) && block.citations === undefined;
  const plain = listOf(body.messages).every(
    (message) => isObject(message) && listOf(message.content).every((block) => isPlain(block)),
  );
  if (!plain) extras.messages = body.messages;
  const known = listOf(body.tools).every((tool) => isObject(tool) && (tool.type ?? "custom") === "custom");
  if (!known) extras.tools = body.tools;
}

function addGemini(body: JsonObject, extras: JsonObject): void {
  const plain = listOf(body.contents).every(
    (content) =>
      isObject(content) &&
      listOf(content.parts).every((part) => isObject(part) && Object.keys(part).every((name) => plainParts.has(name))),
  );
  if (!plain) extras.contents = body.contents;
  const config = body.generationConfig ?? body.generation_config;
  if (isObject(config) && !Object.keys(config).every((name) => translatedConfig.has(name))) extras.config = config;
  // Tools have a way of their own to be described.
  if (body.tools !== undefined) extras.tools = [body.tools, body.toolConfig ?? body.tool_config];
}

function addResponses(body: JsonObject, extras: JsonObject): void {
  const plain = listOf(body.input).every((item) => isObject(item) && plainItems.has(String(item.type ?? "message")));
  if (!plain) extras.input = body.input;
  const known = listOf(body.tools).every((tool) => isObject(tool) && tool.type === "function");
  if (!known) extras.tools = body.tools;
}
