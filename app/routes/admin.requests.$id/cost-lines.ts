import type { LogDetail } from "~/db/log-types";

export interface CostLine {
  kind: "input" | "cachedInput" | "cacheWrite" | "output";
  tokens: number;
  /** USD per million tokens; null where the price is unknown. */
  price: number | null;
  costMicroUsd: number | null;
}

/** The parts of a request's cost. USD per million tokens times tokens is micro-dollars. */
export function costLines({ usage, pricing }: Pick<LogDetail, "usage" | "pricing">): CostLine[] {
  const line = (kind: CostLine["kind"], tokens: number, price: number | undefined): CostLine => ({
    kind,
    tokens,
    price: price ?? null,
    costMicroUsd: price === undefined ? null : tokens * price,
  });
  const fresh = Math.max(0, usage.promptTokens - usage.cachedTokens - usage.cacheWriteTokens);
  const input = pricing?.input;
  return [
    line("input", fresh, input),
    ...(usage.cachedTokens > 0 ? [line("cachedInput", usage.cachedTokens, pricing?.cachedInput ?? input)] : []),
    ...(usage.cacheWriteTokens > 0 ? [line("cacheWrite", usage.cacheWriteTokens, pricing?.cacheWrite ?? input)] : []),
    line("output", usage.completionTokens, pricing?.output),
  ];
}
