import { ImageIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { platformContext } from "~/context";
import { BenchPage } from "../admin.playground/bench-page";
import { MessageBox } from "../admin.playground/message-box";
import { playgroundData } from "../admin.playground/playground-data.server";
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

export const loader = ({ context }: Route.LoaderArgs) => playgroundData(context.get(platformContext));

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
  const { columns, draft, setDraft } = bench;
  const setPrompt = (prompt: string) => setDraft((before) => ({ ...before, prompt }));
  const blank = draft.prompt.trim() === "";
  return (
    <BenchPage
      bench={bench}
      list={list}
      faces={faces}
      mode="image"
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
      render={(images, column) => (
        <ImageResults
          images={images}
          model={column.run?.servedModel ?? column.settings.model}
          onEdit={(source) => setDraft((before) => ({ ...before, images: [source] }))}
        />
      )}
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
      languages={imageLanguages}
      sample={(settings, language) => {
        const fields = imageFields(settings ?? defaultImageSettings, draft.prompt.trim() || t("picture.idea.one"));
        return imageSample(language, `${origin}/v1`, fields, draft.images.length);
      }}
    />
  );
}
