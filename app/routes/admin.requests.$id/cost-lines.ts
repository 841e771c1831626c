import type { LogDetail } from "~/db/log/log-types";

export interface CostLine {
  kind: "input" | "inputAudio" | "cachedInput" | "cacheWrite" | "output" | "outputAudio";
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
  const heard = Math.min(usage.audioInputTokens ?? 0, fresh);
  const spoken = Math.min(usage.audioOutputTokens ?? 0, usage.completionTokens);
  const input = pricing?.input;
  return [
    line("input", fresh - heard, input),
    ...(heard > 0 ? [line("inputAudio", heard, pricing?.inputAudio ?? input)] : []),
    ...(usage.cachedTokens > 0 ? [line("cachedInput", usage.cachedTokens, pricing?.cachedInput ?? input)] : []),
    ...(usage.cacheWriteTokens > 0 ? [line("cacheWrite", usage.cacheWriteTokens, pricing?.cacheWrite ?? input)] : []),
    line("output", usage.completionTokens - spoken, pricing?.output),
    ...(spoken > 0 ? [line("outputAudio", spoken, pricing?.outputAudio ?? pricing?.output)] : []),
  ];
}
