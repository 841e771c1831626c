import type { Call } from "../../dialects/dialect";
import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import type { UpstreamCall } from "../adapter";
import {
  answerSchemaOf,
  jsonInstruction,
  maximumTokensOf,
  partsOf,
  type Refusable,
  reasoningOf,
  refuse,
  spokenParts,
  stopsOf,
  textOf,
  toolsOf,
  wantsJsonObject,
} from "../foreign/content";
import { bearer, keyHeaders } from "../foreign/media-only";
import type { PrepareContext, Target } from "../target";
import { predict } from "./predict";

// Language models are predictions of a prompt: https://replicate.com/collections/language-models. Each model names its
// inputs itself; these are the names that nearly all share, and one that a model does not know is left out by repair.

/** What would give another answer, were it left out: a 400 names it. */
export const refused: readonly Refusable[] = [
  "n",
  "logprobs",
  "logit_bias",
  "audio",
  "modalities",
  "web_search_options",
];

/** OpenAI's chat request -> a prediction. */
export function chatCall(call: Call, target: Target, context: PrepareContext): UpstreamCall {
  const { baseUrl } = target.provider;
  const [name = "", version] = target.model.split(":");
  const path = name.split("/").map(encodeURIComponent).join("/");
  const input = predictionInput(call.body, name);
  const request: JsonObject = version === undefined ? { input } : { version, input };
  if (call.stream) request.stream = true;
  const made: UpstreamCall = {
    method: "POST",
    url: version === undefined ? `${baseUrl}/models/${path}/predictions` : `${baseUrl}/predictions`,
    headers: keyHeaders(target, bearer),
    body: JSON.stringify(request),
  };
  return { ...made, send: (body) => predict({ ...made, body }, call.stream, baseUrl, context) };
}

function predictionInput(body: JsonObject, model: string): JsonObject {
  refuse(body, "Replicate", refused);
  if (toolsOf(body).length > 0) throw badRequest("Replicate's models take no tools.", "tools");
  const isOpenAis = model.startsWith("openai/");
  const { prompt, system, pictures } = promptOf(body);
  const schema = answerSchemaOf(body);
  const instruction = schema === null && !wantsJsonObject(body) ? [] : [jsonInstruction(schema?.schema ?? null)];
  const rules = [...system, ...instruction].join("\n\n");
  const input: JsonObject = { prompt };
  if (rules !== "") input.system_prompt = rules;
  const maximum = maximumTokensOf(body);
  if (maximum !== null) input[isOpenAis ? "max_completion_tokens" : "max_tokens"] = maximum;
  for (const field of ["temperature", "top_p", "top_k", "seed", "presence_penalty", "frequency_penalty", "verbosity"])
    if (body[field] !== undefined && body[field] !== null) input[field] = body[field];
  const stops = stopsOf(body);
  if (stops.length > 0) input.stop_sequences = stops.join(",");
  const effort = reasoningOf(body)?.effort ?? null;
  if (effort !== null && isOpenAis) input.reasoning_effort = effort === "none" ? "minimal" : effort;
  if (pictures.length === 0) return input;
  if (/^(?:openai|google)\//.test(model)) return { ...input, [isOpenAis ? "image_input" : "images"]: pictures };
  if (pictures.length > 1) throw badRequest("This model takes one image.", "messages");
  return { ...input, image: pictures[0] };
}

/** One question is the prompt itself; a conversation is written down turn by turn. */
function promptOf(body: JsonObject): { prompt: string; system: string[]; pictures: string[] } {
  const system: string[] = [];
  const turns: { role: "User" | "Assistant"; text: string }[] = [];
  const pictures: string[] = [];
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  messages.forEach((message, index) => {
    if (message.role === "system" || message.role === "developer") system.push(textOf(message.content));
    else if (message.role === "assistant") turns.push({ role: "Assistant", text: textOf(spokenParts(message)) });
    else if (message.role === "user")
      turns.push({ role: "User", text: userText(message, `messages[${index}]`, pictures) });
    else throw badRequest("Replicate's models take no tools.", `messages[${index}].role`);
  });
  if (turns.length === 0) turns.push({ role: "User", text: system.splice(0).join("\n\n") });
  const [only] = turns;
  if (turns.length === 1 && only?.role === "User") return { prompt: only.text, system, pictures };
  const written = turns.map(({ role, text }) => `${role}: ${text}`).join("\n\n");
  return { prompt: turns.at(-1)!.role === "User" ? `${written}\n\nAssistant:` : written, system, pictures };
}

function userText(message: JsonObject, at: string, pictures: string[]): string {
  partsOf(message.content).forEach((part, index) => {
    if (part.type === "text") return;
    const field = `${at}.content[${index}]`;
    if (part.type !== "image_url")
      throw badRequest(`Replicate's models do not take content of the type '${part.type}'.`, field);
    const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
    if (typeof url !== "string") throw badRequest(`Missing required parameter: '${field}.image_url.url'.`, field);
    pictures.push(url);
  });
  return textOf(message.content);
}
