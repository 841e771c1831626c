import type { ApiKey } from "../config/entities";
import type { RoutingOptions } from "../dialects/dialect";
import { matchesAny } from "./pattern";
import { draining, keptOut, type Resolution } from "./resolution";
import type { Candidate, Snapshot } from "./snapshot";

/** Those of them that the key and the request allow; the others go to `excluded`. */
export function allowed(
  snapshot: Snapshot,
  candidates: readonly Candidate[],
  key: ApiKey,
  resolution: Resolution,
  options: RoutingOptions,
): readonly Candidate[] {
  const preferences = options.provider;
  if (!snapshot.draining && preferences === null && key.providers.length === 1 && key.providers[0] === "*")
    return candidates;
  return candidates.filter(({ provider, model, pricing }) => {
    const reason = !matchesAny(key.providers, provider.id)
      ? keptOut
      : provider.drain
        ? draining
        : preferences?.only !== undefined && !preferences.only.includes(provider.id)
          ? "not in provider.only"
          : preferences?.ignore?.includes(provider.id)
            ? "in provider.ignore"
            : preferences?.allowFallbacks === false &&
                preferences.order !== undefined &&
                !preferences.order.includes(provider.id)
              ? "not in provider.order"
              : tooDear(pricing, preferences?.maxPrice)
                ? "above provider.max_price"
                : null;
    if (reason !== null) resolution.excluded.push({ providerId: provider.id, model, reason });
    return reason === null;
  });
}

function tooDear(
  pricing: Candidate["pricing"],
  maxPrice: { prompt?: number; completion?: number } | undefined,
): boolean {
  if (maxPrice === undefined) return false;
  // An unknown price cannot be shown to be low enough.
  if (pricing === null) return true;
  return (
    (maxPrice.prompt !== undefined && pricing.input > maxPrice.prompt) ||
    (maxPrice.completion !== undefined && pricing.output > maxPrice.completion)
  );
}
