import type { TieredPricing } from "../catalog/catalog-entry";
import type { Pricing } from "../config/config";
import type { MediaUnits } from "../media/media-request";
import type { Usage } from "../openai/usage";

/** The price that holds for a prompt of so many tokens: some vendors ask more for the whole of a long one. */
export function pricingAt(known: TieredPricing, promptTokens: number): Pricing {
  // The usual price has no tiers, and stays the same object: rows are written by its identity.
  if (known.tiers === undefined) return known;
  const { tiers, ...base } = known;
  const tier = tiers.findLast(({ above }) => promptTokens > above);
  if (tier === undefined) return base;
  const { above: _, ...pricing } = tier;
  return pricing;
}

/** A cache that is kept for an hour is twice the price of the input to write, one of five minutes 1.25 times. */
const hourFactor = 2 / 1.25;

/**
 * Usage x price -> integer micro-dollars; null where the price is unknown. Prices are USD per million tokens, so a token
 * costs exactly `price` micro-dollars. Cached, cache-write and audio tokens are part of the counts and billed at their own
 * price where there is one.
 */
export function costMicroUsd(usage: Usage, known: TieredPricing | null): number | null {
  if (known === null) return null;
  const pricing = pricingAt(known, usage.promptTokens);
  const cached = Math.min(usage.cachedTokens, usage.promptTokens);
  const written = Math.min(usage.cacheWriteTokens, usage.promptTokens - cached);
  const kept = Math.min(usage.cacheWriteHourTokens ?? 0, written);
  const fresh = usage.promptTokens - cached - written;
  const heard = Math.min(usage.audioInputTokens ?? 0, fresh);
  const spoken = Math.min(usage.audioOutputTokens ?? 0, usage.completionTokens);
  const cost =
    (fresh - heard) * pricing.input +
    heard * (pricing.inputAudio ?? pricing.input) +
    cached * (pricing.cachedInput ?? pricing.input) +
    (written - kept) * (pricing.cacheWrite ?? pricing.input) +
    kept * (pricing.cacheWrite === undefined ? pricing.input : pricing.cacheWrite * hourFactor) +
    (usage.completionTokens - spoken) * pricing.output +
    spoken * (pricing.outputAudio ?? pricing.output);
  return Math.round(cost);
}

/**
 * The same for images, audio, video and other operations: by the unit where the entry has a price for it, else by the
 * tokens that the upstream told; null where neither says what it cost.
 */
export function mediaCostMicroUsd(usage: Usage, units: MediaUnits | null, pricing: Pricing | null): number | null {
  if (pricing === null) return null;
  const { perImage, perSecond, perCharacter, perRequest } = pricing;
  let usd: number | null = null;
  const add = (count: number | undefined, price: number | undefined) => {
    if (count !== undefined && price !== undefined) usd = (usd ?? 0) + count * price;
  };
  add(units?.images, perImage);
  add(units?.seconds, perSecond);
  add(units?.characters, perCharacter);
  add(1, perRequest);
  if (usd !== null) return Math.round(usd * 1e6);
  if (usage.source !== "none") return costMicroUsd(usage, pricing);
  return pricing.input === 0 && pricing.output === 0 ? 0 : null;
}
