import { useCallback, useEffect, useState } from "react";
import * as z from "zod/mini";

const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      owned_by: z.optional(z.string()),
      capabilities: z.optional(z.array(z.string())),
      providers: z.optional(z.array(z.string())),
    }),
  ),
});

export interface PlaygroundModel {
  id: string;
  isRoute: boolean;
  providers: string[];
  /** Empty where nothing is known. */
  capabilities: string[];
}

/** Whether a model is known to take no pictures; a route chooses by content, and a name that is not listed may be anything. */
export function isBlind(models: PlaygroundModel[] | null, id: string): boolean {
  const model = models?.find((each) => each.id === id);
  return (
    model !== undefined && !model.isRoute && model.capabilities.length > 0 && !model.capabilities.includes("vision")
  );
}

export interface ModelList {
  models: PlaygroundModel[] | null;
  failed: boolean;
  reload: () => void;
}

export type ModelPurpose = "chat" | "image" | "embeddings";

const notChat = ["embeddings", "rerank", "image", "audio", "video"];

const serves = (purpose: ModelPurpose, capabilities: string[]) =>
  purpose === "chat" ? capabilities.some((each) => !notChat.includes(each)) : capabilities.includes(purpose);

/**
 * Models that say only other abilities are left out. For pictures and vectors the models that say they can come first, then
 * routes (a chat's route may well have such a model among others), then those of which nothing is known, routes last again.
 */
export function modelsFor(purpose: ModelPurpose, models: PlaygroundModel[]): PlaygroundModel[] {
  if (purpose === "chat")
    return models.filter(({ capabilities }) => capabilities.length === 0 || serves(purpose, capabilities));
  const able = models.filter(({ capabilities }) => serves(purpose, capabilities));
  const unknown = models.filter(({ capabilities }) => capabilities.length === 0);
  return [able, unknown].flatMap((list) => [
    ...list.filter(({ isRoute }) => !isRoute),
    ...list.filter(({ isRoute }) => isRoute),
  ]);
}

/** What /v1/models offers this key for `purpose`. */
export function useModels(key: string, purpose: ModelPurpose = "chat"): ModelList {
  const [models, setModels] = useState<PlaygroundModel[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    setFailed(false);
    try {
      const response = await fetch("/v1/models", { headers: { authorization: `Bearer ${key}` } });
      const { data } = z.parse(listSchema, await response.json());
      const all = data.map(({ id, owned_by, providers = [], capabilities = [] }) => ({
        id,
        isRoute: owned_by === "gateway",
        providers,
        capabilities,
      }));
      setModels(modelsFor(purpose, all));
    } catch {
      setFailed(true);
    }
  }, [key, purpose]);
  useEffect(() => {
    void load();
  }, [load]);
  return { models, failed, reload: () => void load() };
}
