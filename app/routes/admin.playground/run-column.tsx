import type { LucideIcon } from "lucide-react";
import { RotateCcw, ScrollText, Server, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { AnswerFailure } from "./answer-failure";
import { ColumnFrame, type ColumnPlace } from "./column-frame";
import type { Run } from "./media-run";
import { RunMetrics } from "./run-metrics";
import type { ModelList } from "./use-models";
import { isWorking, type Workbench, type WorkColumn } from "./use-workbench";

interface RunColumnProps<Settings, Draft, Result> {
  column: WorkColumn<Settings, Result>;
  bench: Workbench<Settings, Draft, Result>;
  place: ColumnPlace;
  list: ModelList;
  faces: Record<string, ProviderFace>;
  empty: { icon: LucideIcon; title: string; help: string; ideas: ReactNode };
  /** Nothing to send: "Run again" stays away. */
  blank: boolean;
  /** Read out once it is there. */
  summary: (result: Result) => string;
  render: (result: Result) => ReactNode;
}

/** A column of a mode whose answer comes whole. */
export function RunColumn<Settings extends { model: string }, Draft, Result>({
  column,
  bench,
  place,
  list,
  faces,
  empty,
  blank,
  summary,
  render,
}: RunColumnProps<Settings, Draft, Result>) {
  const { t } = useTranslation("playground");
  const { run } = column;
  const finished = bench.columns.flatMap(({ run: each }) => (each?.state === "done" ? [each] : []));
  return (
    <ColumnFrame
      {...place}
      model={column.settings.model}
      list={list}
      faces={faces}
      onModel={(model) => bench.change(column.id, { model } as Partial<Settings>)}
    >
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 py-4">
        {run ? (
          <article aria-busy={run.state === "running"}>
            <RunHead run={run} faces={faces} />
            {run.result ? render(run.result) : null}
            {run.error ? <AnswerFailure error={run.error} requestId={run.requestId} /> : null}
            <footer className="mt-2 flex min-h-7 items-center gap-1">
              {isWorking(column) ? (
                <Button variant="outline" size="sm" onClick={() => bench.stop(column.id)}>
                  <Square className="size-2.5! fill-current" />
                  {t("stop")}
                </Button>
              ) : (
                <span className="-ml-1.5 flex">
                  {blank ? null : (
                    <Button
                      variant="ghost"
                      size="icon-xs"
                      aria-label={t("again")}
                      title={t("again")}
                      onClick={() => bench.send(column.id)}
                    >
                      <RotateCcw />
                    </Button>
                  )}
                  {run.requestId ? (
                    <Button variant="ghost" size="icon-xs" asChild>
                      <Link
                        to={`/admin/requests/${encodeURIComponent(run.requestId)}`}
                        aria-label={t("openRequest")}
                        title={t("openRequest")}
                      >
                        <ScrollText />
                      </Link>
                    </Button>
                  ) : null}
                </span>
              )}
            </footer>
          </article>
        ) : !bench.ready ? null : list.models?.length === 0 ? (
          <EmptyState
            icon={Server}
            title={t("empty.noModels")}
            actions={
              <Button asChild>
                <Link to="/admin/providers/new">{t("empty.addProvider")}</Link>
              </Button>
            }
          >
            {t("empty.noModelsHelp")}
          </EmptyState>
        ) : (
          <EmptyState icon={empty.icon} title={empty.title} actions={empty.ideas}>
            {empty.help}
          </EmptyState>
        )}
        <div role="status" className="sr-only">
          {run?.state === "done" && run.result ? summary(run.result) : (run?.error?.message ?? null)}
        </div>
      </div>
      {run ? <RunMetrics run={run} round={finished} /> : null}
    </ColumnFrame>
  );
}

function RunHead({ run, faces }: { run: Run<unknown>; faces: Record<string, ProviderFace> }) {
  const { t } = useTranslation("playground");
  const face = run.providerId ? faces[run.providerId] : undefined;
  return (
    <header className="mb-2 flex min-h-5 items-center gap-1.5 text-xs text-muted-foreground">
      {face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
      <span className="truncate font-medium text-foreground">{face?.name ?? run.providerId ?? run.model}</span>
      {run.servedModel ? <code className="truncate font-mono text-[11px]">{run.servedModel}</code> : null}
      {run.attempts !== null && run.attempts > 1 ? (
        <Badge variant="warn" className="h-[18px]">
          {t("attempts", { count: run.attempts })}
        </Badge>
      ) : null}
      {run.state === "running" ? (
        <span className="ml-auto inline-flex shrink-0 items-center gap-1.5 font-medium text-brand-text">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-primary motion-reduce:animate-none" />
          {t("waiting")}
        </span>
      ) : run.state === "stopped" ? (
        <Badge className="ml-auto">{t("stopped")}</Badge>
      ) : null}
    </header>
  );
}
