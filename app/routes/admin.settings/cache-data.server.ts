import { readCacheFigures } from "~/admin/cache.server";
import type { CacheFigures } from "~/db/answers.server";
import type { Platform } from "~/platform/platform";

export interface CacheState extends CacheFigures {
  /** The gateway's own models for embeddings, as far as is known. */
  embeddingModels: string[];
}

export async function readCacheState(platform: Platform): Promise<CacheState> {
  const [figures, { providers, candidatesFor }] = await Promise.all([
    readCacheFigures(platform),
    platform.gateway.config(),
  ]);
  const names = new Set(providers.flatMap(({ enabled, models }) => (enabled ? models.map(({ id }) => id) : [])));
  const embeds = (name: string) =>
    candidatesFor(name).some(({ capabilities }) =>
      capabilities.length > 0 ? capabilities.includes("embeddings") : /embed/i.test(name),
    );
  return { ...figures, embeddingModels: [...names].filter((name) => !name.includes("*") && embeds(name)).sort() };
}
