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

const notChat = ["embeddings", "rerank", "image", "audio", "video"];

/** What /v1/models offers this key for chat; models that say only other abilities are left out. */
export function useModels(key: string): ModelList {
  const [models, setModels] = useState<PlaygroundModel[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    setFailed(false);
    try {
      const response = await fetch("/v1/models", { headers: { authorization: `Bearer ${key}` } });
      const { data } = z.parse(listSchema, await response.json());
      setModels(
        data
          .filter(
            ({ capabilities = [] }) =>
              capabilities.length === 0 || capabilities.some((each) => !notChat.includes(each)),
          )
          .map(({ id, owned_by, providers = [], capabilities = [] }) => ({
            id,
            isRoute: owned_by === "gateway",
            providers,
            capabilities,
          })),
      );
    } catch {
      setFailed(true);
    }
  }, [key]);
  useEffect(() => {
    void load();
  }, [load]);
  return { models, failed, reload: () => void load() };
}
