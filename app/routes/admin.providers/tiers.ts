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

const usable = (provider: ProviderView) => provider.enabled && provider.state !== "down";

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
    const shares = Object.fromEntries(
      members.map((provider) => [provider.id, total > 0 && usable(provider) ? provider.weight / total : 0]),
    );
    return { priority, number: index + 1, providers: members, shares };
  });
}
