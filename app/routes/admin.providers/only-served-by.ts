import { matchesPattern } from "~/gateway/routing/pattern";

interface Offer {
  id: string;
  enabled: boolean;
  /** Ids and patterns; empty takes any model. */
  models: string[];
}

/**
 * Per provider the model names that would stop working without it. A provider that takes any model, or a pattern
 * that matches, counts as somebody else.
 */
export function onlyServedBy(providers: Offer[]): Map<string, string[]> {
  const enabled = providers.filter((provider) => provider.enabled);
  const listed = new Map<string, number>();
  for (const provider of enabled) {
    for (const model of new Set(provider.models)) listed.set(model, (listed.get(model) ?? 0) + 1);
  }
  const patterns = enabled.flatMap((provider) =>
    (provider.models.length === 0 ? ["*"] : provider.models)
      .filter((model) => model.includes("*"))
      .map((pattern) => ({ id: provider.id, pattern })),
  );
  return new Map(
    enabled.map((provider) => [
      provider.id,
      provider.models.filter(
        (model) =>
          !model.includes("*") &&
          listed.get(model) === 1 &&
          !patterns.some((other) => other.id !== provider.id && matchesPattern(other.pattern, model)),
      ),
    ]),
  );
}
