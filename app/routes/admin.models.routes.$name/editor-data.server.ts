import { listKeys } from "~/admin/keys.server";
import { getRoute } from "~/admin/routes.server";
import type { AdminRoute } from "~/admin/types";
import { usedModels } from "~/db/models.server";
import { ruleHits } from "~/db/rule-hits.server";
import type { Strategy } from "~/gateway/config/settings";
import type { Platform } from "~/platform/platform";
import { providerFaces } from "~/routes/provider-faces.server";
import { soon } from "~/routes/soon.server";

const dayMs = 86_400_000;

/** Of 24 hours, by provider id and model. */
export interface CandidateFigures {
  providerId: string;
  model: string;
  successRate: number | null;
  firstTokenMs: number | null;
}

export async function readEditor(platform: Platform, id: string | null) {
  const now = Date.now();
  const [route, snapshot, keys, used, faces, hits] = await Promise.all([
    id === null ? null : getRoute(platform, id),
    platform.gateway.config(),
    listKeys(platform),
    usedModels(platform.database, { from: now - dayMs, to: now }),
    providerFaces(platform),
    id === null ? null : soon(ruleHits(platform.database, id, now - dayMs)),
  ]);
  const enabled = snapshot.providers.filter((provider) => provider.enabled);
  const listed = enabled.flatMap((provider) =>
    provider.models
      .filter((entry) => !entry.id.includes("*"))
      .map((entry) => ({ provider: provider.id, id: entry.id })),
  );
  const servers: Record<string, string[]> = {};
  for (const { provider, id } of listed) {
    servers[id] = [...(servers[id] ?? []), provider];
    servers[`${provider}/${id}`] = [provider];
  }
  const names = [...new Set(listed.map((entry) => entry.id))].sort();
  const defaultStrategy: Strategy = snapshot.settings.strategy;
  return {
    route: route satisfies AdminRoute | null,
    defaultStrategy,
    defaultWeights: snapshot.settings.balancedWeights,
    /** Names to choose from: models, and models at one provider. */
    suggestions: [...names, ...listed.map((entry) => `${entry.provider}/${entry.id}`)],
    /** Providers that list a model, by its name. */
    servers,
    keys: keys.map((key) => ({ id: key.id, name: key.name })),
    figures: used.flatMap((model) =>
      model.byProvider.map(
        (part): CandidateFigures => ({
          providerId: part.providerId,
          model: model.model,
          successRate: part.successRate,
          firstTokenMs: part.firstTokenP50Ms,
        }),
      ),
    ),
    faces,
    /** Of 24 hours; null for a new route. */
    hits: hits?.late ?? null,
  };
}

export type EditorData = Awaited<ReturnType<typeof readEditor>>;
