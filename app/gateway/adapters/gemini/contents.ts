import { badRequest } from "../../errors";
import { isObject, type JsonObject, wordTable } from "../../openai/fields";
import { parseKeepingDigits } from "../../openai/long-numbers";
import { partsOf, readDataUri, spokenParts, textOf, toolCallsOf, withLateInstructions } from "../foreign/content";

/** What Google documents for calls whose signature is lost or another vendor's: https://ai.google.dev/gemini-api/docs/thought-signatures */
const noSignature = "skip_thought_signature_validator";

interface Content {
  role: "user" | "model";
  parts: JsonObject[];
}

/** By id, as results are matched by name here; the place is that in its turn. */
type Calls = Map<string, { name: string; place: number }>;

/** One turn's, as they came: with the place of the call that each belongs to. */
interface Results {
  content: Content;
  found: { place: number; part: JsonObject }[];
}

/** OpenAI's messages -> `systemInstruction` and `contents`. `signs`: the model wants ids and thought signatures. */
export function contents(
  messages: JsonObject[],
  instruction: string | null,
  signs: boolean,
): { systemInstruction?: { parts: JsonObject[] }; contents: Content[] } {
  const system: string[] = [];
  const result: Content[] = [];
  const calls: Calls = new Map();
  /**
   * The results of one turn's calls belong into one content, apart from what the user says, and in the calls' order: without
   * ids, two calls of one function are told apart by nothing else.
   */
  let results: Results | null = null;
  const turns: Results[] = [];
  withLateInstructions(messages).forEach((message, index) => {
    const at = `messages[${index}]`;
    const { role } = message;
    if (role === "tool" || role === "function") {
      if (results === null) {
        results = { content: { role: "user", parts: [] }, found: [] };
        turns.push(results);
        result.push(results.content);
      }
      addResult(results, message, at, calls, signs);
      return;
    }
    results = null;
    if (role === "system" || role === "developer") {
      const text = textOf(message.content);
      if (text !== "") system.push(text);
      return;
    }
    const parts = role === "assistant" ? modelParts(message, at, calls, signs) : userParts(message.content, at);
    if (parts.length > 0) result.push({ role: role === "assistant" ? "model" : "user", parts });
  });
  for (const { content, found } of turns)
    content.parts = found.sort((a, b) => a.place - b.place).map(({ part }) => part);
  if (instruction !== null) system.push(instruction);
  if (result.length === 0) {
    // Instructions alone are a prompt for OpenAI; here there must be a content.
    if (system.length === 0) throw badRequest("There is no text in 'messages'.", "messages");
    result.push({ role: "user", parts: [{ text: system.splice(0).join("\n\n") }] });
  }
  return {
    ...(system.length === 0 ? {} : { systemInstruction: { parts: [{ text: system.join("\n\n") }] } }),
    contents: result,
  };
}

const userParts = (content: unknown, at: string): JsonObject[] =>
  partsOf(content).flatMap((part, index) => userPart(part, `${at}.content[${index}]`));

function userPart(part: JsonObject, at: string): JsonObject[] {
  switch (part.type) {
    case "text":
      return typeof part.text === "string" && part.text !== "" ? [{ text: part.text }] : [];
    case "image_url":
    case "video_url": {
      const value = part[part.type];
      return [media(isObject(value) ? value.url : value, part.type === "image_url" ? "image/jpeg" : "video/mp4", at)];
    }
    case "input_audio": {
      const audio = isObject(part.input_audio) ? part.input_audio : {};
      if (typeof audio.data !== "string")
        throw badRequest(`Missing required parameter: '${at}.input_audio.data'.`, `${at}.input_audio.data`);
      return [{ inlineData: { mimeType: `audio/${audio.format ?? "wav"}`, data: audio.data } }];
    }
    case "file": {
      const file = isObject(part.file) ? part.file : {};
      return [media(file.file_data ?? file.file_id, "application/pdf", at)];
    }
    default:
      throw badRequest(`Gemini models do not take content of the type '${part.type}'.`, at);
  }
}

const mimeTypes = wordTable<string>({
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  heic: "image/heic",
  pdf: "application/pdf",
  mp4: "video/mp4",
  webm: "video/webm",
  mp3: "audio/mp3",
  wav: "audio/wav",
});

/** A data URI is sent along; an address is left for Google to fetch. */
function media(uri: unknown, fallback: string, at: string): JsonObject {
  if (typeof uri !== "string") throw badRequest(`Missing the data or the address of '${at}'.`, at);
  const inline = readDataUri(uri);
  if (inline !== null) return { inlineData: { mimeType: inline.mediaType, data: inline.data } };
  if (!/^(?:https?|gs):\/\//.test(uri))
    throw badRequest(`'${at}' must be a data URI or an address; other vendors' file ids mean nothing here.`, at);
  const ending = /\.(\w+)(?:[?#]|$)/.exec(uri)?.[1]?.toLowerCase() ?? "";
  return { fileData: { mimeType: mimeTypes[ending] ?? fallback, fileUri: uri } };
}

function modelParts(message: JsonObject, at: string, calls: Calls, signs: boolean): JsonObject[] {
  const spoken = textOf(spokenParts(message));
  const parts: JsonObject[] = spoken === "" ? [] : [{ text: spoken, ...signature(message) }];
  // Pictures that the model made, as answers have them: an edit of one needs it.
  for (const image of Array.isArray(message.images) ? message.images : [])
    if (isObject(image) && image.type === "image_url") parts.push(...userPart(image, `${at}.images`));
  toolCallsOf(message, at).forEach((call, index) => {
    calls.set(call.id, { name: call.name, place: index });
    const own = signature(call.source);
    parts.push({
      functionCall: { ...(signs ? { id: call.id } : {}), name: call.name, args: call.arguments },
      // Only the first of parallel calls carries one.
      ...(signs && index === 0 && own.thoughtSignature === undefined ? { thoughtSignature: noSignature } : own),
    });
  });
  return parts;
}

/** What is none fails the whole request: the field is of bytes. */
const isBase64 = (value: unknown): value is string =>
  typeof value === "string" && /^[\w+/-]+={0,2}$/.test(value) && value.replace(/=+$/, "").length % 4 !== 1;

/** `extra_content.google.thought_signature`, where Google's own OpenAI-compatible surface keeps it. */
function signature(source: JsonObject): { thoughtSignature?: string } {
  const google = isObject(source.extra_content) ? source.extra_content.google : null;
  const value = isObject(google) ? google.thought_signature : null;
  return isBase64(value) ? { thoughtSignature: value } : {};
}

function addResult({ found }: Results, message: JsonObject, at: string, calls: Calls, signs: boolean): void {
  const id = typeof message.tool_call_id === "string" ? message.tool_call_id : "call_0";
  const call = calls.get(id);
  const name = call?.name ?? message.name;
  if (typeof name !== "string")
    throw badRequest(`'${at}.tool_call_id' names no tool call of the messages before it.`, `${at}.tool_call_id`);
  const rich = partsOf(message.content).filter((part) => part.type !== "text");
  const media = rich.flatMap((part) => userPart(part, at));
  // Newer models refuse a result's media beside it, older ones within it: https://ai.google.dev/gemini-api/docs/function-calling
  const within = signs ? media.filter(({ inlineData }) => inlineData !== undefined) : [];
  const response = resultObject(textOf(message.content));
  const own = { ...(signs ? { id } : {}), name, response, ...(within.length === 0 ? {} : { parts: within }) };
  const parts = [{ functionResponse: own }, ...media.filter((part) => !within.includes(part))];
  const place = call?.place ?? found.length;
  for (const part of parts) found.push({ place, part });
}

/** The result must be an object. */
function resultObject(text: string): JsonObject {
  try {
    const value = parseKeepingDigits(text);
    return isObject(value) ? value : { result: value };
  } catch {
    return { result: text };
  }
}
