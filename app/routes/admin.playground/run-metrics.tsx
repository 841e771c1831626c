import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { formatDuration, formatInteger } from "~/lib/format";
import type { Run } from "./media-run";
import { type Metric, MetricsLine } from "./metrics-line";

/** Whether `own` is ahead of the others: nothing where it is the only one, or level with all. */
function isLeast(own: number | null, all: (number | null)[]): boolean {
  const values = all.filter((value) => value !== null);
  return own !== null && values.length > 1 && own === Math.min(...values) && own !== Math.max(...values);
}

/** `round`: what the columns answered to the same draft. */
export function RunMetrics({ run, round }: { run: Run<unknown>; round: Run<unknown>[] }) {
  const { formatMoney } = useFigures();
  const { t } = useTranslation("playground");
  const metrics: Metric[] = [];
  const done = run.state === "done";
  if (run.totalMs !== null) {
    const best =
      done &&
      isLeast(
        run.totalMs,
        round.map(({ totalMs }) => totalMs),
      );
    metrics.push({ label: t("metric.total"), named: true, value: formatDuration(run.totalMs), best });
  }
  if (run.promptTokens !== null && run.promptTokens + (run.completionTokens ?? 0) > 0) {
    const out = run.completionTokens ?? 0;
    metrics.push({
      label: t("metric.tokens"),
      value: t("metric.totalTokens", { count: run.promptTokens + out }),
      detail: t("metric.inOut", { in: formatInteger(run.promptTokens), out: formatInteger(out) }),
    });
  }
  if (run.costMicroUsd !== null) {
    const best =
      done &&
      isLeast(
        run.costMicroUsd,
        round.map(({ costMicroUsd }) => costMicroUsd),
      );
    metrics.push({ label: t("metric.cost"), value: formatMoney(run.costMicroUsd), best });
  }
  return <MetricsLine metrics={metrics} />;
}
