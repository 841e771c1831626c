import type { ModelEntry } from "~/gateway/config/config";
import type { KnownModel } from "./known-models.server";

export const modelColumns = ["model", "context", "input", "output", "requests"] as const;

/** What puts out no tokens has no price for them. */
export function outputPrice(entry: ModelEntry, known: KnownModel | undefined): number | null | undefined {
  const price = entry.pricing?.output ?? known?.pricing?.output;
  const capabilities = entry.capabilities ?? known?.capabilities ?? [];
  return price === 0 && capabilities.length === 1 && capabilities[0] === "embeddings" ? null : price;
}

/** What rows are ordered by: what the operator says, else the catalogue. */
export function modelValue(
  entry: ModelEntry,
  column: (typeof modelColumns)[number],
  known: KnownModel | undefined,
  served: number | undefined,
): number | string | null | undefined {
  if (column === "model") return entry.upstream ?? entry.id;
  if (column === "context") return entry.contextLength ?? known?.contextLength;
  if (column === "input") return entry.pricing?.input ?? known?.pricing?.input;
  return column === "output" ? outputPrice(entry, known) : (served ?? 0);
}
