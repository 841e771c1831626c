import type { ProviderView } from "./provider-views.server";

export interface Tier {
  /** As configured; the lowest is tried first. */
  priority: number;
  /** 1, 2, 3 in that order. */
  number: number;
  providers: ProviderView[];
  /** Of the traffic that reaches the tier, 0..1 by provider id; what is off or down gets none. */
  shares: Record<string, number>;
}

const usable = (provider: ProviderView) => provider.enabled && provider.drain === null && provider.state !== "down";

/** Providers by priority; within one, heavier first and what is off last. */
export function tiersOf(providers: ProviderView[]): Tier[] {
  const priorities = [...new Set(providers.map((provider) => provider.priority))].sort((a, b) => a - b);
  return priorities.map((priority, index) => {
    const members = providers
      .filter((provider) => provider.priority === priority)
      .sort(
        (a, b) =>
          Number(b.enabled) - Number(a.enabled) || b.weight - a.weight || a.face.name.localeCompare(b.face.name, "en"),
      );
    const total = members.reduce((sum, provider) => sum + (usable(provider) ? provider.weight : 0), 0);
    const parts = members.map((provider) => (total > 0 && usable(provider) ? provider.weight / total : 0));
    const shares = Object.fromEntries(wholePercents(parts).map((share, place) => [members[place]?.id ?? "", share]));
    return { priority, number: index + 1, providers: members, shares };
  });
}

/** Those that share the tier's traffic. */
export const usableMembers = (tier: Tier): ProviderView[] =>
  tier.providers.filter((provider) => usable(provider) && provider.weight > 0);

/** Whether shares can be moved here: at least two take part, and all of them are kept in the database. */
export const canShare = (tier: Tier, provider: ProviderView): boolean => {
  const members = usableMembers(tier);
  return members.length > 1 && members.includes(provider) && members.every(({ source }) => source === "database");
};

/** Weights, in whole percents, that give `id` its share and leave the rest to the others in their proportions, 1 at least. */
export function weightsForShare(tier: Tier, id: string, percent: number): Record<string, number> {
  const others = usableMembers(tier).filter((provider) => provider.id !== id);
  const rest = Math.max(others.length, 100 - percent);
  const total = others.reduce((sum, provider) => sum + provider.weight, 0);
  // One each first, the remainder by weight: nobody falls out of the tier by rounding.
  const parts = wholePercents(others.map((provider) => provider.weight / total));
  const spread = rest - others.length;
  const weights = others.map((_, place) => 1 + Math.floor(spread * (parts[place] ?? 0)));
  const missing = rest - weights.reduce((sum, weight) => sum + weight, 0);
  const given = Object.fromEntries(
    others.map((provider, place) => [provider.id, (weights[place] ?? 1) + (place < missing ? 1 : 0)]),
  );
  return { ...given, [id]: 100 - rest };
}

/** Rounded to whole percents that still sum to 100: the largest remainders are rounded up. Small shares stay exact. */
function wholePercents(parts: number[]): number[] {
  if (parts.every((part) => part === 0) || parts.some((part) => part > 0 && part < 0.01)) return parts;
  const rounded = parts.map((part) => Math.floor(part * 100));
  const missing = 100 - rounded.reduce((sum, part) => sum + part, 0);
  const remainder = (place: number) => (parts[place] ?? 0) * 100 - (rounded[place] ?? 0);
  const places = [...parts.keys()].sort((a, b) => remainder(b) - remainder(a)).slice(0, missing);
  return rounded.map((part, place) => (part + (places.includes(place) ? 1 : 0)) / 100);
}
