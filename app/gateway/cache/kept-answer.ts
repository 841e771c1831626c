import { gatherSigned, type SignedParts } from "../kept/signatures";
import { isObject, type JsonObject } from "../openai/fields";
import type { Usage } from "../openai/usage";

/** An answer as it is kept: in OpenAI's shape, with what its log row has to say. */
export interface KeptAnswer {
  /** OpenAI's whole answer (`chat.completion`, `text_completion`, a list of embeddings) as JSON. */
  text: string;
  usage: Usage;
  providerId: string;
  /** The gateway's id of the model. */
  model: string;
  upstreamModel: string | null;
  /** What it cost; null where the price was unknown. */
  costMicroUsd: number | null;
  /** Unix ms. */
  keptAt: number;
}

/** Where an answer that was made for one request is kept. */
export interface AnswerKeeper {
  /** At once, in memory: the same question may come before any deferred work is done. */
  remember(answer: Omit<KeptAnswer, "keptAt">): KeptAnswer;
  /** In deferred work, after the answer. */
  save(kept: KeptAnswer): Promise<void>;
}

/** Longer answers, in UTF-16 units of JSON, are not kept: a row of D1 holds 2 MB. */
export const longestAnswer = 512 * 1024;

const naturalEnds = new Set(["stop", "tool_calls", "function_call"]);

/** True where every choice was brought to its own end: not cut off, not filtered, not refused. */
export function isFinished(answer: JsonObject): boolean {
  const { choices } = answer;
  if (!Array.isArray(choices) || choices.length === 0) return false;
  return choices.every((choice: unknown) => {
    if (!isObject(choice) || !naturalEnds.has(String(choice.finish_reason))) return false;
    const { message } = choice;
    if (!isObject(message)) return typeof choice.text === "string";
    return typeof message.refusal !== "string" || message.refusal === "";
  });
}

/** What of it is signed; null where it calls no tools. */
export function signedOf({ text }: KeptAnswer): SignedParts | null {
  // Most answers need not be read for this.
  if (!text.includes('"tool_calls"')) return null;
  const { choices } = JSON.parse(text) as JsonObject;
  const parts: SignedParts = { details: [], calls: [] };
  for (const choice of Array.isArray(choices) ? choices : [])
    if (isObject(choice) && isObject(choice.message)) gatherSigned(parts, choice.message);
  return parts;
}
