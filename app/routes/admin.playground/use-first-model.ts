import { useEffect } from "react";
import { useSearchParams } from "react-router";
import type { ModelList, PlaygroundModel } from "./use-models";

interface Column {
  id: string;
  settings: { model: string };
}

interface Columns {
  columns: Column[];
  ready: boolean;
  change: (columnId: string | null, settings: { model: string }) => void;
}

/** The address may name the model; a column without one gets the first that there is. */
export function useFirstModel({ columns, ready, change }: Columns, { models }: ModelList): void {
  const [search] = useSearchParams();
  const wanted = search.get("model");
  useEffect(() => {
    if (ready && wanted) change(null, { model: wanted });
  }, [ready, wanted]);
  useEffect(() => {
    const first = models?.[0]?.id;
    if (!ready || !first) return;
    for (const { id, settings } of columns) if (settings.model === "") change(id, { model: first });
  }, [ready, models, columns]);
}

/** For a further column: one that is not compared yet, where there is one. */
export function nextModel(models: PlaygroundModel[] | null, columns: Column[]): string {
  const used = new Set(columns.map(({ settings }) => settings.model));
  return models?.find(({ id }) => !used.has(id))?.id ?? columns[0]?.settings.model ?? "";
}
