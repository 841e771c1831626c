import type { Translation } from "../adapters/translation";
import type { Call } from "../dialects/dialect";
import { classifyErrorObject } from "../failures/classify";
import { type Failure, failure } from "../failures/failure";
import { gatherSigned, type SignedParts } from "../kept/signatures";
import { estimateTokens } from "../openai/estimate";
import { isObject, type JsonObject, parseObject } from "../openai/fields";
import { completeCalls, detailedReasoning, hasContent, repairMessage } from "../openai/repair";
import { annotateSearch } from "../openai/search-results";
import { readUsage, repairUsage, type Usage } from "../openai/usage";
import { inAskedEncoding } from "../openai/vectors";
import { finishWord, saysWhy, vendorError } from "../openai/vendor-words";

/** An answer that came whole. */
export interface WholeAnswer {
  /** For the client: the upstream's own bytes unless something had to be changed. */
  text: string;
  /** The parsed answer; null for embeddings in OpenAI's format, which are not parsed. */
  body: JsonObject | null;
  /** Null where the upstream told none. */
  usage: Usage | null;
  model: string | null;
  /** Estimated tokens of the answer, where there is no usage. */
  estimatedTokens: number;
  /** The answer as it came, where it is of the client's own format. */
  native: string | null;
  /** What of the answer is signed; null for an answer without tool calls. */
  signed: SignedParts | null;
}

/** Reads a whole answer of OpenAI's format; a failure where it is not one, or is an error inside a 200. */
export function readWhole(call: Pick<Call, "operation" | "body">, text: string): WholeAnswer | Failure {
  if (text.trim() === "") return failure("format", "empty_answer", "the upstream's answer is empty");
  return call.operation === "embeddings" ? readEmbeddings(call, text) : readChoices(parseObject(text), text);
}

/** The same for an upstream of another format. */
export function readTranslated(translation: Translation, call: Call, text: string): WholeAnswer | Failure {
  if (text.trim() === "") return failure("format", "empty_answer", "the upstream's answer is empty");
  let body: JsonObject;
  try {
    body = translation.whole(call, text);
  } catch {
    return failure("format", "bad_answer", "the upstream's answer is not of its format");
  }
  return call.operation === "embeddings" && Array.isArray(body.data) ? embeddings(body) : readChoices(body, null);
}

const embeddings = (body: JsonObject): WholeAnswer => ({
  text: JSON.stringify(body),
  body,
  usage: readUsage(body.usage),
  model: typeof body.model === "string" ? body.model : null,
  estimatedTokens: 0,
  native: null,
  signed: null,
});

/** `text` is the answer as it came, null for one that a translation made. */
function readChoices(body: JsonObject | null, text: string | null): WholeAnswer | Failure {
  if (body === null) return failure("format", "bad_answer", "the upstream's answer is not JSON");
  const problem = vendorError(body);
  if (problem !== null && (!Array.isArray(body.choices) || body.choices.length === 0))
    return classifyErrorObject(problem);
  if (!Array.isArray(body.choices)) {
    if (body.error !== undefined && body.error !== null) return classifyErrorObject(body.error);
    return failure("format", "bad_answer", "the upstream's answer is not a completion");
  }
  if (body.choices.length === 0) return failure("format", "empty_answer", "the upstream's answer has no choices");
  let changed = repairUsage(body.usage);
  let filled = false;
  let tokens = 0;
  let signed: SignedParts | null = null;
  for (const choice of body.choices) {
    if (!isObject(choice)) continue;
    if (isObject(choice.message)) {
      if (repairMessage(choice.message)) changed = true;
      if (Array.isArray(choice.message.tool_calls) && completeCalls(choice.message.tool_calls)) changed = true;
      const thought = detailedReasoning(choice.message);
      if (thought !== null) {
        choice.message.reasoning_content = thought;
        changed = true;
      }
      if (annotateSearch(body, choice.message)) changed = true;
      const calls = Array.isArray(choice.message.tool_calls) && choice.message.tool_calls.length > 0;
      const finish = finishWord(choice.finish_reason ?? (calls ? "tool_calls" : "stop"));
      if (finish === null)
        return failure("server", "upstream_broke_off", `the upstream broke off (${choice.finish_reason})`);
      if (finish !== choice.finish_reason) {
        choice.finish_reason = finish;
        changed = true;
      }
      filled ||= hasContent(choice.message) || saysWhy(choice.finish_reason);
      if (typeof choice.message.content === "string") tokens += estimateTokens(choice.message.content);
      if (typeof choice.message.reasoning_content === "string")
        tokens += estimateTokens(choice.message.reasoning_content);
      if (Array.isArray(choice.message.tool_calls)) {
        tokens += estimateTokens(JSON.stringify(choice.message.tool_calls));
        signed ??= { details: [], calls: [] };
        gatherSigned(signed, choice.message);
      }
    } else if (typeof choice.text === "string") {
      filled ||= choice.text !== "" || saysWhy(choice.finish_reason);
      tokens += estimateTokens(choice.text);
    }
  }
  const usage = readUsage(body.usage);
  if (!filled && !usage?.completionTokens)
    return failure("format", "empty_answer", "the upstream's answer has no content");
  return {
    text: changed || text === null ? JSON.stringify(body) : text,
    body,
    usage,
    model: typeof body.model === "string" ? body.model : null,
    estimatedTokens: tokens,
    native: null,
    signed,
  };
}

/** Vectors are long: parsing them would cost more than everything else, so usage and model are cut out of the text. */
function readEmbeddings(call: Pick<Call, "body">, text: string): WholeAnswer | Failure {
  if (!/^\s*\{/.test(text) || !text.includes('"embedding"')) {
    const body = parseObject(text);
    if (body !== null && body.error !== undefined && body.error !== null) return classifyErrorObject(body.error);
    return failure("format", "bad_answer", "the upstream's answer is not a list of embeddings");
  }
  if (!/\}\s*$/.test(text)) return failure("format", "bad_answer", "the upstream's answer is cut off");
  const body = inAskedEncoding(text, call.body.encoding_format);
  if (body !== null) return embeddings(body);
  const at = text.lastIndexOf('"usage"');
  const usage = at < 0 ? null : /^"usage"\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})/.exec(text.slice(at, at + 2000));
  const modelAt = outsideVectors(text, '"model"');
  const model = modelAt < 0 ? null : /^"model"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text.slice(modelAt, modelAt + 500));
  return {
    text,
    body: null,
    usage: usage === null ? null : readUsage(parseObject(usage[1]!)),
    model: model?.[1] ?? null,
    estimatedTokens: 0,
    native: null,
    signed: null,
  };
}

/** Position of a key before the first or after the last vector. */
function outsideVectors(text: string, key: string): number {
  const first = text.indexOf(key);
  return first >= 0 && first < 500 ? first : text.lastIndexOf(key);
}
