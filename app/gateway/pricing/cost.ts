import type { Pricing } from "../config";
import type { Usage } from "../openai/usage";

/**
 * Usage x price -> integer micro-dollars; null where the price is unknown. Prices are USD per million tokens, so a token
 * costs exactly `price` micro-dollars. Cached and cache-write tokens are part of the prompt and billed at their own price.
 */
export function costMicroUsd(usage: Usage, pricing: Pricing | null): number | null {
  if (pricing === null) return null;
  const cached = Math.min(usage.cachedTokens, usage.promptTokens);
  const written = Math.min(usage.cacheWriteTokens, usage.promptTokens - cached);
  const cost =
    (usage.promptTokens - cached - written) * pricing.input +
    cached * (pricing.cachedInput ?? pricing.input) +
    written * (pricing.cacheWrite ?? pricing.input) +
    usage.completionTokens * pricing.output;
  return Math.round(cost);
}
