import { Binary } from "lucide-react";
import { useTranslation } from "react-i18next";
import { issuePlaygroundKey } from "~/auth/playground-key.server";
import { useEnvironment } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { platformContext } from "~/context";
import { providerFaces } from "~/routes/provider-faces.server";
import { PlaygroundFrame } from "../admin.playground/playground-frame";
import { RunColumn } from "../admin.playground/run-column";
import { nextModel, useFirstModel } from "../admin.playground/use-first-model";
import { useFreshKey } from "../admin.playground/use-fresh-key";
import { useModels } from "../admin.playground/use-models";
import { useWorkbench } from "../admin.playground/use-workbench";
import type { Route } from "./+types/route";
import { EmbeddingParameters } from "./embedding-parameters";
import {
  defaultEmbeddingSettings,
  embeddingDraftSchema,
  embeddingFields,
  embeddingRequest,
  embeddingSettingsSchema,
  writtenTexts,
} from "./embedding-request";
import { EmbeddingResults } from "./embedding-results";
import { embeddingLanguages, embeddingSample } from "./embedding-samples";
import { TextList } from "./text-list";

export async function loader({ context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const [key, faces] = await Promise.all([issuePlaygroundKey(platform), providerFaces(platform)]);
  return { key, faces };
}

const emptyDraft = { texts: ["", ""] };

export default function EmbeddingsPlayground({ loaderData: { key, faces } }: Route.ComponentProps) {
  const { t } = useTranslation("playground");
  const { origin } = useEnvironment();
  const list = useModels(key, "embeddings");
  const bench = useWorkbench({
    key,
    storageKey: "gateway-playground-embeddings",
    settings: embeddingSettingsSchema,
    defaults: defaultEmbeddingSettings,
    draft: embeddingDraftSchema,
    emptyDraft,
    request: embeddingRequest,
  });
  useFreshKey();
  useFirstModel(bench, list);
  const { columns, draft, setDraft } = bench;
  const texts = writtenTexts(draft);
  const blank = texts.length === 0;
  return (
    <PlaygroundFrame
      documentTitle={`${t("title")}: ${t("mode.embeddings")}`}
      columns={columns.map(({ id, settings: { model } }) => ({ id, model }))}
      compare={() => bench.addColumn(nextModel(list.models, columns))}
      removeColumn={bench.removeColumn}
      clear={bench.clear}
      renderColumn={(id, place) => {
        const column = columns.find((each) => each.id === id);
        return column ? (
          <RunColumn
            key={id}
            column={column}
            bench={bench}
            place={place}
            list={list}
            faces={faces}
            blank={blank}
            summary={({ length, texts: embedded }) =>
              `${t("embedding.vectors", { count: embedded.length })}, ${t("embedding.length", { count: length, shown: String(length) })}`
            }
            empty={{
              icon: Binary,
              title: t("embedding.emptyTitle"),
              help: t("embedding.emptyHelp"),
              ideas: (
                <Button
                  variant="outline"
                  size="sm"
                  onClick={() =>
                    setDraft(() => ({
                      texts: [t("embedding.idea.one"), t("embedding.idea.two"), t("embedding.idea.three")],
                    }))
                  }
                >
                  {t("embedding.example")}
                </Button>
              ),
            }}
            render={(embedded) => <EmbeddingResults {...embedded} />}
          />
        ) : null;
      }}
      composer={
        <TextList
          texts={draft.texts}
          onTexts={(change) => setDraft((before) => ({ texts: change(before.texts) }))}
          blank={blank || columns.every(({ settings }) => settings.model === "")}
          running={bench.running}
          onSend={() => bench.send(null)}
          onStop={() => bench.stop(null)}
        />
      }
      parameters={<EmbeddingParameters bench={bench} />}
      code={{
        languages: embeddingLanguages,
        sample: (id, language) => {
          const settings = columns.find((each) => each.id === id)?.settings ?? defaultEmbeddingSettings;
          const fields = embeddingFields(settings, blank ? [t("embedding.idea.one")] : texts);
          return embeddingSample(language, `${origin}/v1`, fields);
        },
      }}
    />
  );
}
