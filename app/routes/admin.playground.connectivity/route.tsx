import { Check, OctagonX, Play, Square, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { Page } from "~/components/page";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { platformContext } from "~/context";
import { formatDuration, unknown } from "~/lib/format";
import { ModeLinks, ModeTitle } from "../admin.playground/mode-links";
import { NoModels } from "../admin.playground/no-models";
import { playgroundData } from "../admin.playground/playground-data.server";
import type { Route } from "./+types/route";
import { type CellResult, slowMs } from "./check-cell";
import { readMatrix } from "./matrix.server";
import { MatrixCell } from "./matrix-cell";
import { cellName, useMatrix } from "./use-matrix";

export async function loader({ context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const [data, matrix] = await Promise.all([playgroundData(platform), readMatrix(platform)]);
  return { ...data, matrix };
}

export default function Connectivity({ loaderData: { key, faces, matrix } }: Route.ComponentProps) {
  const { formatMoney } = useFigures();
  const { t } = useTranslation("playground");
  const run = useMatrix(key);
  const [onlyFailures, setOnlyFailures] = useState(false);
  const all = Object.values(run.results);
  const checked = all.filter(({ state }) => state !== "waiting");
  const failed = checked.filter(({ state }) => state === "failed").length;
  const slow = checked.filter((result) => result.state === "answered" && result.ms > slowMs).length;
  const cells = matrix.rows.reduce((count, row) => count + row.providers.length, 0);
  const resultOf = (model: string, provider: string) => run.results[cellName(model, provider)];
  const rows = matrix.rows.filter(
    (row) => !onlyFailures || row.providers.some((provider) => resultOf(row.model, provider)?.state === "failed"),
  );
  const filter = (
    <Button variant="outline" aria-pressed={onlyFailures} onClick={() => setOnlyFailures(!onlyFailures)}>
      {t(onlyFailures ? "matrix.showAll" : "matrix.onlyFailures")}
    </Button>
  );
  const start = run.running ? (
    <Button variant="outline" onClick={run.stop}>
      <Square className="size-3! fill-current" />
      {t("stop")}
    </Button>
  ) : (
    <Button onClick={() => run.start(matrix.rows)} disabled={cells === 0}>
      <Play />
      {t(all.length > 0 ? "matrix.again" : "matrix.run", { count: cells })}
    </Button>
  );
  return (
    <Page
      title={<ModeTitle />}
      documentTitle={t("mode.connectivity")}
      actions={
        <>
          <ModeLinks />
          {filter}
          {start}
        </>
      }
      mobileActions={start}
    >
      <div className="space-y-4">
        {cells === 0 ? (
          <NoModels />
        ) : (
          <>
            <Card className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2">
              <div className="w-full max-w-[320px] flex-1 basis-52">
                <div className="mb-1.5 flex justify-between text-xs">
                  <span className="font-medium">{t("matrix.checked", { checked: checked.length, all: cells })}</span>
                  {run.elapsedMs === null ? null : (
                    <span className="tnum text-muted-foreground">{formatDuration(run.elapsedMs)}</span>
                  )}
                </div>
                <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-border">
                  <div
                    className="h-full rounded-full bg-primary dark:bg-chart-1"
                    style={{ width: `${(checked.length / cells) * 100}%` }}
                  />
                </div>
              </div>
              <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
                <li className="inline-flex items-center gap-1.5">
                  <Check className="size-3.5 text-ok-text" aria-hidden />
                  {t("matrix.answered", { count: checked.length - failed - slow })}
                </li>
                <li className="inline-flex items-center gap-1.5">
                  <TriangleAlert className="size-3.5 text-warn-text" aria-hidden />
                  {t("matrix.slow", { count: slow })}
                </li>
                <li className="inline-flex items-center gap-1.5">
                  <OctagonX className="size-3.5 text-bad-text" aria-hidden />
                  {t("matrix.failed", { count: failed })}
                </li>
              </ul>
              <span className="ml-auto text-xs text-muted-foreground">
                {t("matrix.estimate", { cost: formatMoney(matrix.estimateMicroUsd) })}
              </span>
              <p role="status" className="sr-only">
                {checked.length > 0 && !run.running
                  ? t("matrix.checked", { checked: checked.length, all: cells })
                  : null}
              </p>
            </Card>
            <Card
              className="scroll-thin relative overflow-x-auto"
              tabIndex={0}
              aria-label={t("mode.connectivity")}
              role="region"
            >
              <table className="w-full table-fixed text-xs" style={{ minWidth: 300 + matrix.providers.length * 88 }}>
                <thead>
                  <tr className="border-b bg-muted/50">
                    <th scope="col" className="h-14 w-[200px] px-4 text-left font-medium text-muted-foreground">
                      {t("matrix.model")}
                    </th>
                    {matrix.providers.map((id) => (
                      <th key={id} scope="col" className="px-1 font-medium">
                        <span className="flex flex-col items-center gap-1">
                          {faces[id] ? <Tile mark={faces[id].mark} hue={faces[id].hue} size={20} /> : null}
                          <span className="max-w-full truncate text-2xs text-muted-foreground">
                            {faces[id]?.name ?? id}
                          </span>
                        </span>
                      </th>
                    ))}
                    <th scope="col" className="w-[92px] pr-4 text-right font-medium text-muted-foreground">
                      {t("matrix.best")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.model} className="border-b last:border-0">
                      <th scope="row" className="h-[46px] truncate px-4 text-left font-normal" title={row.model}>
                        <code className="font-mono font-medium">{row.model}</code>
                      </th>
                      {matrix.providers.map((id) => (
                        <td key={id} className="p-1">
                          {row.providers.includes(id) ? (
                            <MatrixCell
                              result={resultOf(row.model, id)}
                              name={`${faces[id]?.name ?? id}, ${row.model}`}
                            />
                          ) : (
                            <span className="flex h-9 items-center justify-center">
                              <span aria-hidden className="text-faint">
                                ·
                              </span>
                              <span className="sr-only">{t("matrix.notOffered")}</span>
                            </span>
                          )}
                        </td>
                      ))}
                      <td className="tnum pr-4 text-right font-medium">
                        {bestOf(row.providers.map((id) => resultOf(row.model, id)))}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {rows.length === 0 ? (
                <p className="px-4 py-6 text-center text-sm text-muted-foreground">{t("matrix.noFailures")}</p>
              ) : null}
            </Card>
          </>
        )}
      </div>
    </Page>
  );
}

function bestOf(results: (CellResult | undefined)[]): string {
  const times = results.flatMap((result) => (result?.state === "answered" ? [result.ms] : []));
  return times.length > 0 ? formatDuration(Math.min(...times)) : unknown;
}
