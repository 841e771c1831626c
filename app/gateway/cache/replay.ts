import type { Call } from "../dialects/dialect";
import { isObject, type JsonObject } from "../openai/fields";
import { writeUsage } from "../openai/usage";
import type { KeptAnswer } from "./kept-answer";

// A kept answer in the client's own format, whole or as the stream that it would have been.

/** The whole answer. */
export function wholeText(call: Call, { text, usage }: KeptAnswer): string {
  if (call.surface === null) return text;
  const body = JSON.parse(text) as JsonObject;
  return JSON.stringify(call.surface.whole({ ...body, usage: body.usage ?? writeUsage(usage) }));
}

/** All of the stream, its end included. */
export function streamText(call: Call, { text, usage }: KeptAnswer): string {
  const body = JSON.parse(text) as JsonObject;
  const chunks = chunksOf(body);
  if (call.surface !== null) {
    const writer = call.surface.writer();
    return chunks.map((chunk) => writer.chunk(chunk)).join("") + writer.closing(usage);
  }
  if (call.includeUsage) chunks.push({ ...headOf(body), choices: [], usage: body.usage ?? writeUsage(usage) });
  return `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
}

function headOf({ id, object, created, model, system_fingerprint, service_tier }: JsonObject): JsonObject {
  const kind = object === "text_completion" ? object : "chat.completion.chunk";
  return { id, object: kind, created, model, system_fingerprint, service_tier };
}

/** OpenAI's chunks: what a client shows in pieces as a model would send them. */
function chunksOf(body: JsonObject): JsonObject[] {
  const head = headOf(body);
  const chunks: JsonObject[] = [];
  for (const [place, choice] of (Array.isArray(body.choices) ? body.choices : []).entries()) {
    if (!isObject(choice)) continue;
    const index = typeof choice.index === "number" ? choice.index : place;
    const { finish_reason: finish, logprobs = null } = choice;
    const add = (more: JsonObject) => chunks.push({ ...head, choices: [{ index, finish_reason: null, ...more }] });
    if (!isObject(choice.message)) {
      for (const piece of pieces(choice.text)) add({ text: piece });
      add({ text: "", logprobs, finish_reason: finish });
      continue;
    }
    for (const delta of deltasOf(choice.message)) add({ delta });
    add({ delta: {}, ...(logprobs === null ? {} : { logprobs }), finish_reason: finish });
  }
  return chunks;
}

function deltasOf(message: JsonObject): JsonObject[] {
  const { role, content, reasoning_content: reasoning, tool_calls: calls, ...rest } = message;
  const deltas: JsonObject[] = [{ role: role ?? "assistant", content: "" }];
  deltas.push(...pieces(reasoning).map((text) => ({ reasoning_content: text })));
  if (rest.reasoning_details !== undefined) deltas.push({ reasoning_details: rest.reasoning_details });
  deltas.push(...(Array.isArray(content) ? [{ content }] : pieces(content).map((text) => ({ content: text }))));
  for (const [index, call] of (Array.isArray(calls) ? calls : []).entries()) {
    if (!isObject(call)) continue;
    if (isObject(call.custom)) {
      deltas.push({ tool_calls: [{ index, ...call }] });
      continue;
    }
    const made = isObject(call.function) ? call.function : {};
    deltas.push({ tool_calls: [{ index, ...call, function: { ...made, arguments: "" } }] });
    for (const text of pieces(made.arguments)) deltas.push({ tool_calls: [{ index, function: { arguments: text } }] });
  }
  for (const name in rest) {
    const value = rest[name];
    if (name !== "reasoning_details" && value !== null && value !== undefined) deltas.push({ [name]: value });
  }
  return deltas;
}

/** Never within a character of two units. */
const pieces = (text: unknown): string[] => (typeof text === "string" ? (text.match(/[\s\S]{1,240}/gu) ?? []) : []);
