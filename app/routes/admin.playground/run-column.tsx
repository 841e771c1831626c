import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "~/components/empty-state";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { AnswerActions } from "./answer-actions";
import { AnswerFailure } from "./answer-failure";
import { AnswerHead } from "./answer-head";
import { ColumnFrame, type ColumnPlace } from "./column-frame";
import { NoModels } from "./no-models";
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
            <AnswerHead
              answer={run}
              faces={faces}
              activity={isWorking(column) ? t("waiting") : null}
              stopped={run.state === "stopped"}
            />
            {run.result ? render(run.result) : null}
            {run.error ? <AnswerFailure error={run.error} requestId={run.requestId} /> : null}
            <AnswerActions
              running={isWorking(column)}
              onStop={() => bench.stop(column.id)}
              onAgain={blank ? null : () => bench.send(column.id)}
              requestId={run.requestId}
            />
          </article>
        ) : !bench.ready ? null : list.models?.length === 0 ? (
          <NoModels />
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
