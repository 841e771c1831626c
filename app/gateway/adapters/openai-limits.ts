import type { LimitHeaders } from "./adapter";

/** OpenAI's, and of those who took them over: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers */
export const openAiLimitHeaders: LimitHeaders = [
  ["x-ratelimit-limit-requests", "x-ratelimit-remaining-requests"],
  ["x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens"],
  ["x-ratelimit-limit", "x-ratelimit-remaining"],
];
