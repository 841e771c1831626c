import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { CodeLanguage } from "./code-samples";
import { PlaygroundFrame } from "./playground-frame";
import { RunColumn } from "./run-column";
import { nextModel, useFirstModel } from "./use-first-model";
import { useFreshKey } from "./use-fresh-key";
import type { ModelList } from "./use-models";
import type { Workbench, WorkColumn } from "./use-workbench";

type ColumnProps<Settings extends { model: string }, Draft, Result> = ComponentProps<
  typeof RunColumn<Settings, Draft, Result>
>;

interface BenchPageProps<Settings extends { model: string }, Draft, Result>
  extends Pick<ColumnProps<Settings, Draft, Result>, "empty" | "blank" | "summary"> {
  bench: Workbench<Settings, Draft, Result>;
  list: ModelList;
  faces: Record<string, ProviderFace>;
  mode: "image" | "embeddings";
  render: (result: Result, column: WorkColumn<Settings, Result>) => ReactNode;
  composer: ReactNode;
  parameters: ReactNode;
  languages: readonly CodeLanguage[];
  /** The request of a column as a program; null: with the mode's own defaults. */
  sample: (settings: Settings | null, language: CodeLanguage) => string;
}

/** A mode whose answers come whole: its columns, composer and parameters in the playground's frame. */
export function BenchPage<Settings extends { model: string }, Draft, Result>({
  bench,
  list,
  faces,
  mode,
  render,
  composer,
  parameters,
  languages,
  sample,
  ...column
}: BenchPageProps<Settings, Draft, Result>) {
  const { t } = useTranslation("playground");
  const { columns } = bench;
  useFreshKey();
  useFirstModel(
    { columns, ready: bench.ready, change: (id, model) => bench.change(id, model as Partial<Settings>) },
    list,
  );
  const find = (id: string) => columns.find((each) => each.id === id);
  return (
    <PlaygroundFrame
      documentTitle={`${t("title")}: ${t(`mode.${mode}`)}`}
      columns={columns.map(({ id, settings: { model } }) => ({ id, model }))}
      compare={() => bench.addColumn(nextModel(list.models, columns))}
      removeColumn={bench.removeColumn}
      clear={bench.clear}
      renderColumn={(id, place) => {
        const found = find(id);
        return found ? (
          <RunColumn
            key={id}
            {...column}
            column={found}
            bench={bench}
            place={place}
            list={list}
            faces={faces}
            render={(result) => render(result, found)}
          />
        ) : null;
      }}
      composer={composer}
      parameters={parameters}
      code={{ languages, sample: (id, language) => sample(find(id)?.settings ?? null, language) }}
    />
  );
}
