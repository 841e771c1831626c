import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useEnvironment } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { platformContext } from "~/context";
import type { Route } from "./+types/route";
import { ChatColumn } from "./chat-column";
import { chatRequest } from "./chat-request";
import { codeLanguages, codeSample } from "./code-samples";
import { Composer } from "./composer";
import { Parameters } from "./parameters";
import { playgroundData } from "./playground-data.server";
import { PlaygroundFrame } from "./playground-frame";
import { readReplay } from "./replay.server";
import { type Conversation, useConversation } from "./use-conversation";
import { nextModel, useFirstModel } from "./use-first-model";
import { useFreshKey } from "./use-fresh-key";
import { isBlind, useModels } from "./use-models";

export async function loader({ context, request }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const replayed = new URL(request.url).searchParams.get("replay");
  const [data, replay] = await Promise.all([
    playgroundData(platform),
    replayed ? readReplay(platform, replayed) : null,
  ]);
  return { ...data, replay };
}

export default function Playground({ loaderData: { key, faces, replay } }: Route.ComponentProps) {
  const { t } = useTranslation("playground");
  const conversation = useConversation(key);
  const list = useModels(key);
  const [, setSearch] = useSearchParams();
  const { origin } = useEnvironment();
  const { columns, images, change, addColumn, removeColumn, clear, restore, ready } = conversation;
  useFreshKey();
  // The address may also name a request to replay; else the last conversation goes on.
  useFirstModel(conversation, list);
  const names = list.models;
  useEffect(() => {
    if (!ready || !replay) return;
    if (replay.chat === null) change(null, replay.settings);
    else restore(replay.settings, replay.chat);
  }, [ready, replay?.requestId]);
  const skipped = images.length > 0 ? columns.filter(({ settings }) => isBlind(names, settings.model)) : [];
  const skippedIds = skipped.map(({ id }) => id);
  return (
    <PlaygroundFrame
      documentTitle={t("title")}
      columns={columns.map(({ id, settings: { model } }) => ({ id, model }))}
      compare={() => addColumn(nextModel(names, columns))}
      removeColumn={removeColumn}
      clear={clear}
      notice={
        replay ? (
          <p className="flex flex-wrap items-center gap-x-2 border-b bg-brand-soft px-4 py-1.5 text-xs">
            <span className="min-w-0 flex-1">
              {t(replay.chat === null ? "replay.text" : "replay.whole")}{" "}
              <code className="font-mono">{replay.requestId}</code>
            </span>
            <Button variant="ghost" size="sm" onClick={() => setSearch({}, { replace: true })}>
              {t("replay.close")}
            </Button>
          </p>
        ) : null
      }
      renderColumn={(id, place) => {
        const column = columns.find((each) => each.id === id);
        return column ? (
          <ChatColumn
            key={id}
            column={column}
            place={place}
            conversation={conversation}
            list={list}
            faces={faces}
            skipped={skippedIds.includes(id)}
          />
        ) : null;
      }}
      composer={<Composer conversation={conversation} skipped={skippedIds} />}
      parameters={<Parameters conversation={conversation} />}
      code={{
        languages: codeLanguages,
        sample: (id, language) =>
          codeSample(language, `${origin}/v1`, nextRequest(conversation, id, t("sampleMessage"))),
      }}
    />
  );
}

/** What the column would send now: up to its last question, or with the draft. */
function nextRequest({ columns, draft, images }: Conversation, id: string, sample: string): Record<string, unknown> {
  const column = columns.find((each) => each.id === id);
  if (!column) return {};
  const { settings, turns } = column;
  const last = turns.findLastIndex((turn) => turn.role !== "assistant");
  const drafted = draft.trim() !== "" || images.length > 0;
  const asked = drafted
    ? [...turns, { role: "user" as const, content: draft.trim(), images }]
    : turns.slice(0, last + 1);
  return chatRequest(settings, asked.length > 0 ? asked : [{ role: "user", content: sample }]);
}
