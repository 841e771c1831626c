import { Code2, Columns3, Plus, Settings2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRevalidator, useSearchParams } from "react-router";
import { issuePlaygroundKey } from "~/auth/playground-key.server";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { Segmented } from "~/components/ui/toggle-group";
import { platformContext } from "~/context";
import { providerFaces } from "~/routes/provider-faces.server";
import type { Route } from "./+types/route";
import { ChatColumn } from "./chat-column";
import { Composer } from "./composer";
import { mostColumns } from "./conversation";
import { ModeLinks } from "./mode-links";
import { Parameters } from "./parameters";
import { readReplay } from "./replay.server";
import { useConversation } from "./use-conversation";
import { isBlind, useModels } from "./use-models";
import { ViewCode } from "./view-code";

export async function loader({ context, request }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const replayed = new URL(request.url).searchParams.get("replay");
  const [key, faces, replay] = await Promise.all([
    issuePlaygroundKey(platform),
    providerFaces(platform),
    replayed ? readReplay(platform, replayed) : null,
  ]);
  return { key, faces, replay };
}

const keyRefreshMs = 3_600_000;

export default function Playground({ loaderData: { key, faces, replay } }: Route.ComponentProps) {
  const { t } = useTranslation("playground");
  const conversation = useConversation(key);
  const list = useModels(key);
  const [search, setSearch] = useSearchParams();
  const [shownId, setShownId] = useState("");
  const [open, setOpen] = useState<"parameters" | "code" | null>(null);
  const { revalidate } = useRevalidator();
  const { columns, images, change, addColumn, restore, ready } = conversation;
  const shown = columns.find(({ id }) => id === shownId) ?? columns[0];
  useEffect(() => {
    const timer = setInterval(() => void revalidate(), keyRefreshMs);
    return () => clearInterval(timer);
  }, [revalidate]);
  // The address may name the model, or a request to replay; else the last one, as long as there is one of that name.
  const wanted = search.get("model");
  const names = list.models;
  useEffect(() => {
    if (ready && wanted) change(null, { model: wanted });
  }, [ready, wanted]);
  useEffect(() => {
    if (!ready || !replay) return;
    if (replay.chat === null) change(null, replay.settings);
    else restore(replay.settings, replay.chat);
  }, [ready, replay?.requestId]);
  useEffect(() => {
    const first = names?.[0]?.id;
    if (!ready || !first) return;
    for (const { id, settings } of columns) if (settings.model === "") change(id, { model: first });
  }, [ready, names, columns]);
  const skipped = images.length > 0 ? columns.filter(({ settings }) => isBlind(names, settings.model)) : [];
  const skippedIds = skipped.map(({ id }) => id);
  const compare = () => {
    const used = new Set(columns.map(({ settings }) => settings.model));
    addColumn(names?.find(({ id }) => !used.has(id))?.id ?? columns[0]?.settings.model ?? "");
  };
  const parameters = <Parameters conversation={conversation} />;
  return (
    <Page
      title={t("title")}
      flush
      className="flex flex-col pb-0!"
      actions={
        <>
          <ModeLinks />
          {columns.length < mostColumns ? (
            <Button variant="outline" onClick={compare}>
              <Columns3 />
              {t("compare")}
            </Button>
          ) : null}
          <Button variant="outline" onClick={() => setOpen("code")}>
            <Code2 />
            {t("viewCode")}
          </Button>
          <Button variant="outline" onClick={conversation.clear} data-shortcut="new">
            <Plus />
            {t("new")}
          </Button>
        </>
      }
      mobileActions={
        <>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("compare")}
            onClick={compare}
            disabled={columns.length >= mostColumns}
          >
            <Columns3 />
          </Button>
          <Button variant="ghost" size="icon" aria-label={t("new")} onClick={conversation.clear}>
            <Plus />
          </Button>
          <Button variant="ghost" size="icon" aria-label={t("viewCode")} onClick={() => setOpen("code")}>
            <Code2 />
          </Button>
        </>
      }
    >
      <div className="flex h-[calc(100dvh-52px)] min-h-0 max-lg:h-[calc(100dvh-52px-64px-env(safe-area-inset-bottom))]">
        <div className="flex min-w-0 flex-1 flex-col">
          {replay ? (
            <p className="flex flex-wrap items-center gap-x-2 border-b bg-brand-soft px-4 py-1.5 text-xs">
              <span className="min-w-0 flex-1">
                {t(replay.chat === null ? "replay.text" : "replay.whole")}{" "}
                <code className="font-mono">{replay.requestId}</code>
              </span>
              <Button variant="ghost" size="sm" onClick={() => setSearch({}, { replace: true })}>
                {t("replay.close")}
              </Button>
            </p>
          ) : null}
          {columns.length > 1 ? (
            <div className="border-b bg-card p-2 lg:hidden">
              <Segmented
                label={t("column")}
                className="flex w-full"
                value={shown?.id ?? ""}
                onValueChange={setShownId}
                items={columns.map(({ id, settings }) => ({
                  value: id,
                  label: <span className="max-w-24 truncate font-mono">{settings.model || "–"}</span>,
                }))}
              />
            </div>
          ) : null}
          <div className="flex min-h-0 flex-1 lg:divide-x">
            {columns.map((column, place) => (
              <ChatColumn
                key={column.id}
                column={column}
                conversation={conversation}
                list={list}
                faces={faces}
                skipped={skippedIds.includes(column.id)}
                shown={column === shown}
                actions={
                  <Button
                    variant="ghost"
                    size="sm"
                    className={place === columns.length - 1 ? "xl:hidden" : "lg:hidden"}
                    onClick={() => setOpen("parameters")}
                  >
                    <Settings2 />
                    {t("parameters")}
                  </Button>
                }
              />
            ))}
          </div>
          <Composer conversation={conversation} skipped={skippedIds} />
        </div>
        <aside
          aria-label={t("parameters")}
          className="scroll-thin w-[264px] shrink-0 overflow-y-auto border-l bg-card max-xl:hidden"
        >
          {parameters}
        </aside>
      </div>
      <Sheet open={open === "parameters"} onOpenChange={(next) => setOpen(next ? "parameters" : null)}>
        <SheetContent title={t("parameters")} className="md:w-[320px]">
          <div className="scroll-thin overflow-y-auto">{parameters}</div>
          <div className="border-t p-3">
            <Button className="w-full" onClick={() => setOpen(null)}>
              {t("done")}
            </Button>
          </div>
        </SheetContent>
      </Sheet>
      <ViewCode
        conversation={conversation}
        open={open === "code"}
        onOpenChange={(next) => setOpen(next ? "code" : null)}
      />
    </Page>
  );
}
