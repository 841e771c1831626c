import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";
import { formatDuration, formatInteger, formatMoney } from "~/lib/format";
import { type AnswerTurn, answerSpeed, bestMetrics, type ComparedMetric } from "./conversation";

interface AnswerMetricsProps {
  answer: AnswerTurn;
  /** The answers of all columns to the same question. */
  round: AnswerTurn[];
}

/** What the last answer of a column took; green where it is ahead of the other columns. */
export function AnswerMetrics({ answer, round }: AnswerMetricsProps) {
  const { t } = useTranslation("playground");
  const speed = answerSpeed(answer);
  const best = bestMetrics(answer, round);
  const metrics: [string, string, ComparedMetric?][] = [];
  if (answer.firstTokenMs !== null) {
    metrics.push([t("metric.firstToken"), formatDuration(answer.firstTokenMs), "firstToken"]);
  }
  if (answer.totalMs !== null) metrics.push([t("metric.total"), formatDuration(answer.totalMs)]);
  if (speed !== null) {
    metrics.push([t("metric.speed"), t("metric.perSecond", { speed: formatInteger(speed) }), "speed"]);
  }
  if (answer.promptTokens !== null && answer.completionTokens !== null) {
    metrics.push([
      t("metric.tokens"),
      t("metric.inOut", { in: formatInteger(answer.promptTokens), out: formatInteger(answer.completionTokens) }),
    ]);
  }
  if (answer.costMicroUsd !== null) metrics.push([t("metric.cost"), formatMoney(answer.costMicroUsd), "cost"]);
  if (metrics.length === 0) return null;
  return (
    <dl className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3.5 gap-y-1 border-t px-4 py-1.5 text-xs">
      {metrics.map(([label, value, compared]) => {
        const ahead = compared !== undefined && best.has(compared);
        return (
          <div key={label} className="flex gap-1 whitespace-nowrap">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className={cn("tnum font-medium", ahead && "text-ok-text")}>
              {value}
              {ahead ? <span className="sr-only"> ({t("metric.best")})</span> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
