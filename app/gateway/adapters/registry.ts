import type { Adapter } from "./adapter";
import { anthropic } from "./anthropic/adapter";
import { azureOpenAi } from "./azure-openai";
import { bedrock } from "./bedrock/adapter";
import { cohere } from "./cohere/adapter";
import { demo } from "./demo/adapter";
import { gemini } from "./gemini/adapter";
import { openAiCompatible } from "./openai-compatible";
import { workersAi } from "./workers-ai";

const adapters: ReadonlyMap<string, Adapter> = new Map(
  [openAiCompatible, anthropic, gemini, azureOpenAi, bedrock, cohere, workersAi, demo].map((adapter) => [
    adapter.id,
    adapter,
  ]),
);

/** The wire formats that a provider can speak. */
export const adapterIds: readonly string[] = [...adapters.keys()];

export const adapterById = (id: string): Adapter | undefined => adapters.get(id);
