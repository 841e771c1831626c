import { Binary } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { platformContext } from "~/context";
import { BenchPage } from "../admin.playground/bench-page";
import { playgroundData } from "../admin.playground/playground-data.server";
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

export const loader = ({ context }: Route.LoaderArgs) => playgroundData(context.get(platformContext));

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
  const { columns, draft, setDraft } = bench;
  const texts = writtenTexts(draft);
  const blank = texts.length === 0;
  return (
    <BenchPage
      bench={bench}
      list={list}
      faces={faces}
      mode="embeddings"
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
      languages={embeddingLanguages}
      sample={(settings, language) => {
        const fields = embeddingFields(settings ?? defaultEmbeddingSettings, blank ? [t("embedding.idea.one")] : texts);
        return embeddingSample(language, `${origin}/v1`, fields);
      }}
    />
  );
}
