import type { Provider } from "../config/entities";
import type { Call } from "../dialects/dialect";
import type { Adapter, NativeAdapter } from "./adapter";
import { anthropic } from "./anthropic/adapter";
import { assemblyAi } from "./assemblyai/adapter";
import { azureOpenAi } from "./azure-openai";
import { bedrock } from "./bedrock/adapter";
import { cohere } from "./cohere/adapter";
import { demo } from "./demo/adapter";
import { elevenLabs } from "./elevenlabs/adapter";
import { gemini } from "./gemini/adapter";
import { midjourney } from "./midjourney/adapter";
import { openAiCompatible } from "./openai-compatible";
import { withCompletions } from "./prompt-chats";
import { replicate } from "./replicate/adapter";
import { openAiResponses } from "./responses/adapter";
import { runway } from "./runway/adapter";
import { stability } from "./stability/adapter";
import { vertex } from "./vertex/adapter";
import { workersAi } from "./workers-ai/adapter";

const adapters: ReadonlyMap<string, Adapter> = new Map(
  [
    openAiCompatible,
    openAiResponses,
    anthropic,
    gemini,
    azureOpenAi,
    bedrock,
    vertex,
    cohere,
    workersAi,
    stability,
    replicate,
    runway,
    midjourney,
    elevenLabs,
    assemblyAi,
    demo,
  ].map((adapter) => [adapter.id, withCompletions(adapter)]),
);

/** The wire formats that a provider can speak. */
export const adapterIds: readonly string[] = [...adapters.keys()];

/** The way to a provider whose upstream speaks the client's own format; null where it is another. */
export function nativeFor(
  call: Call,
  { provider, upstream }: { provider: Provider; upstream: string },
): NativeAdapter | null {
  if (call.native === null) return null;
  const native = adapterById(provider.adapter)?.native;
  if (!native?.speaks(call.native.format, provider, upstream)) return null;
  return native.refuses?.(call.native, provider) ? null : native;
}

export const adapterById = (id: string): Adapter | undefined => adapters.get(id);
