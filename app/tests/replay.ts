import { readFileSync } from "node:fs";
import { join } from "node:path";
import { converse } from "~/gateway/adapters/bedrock/adapter";
import { adapterById } from "~/gateway/adapters/registry";
import { responsesTranslation } from "~/gateway/adapters/responses/translation";
import type { Translation } from "~/gateway/adapters/translation";
import type { Call, Operation } from "~/gateway/dialects/dialect";
import { isObject, type JsonObject } from "~/gateway/openai/fields";
import { noUsage, type Usage } from "~/gateway/openai/usage";
import { OpenAiRelay } from "~/gateway/stream/relay";
import { bedrockStream } from "./bedrock-frames";

// Replays what vendors' wires carry through an adapter's translation and the relay, cut at every awkward place.

const folder = join(import.meta.dirname, "fixtures");

export const fixture = (adapter: string, name: string): string => readFileSync(join(folder, adapter, name), "utf8");

export const call = (operation: Operation, body: JsonObject = {}): Call => ({
  operation,
  body,
  text: null,
  model: "m",
  stream: false,
  includeUsage: true,
  routing: { provider: null, models: [], strategy: null, metadata: null },
  surface: null,
  native: null,
});

/** What a client makes of an answer, whole or streamed. */
export interface Expected {
  text: string;
  reasoning: string;
  calls: { id: string; name: string; arguments: unknown }[];
  finish: string;
  usage: Partial<Usage>;
}

/** Adapters whose calls bring their translation themselves. */
const own: Record<string, Translation> = {
  bedrock: converse("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
  "openai-responses": responsesTranslation,
};

export const translationOf = (adapter: string): Translation | undefined =>
  own[adapter] ?? adapterById(adapter)?.translation;

export const streamed = (adapter: string, name: string, size: number) =>
  replay(adapter, fixture(adapter, `${name}.stream.txt`), size);

export function replay(adapter: string, stream: string, size: number, asked = call("chat")) {
  const translation = translationOf(adapter);
  const relay = new OpenAiRelay(true, translation?.stream(asked), null, translation?.frames?.());
  const bytes = translation?.frames ? bedrockStream(stream) : new TextEncoder().encode(stream);
  const decoder = new TextDecoder();
  let text = "";
  for (let at = 0; at < bytes.length && !relay.over; at += size) {
    const sent = relay.push(bytes.subarray(at, at + size));
    if (sent !== null) text += decoder.decode(sent, { stream: true });
  }
  relay.end();
  if (relay.failure === null) text += decoder.decode(relay.closing(relay.usage ?? noUsage) ?? undefined);
  return { text, chunks: chunksOf(text), relay };
}

export const chunksOf = (text: string): JsonObject[] =>
  text
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice(6)));

export function deltaOf(chunk: JsonObject): JsonObject {
  const choice = Array.isArray(chunk.choices) ? chunk.choices[0] : null;
  return isObject(choice) && isObject(choice.delta) ? choice.delta : {};
}

/** The message that a client puts together from the chunks, as OpenAI's SDK does. */
export function joined(chunks: JsonObject[]) {
  const result = {
    text: "",
    reasoning: "",
    finish: "",
    calls: [] as { id: string; name: string; arguments: unknown }[],
  };
  const texts: string[] = [];
  for (const chunk of chunks) {
    const delta = deltaOf(chunk);
    result.text += delta.content ?? "";
    result.reasoning += delta.reasoning_content ?? "";
    const choice = Array.isArray(chunk.choices) ? chunk.choices[0] : null;
    if (isObject(choice) && typeof choice.finish_reason === "string") result.finish = choice.finish_reason;
    for (const part of (delta.tool_calls ?? []) as { index: number; id?: string; function: JsonObject }[]) {
      result.calls[part.index] ??= { id: part.id!, name: String(part.function.name), arguments: null };
      texts[part.index] = (texts[part.index] ?? "") + (part.function.arguments ?? "");
    }
  }
  for (const [index, each] of result.calls.entries()) each.arguments = JSON.parse(texts[index]!);
  return result;
}

export const readCalls = (list: { id: string; function: { name: string; arguments: string } }[] | undefined) =>
  (list ?? []).map((each) => ({
    id: each.id,
    name: each.function.name,
    arguments: JSON.parse(each.function.arguments),
  }));
