import { ImageIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { issuePlaygroundKey } from "~/auth/playground-key.server";
import { useEnvironment } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { platformContext } from "~/context";
import { providerFaces } from "~/routes/provider-faces.server";
import { MessageBox } from "../admin.playground/message-box";
import { PlaygroundFrame } from "../admin.playground/playground-frame";
import { RunColumn } from "../admin.playground/run-column";
import { nextModel, useFirstModel } from "../admin.playground/use-first-model";
import { useFreshKey } from "../admin.playground/use-fresh-key";
import { useModels } from "../admin.playground/use-models";
import { useWorkbench } from "../admin.playground/use-workbench";
import type { Route } from "./+types/route";
import { ImageParameters } from "./image-parameters";
import {
  defaultImageSettings,
  type ImageDraft,
  imageDraftSchema,
  imageFields,
  imageRequest,
  imageSettingsSchema,
} from "./image-request";
import { ImageResults } from "./image-results";
import { imageLanguages, imageSample } from "./image-samples";

export async function loader({ context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const [key, faces] = await Promise.all([issuePlaygroundKey(platform), providerFaces(platform)]);
  return { key, faces };
}

const emptyDraft: ImageDraft = { prompt: "", images: [] };

export default function ImagePlayground({ loaderData: { key, faces } }: Route.ComponentProps) {
  const { t } = useTranslation("playground");
  const { origin } = useEnvironment();
  const list = useModels(key, "image");
  const bench = useWorkbench({
    key,
    storageKey: "gateway-playground-image",
    settings: imageSettingsSchema,
    defaults: defaultImageSettings,
    draft: imageDraftSchema,
    emptyDraft,
    // Pictures are more than a browser keeps.
    keptDraft: ({ prompt }) => ({ prompt, images: [] }),
    request: imageRequest,
  });
  useFreshKey();
  useFirstModel(bench, list);
  const { columns, draft, setDraft } = bench;
  const setPrompt = (prompt: string) => setDraft((before) => ({ ...before, prompt }));
  const blank = draft.prompt.trim() === "";
  return (
    <PlaygroundFrame
      documentTitle={`${t("title")}: ${t("mode.image")}`}
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
            summary={(images) => t("picture.summary", { count: images.length })}
            empty={{
              icon: ImageIcon,
              title: t("picture.emptyTitle"),
              help: t("picture.emptyHelp"),
              ideas: (["one", "two"] as const).map((name) => (
                <Button key={name} variant="outline" size="sm" onClick={() => setPrompt(t(`picture.idea.${name}`))}>
                  {t(`picture.idea.${name}`)}
                </Button>
              )),
            }}
            render={(images) => (
              <ImageResults
                images={images}
                model={column.run?.servedModel ?? column.settings.model}
                onEdit={(source) => setDraft((before) => ({ ...before, images: [source] }))}
              />
            )}
          />
        ) : null;
      }}
      composer={
        <MessageBox
          text={draft.prompt}
          onText={setPrompt}
          images={draft.images}
          onImages={(change) => setDraft((before) => ({ ...before, images: change(before.images) }))}
          label={t("picture.prompt")}
          placeholder={t(draft.images.length > 0 ? "picture.editPlaceholder" : "picture.placeholder")}
          note={draft.images.length > 0 ? t("picture.edits", { count: draft.images.length }) : null}
          columns={columns.length}
          asked={columns.filter(({ settings }) => settings.model !== "").length}
          blank={blank}
          running={bench.running}
          onSend={() => bench.send(null)}
          onStop={() => bench.stop(null)}
        />
      }
      parameters={<ImageParameters bench={bench} />}
      code={{
        languages: imageLanguages,
        sample: (id, language) => {
          const settings = columns.find((each) => each.id === id)?.settings ?? defaultImageSettings;
          const fields = imageFields(settings, draft.prompt.trim() || t("picture.idea.one"));
          return imageSample(language, `${origin}/v1`, fields, draft.images.length);
        },
      }}
    />
  );
}
