import type { ModelEntry } from "~/gateway/config/config";

/** A name that clients say for a model that the upstream calls differently. */
export interface AliasRow {
  id: string;
  upstream: string;
  providerId: string;
}

export function aliasesOf(providers: { id: string; models: ModelEntry[] }[]): AliasRow[] {
  return providers
    .flatMap((provider) =>
      provider.models.flatMap(({ id, upstream }) =>
        upstream === undefined || upstream === id ? [] : [{ id, upstream, providerId: provider.id }],
      ),
    )
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
