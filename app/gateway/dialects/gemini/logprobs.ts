import { isObject, type JsonObject } from "../../openai/fields";

const candidate = (entry: JsonObject): JsonObject => ({ token: entry.token, logProbability: entry.logprob });

/** OpenAI's `logprobs` of a choice -> Google's: https://ai.google.dev/api/generate-content#LogprobsResult; null for none. */
export function logprobsResult(logprobs: unknown): JsonObject | null {
  const entries = isObject(logprobs) && Array.isArray(logprobs.content) ? logprobs.content.filter(isObject) : [];
  if (entries.length === 0) return null;
  return {
    chosenCandidates: entries.map(candidate),
    topCandidates: entries.map((entry) => ({
      candidates: (Array.isArray(entry.top_logprobs) ? entry.top_logprobs : []).filter(isObject).map(candidate),
    })),
  };
}
