import type { Adapter } from "./adapter";
import { anthropic } from "./anthropic/adapter";
import { demo } from "./demo/adapter";
import { gemini } from "./gemini/adapter";
import { openAiCompatible } from "./openai-compatible";

const adapters: ReadonlyMap<string, Adapter> = new Map(
  [openAiCompatible, anthropic, gemini, demo].map((adapter) => [adapter.id, adapter]),
);

/** The wire formats that a provider can speak. */
export const adapterIds: readonly string[] = [...adapters.keys()];

export const adapterById = (id: string): Adapter | undefined => adapters.get(id);
