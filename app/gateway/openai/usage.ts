import { isObject, type JsonObject } from "./fields";

/** Canonical usage. `promptTokens` includes cache reads and writes, `completionTokens` includes reasoning. */
export interface Usage {
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  cacheWriteTokens: number;
  /** Of `cacheWriteTokens` those that are kept for an hour, which cost more. Absent where there are none. */
  cacheWriteHourTokens?: number;
  reasoningTokens: number;
  /** Of the prompt and of the answer: part of the counts above. Absent where there was no sound. */
  audioInputTokens?: number;
  audioOutputTokens?: number;
  /** `estimated` where the upstream told nothing, `none` where nothing was used. */
  source: "provider" | "estimated" | "none";
}

export const noUsage: Usage = {
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  source: "none",
};

/** More is a mistake of the upstream's, and would be too large a sum for the tables of usage. */
const mostTokens = 1e9;

const count = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) && value >= 0
    ? Math.min(Math.round(value), mostTokens)
    : undefined;

/**
 * Reads the usage object of an OpenAI-compatible answer; null where it says nothing. Deviations: DeepSeek's
 * `prompt_cache_hit_tokens`, Moonshot's top-level `cached_tokens`, Cohere's `usage.tokens`. An explicit 0 is a number.
 */
export function readUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const source: JsonObject = isObject(value.tokens) ? value.tokens : value;
  const promptTokens = count(source.prompt_tokens) ?? count(source.input_tokens);
  const completionTokens = count(source.completion_tokens) ?? count(source.output_tokens);
  const total = count(source.total_tokens);
  // MiniMax sends a bare `total_tokens: 0` with every piece.
  if (promptTokens === undefined && completionTokens === undefined && !total) return null;
  const promptDetails = isObject(value.prompt_tokens_details) ? value.prompt_tokens_details : undefined;
  const completionDetails = isObject(value.completion_tokens_details) ? value.completion_tokens_details : undefined;
  const prompt = promptTokens ?? Math.max(0, (total ?? 0) - (completionTokens ?? 0));
  const reasoning = count(completionDetails?.reasoning_tokens) ?? 0;
  // Transcriptions count by the names of /responses.
  const heard = count((promptDetails ?? detailsOf(value.input_token_details))?.audio_tokens);
  const spoken = count((completionDetails ?? detailsOf(value.output_token_details))?.audio_tokens);
  const usage: Usage = {
    promptTokens: prompt,
    completionTokens:
      completionTokens === undefined
        ? Math.max(0, (total ?? prompt) - prompt)
        : completionTokens + (leavesOutReasoning(prompt, completionTokens, reasoning, total) ? reasoning : 0),
    cachedTokens:
      count(promptDetails?.cached_tokens) ?? count(value.prompt_cache_hit_tokens) ?? count(value.cached_tokens) ?? 0,
    cacheWriteTokens: count(promptDetails?.cache_write_tokens) ?? 0,
    reasoningTokens: reasoning,
    source: "provider",
  };
  const kept = count(promptDetails?.cache_write_1h_tokens);
  if (kept) usage.cacheWriteHourTokens = kept;
  if (heard) usage.audioInputTokens = heard;
  if (spoken) usage.audioOutputTokens = spoken;
  return usage;
}

const detailsOf = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

/** xAI counts reasoning beside the answer: only the total has it. */
const leavesOutReasoning = (prompt: number, completion: number, reasoning: number, total: number | undefined) =>
  reasoning > 0 && total === prompt + completion + reasoning;

/**
 * Brings an upstream's usage object to what clients may rely on: both counts and the total, `completion_tokens` with
 * reasoning, cached tokens in the details. True where something changed; what else the upstream says stays.
 */
export function repairUsage(usage: unknown): boolean {
  if (!isObject(usage)) return false;
  const read = readUsage(usage);
  if (read === null) return false;
  let changed = false;
  if (usage.prompt_tokens !== read.promptTokens) {
    usage.prompt_tokens = read.promptTokens;
    changed = true;
  }
  if (usage.completion_tokens !== read.completionTokens) {
    usage.completion_tokens = read.completionTokens;
    changed = true;
  }
  const details = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  if (read.cachedTokens > 0 && details.cached_tokens === undefined) {
    usage.prompt_tokens_details = { ...details, cached_tokens: read.cachedTokens };
    changed = true;
  }
  // Some upstreams leave the sum out, which clients read.
  if (typeof usage.total_tokens !== "number") {
    usage.total_tokens = read.promptTokens + read.completionTokens;
    changed = true;
  }
  return changed;
}

/** The usage object of a chat answer. */
export function writeUsage(usage: Usage): JsonObject {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cachedTokens,
      cache_write_tokens: usage.cacheWriteTokens,
      ...(usage.cacheWriteHourTokens === undefined ? undefined : { cache_write_1h_tokens: usage.cacheWriteHourTokens }),
      ...(usage.audioInputTokens === undefined ? undefined : { audio_tokens: usage.audioInputTokens }),
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      ...(usage.audioOutputTokens === undefined ? undefined : { audio_tokens: usage.audioOutputTokens }),
    },
  };
}
