import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { formatDuration, formatInteger } from "~/lib/format";
import { type AnswerTurn, answerSpeed, bestMetrics } from "./conversation";
import { type Metric, MetricsLine } from "./metrics-line";

interface AnswerMetricsProps {
  answer: AnswerTurn;
  /** The answers of all columns to the same question. */
  round: AnswerTurn[];
}

/** What the last answer of a column took; green where it is ahead of the other columns. */
export function AnswerMetrics({ answer, round }: AnswerMetricsProps) {
  const { formatMoney } = useFigures();
  const { t } = useTranslation("playground");
  const speed = answerSpeed(answer);
  const best = bestMetrics(answer, round);
  const metrics: Metric[] = [];
  if (answer.firstTokenMs !== null) {
    const value = formatDuration(answer.firstTokenMs);
    metrics.push({ label: t("metric.firstToken"), named: true, value, best: best.has("firstToken") });
  } else if (answer.totalMs !== null) {
    metrics.push({ label: t("metric.total"), named: true, value: formatDuration(answer.totalMs) });
  }
  if (speed !== null) {
    const value = t("metric.perSecond", { speed: formatInteger(speed) });
    metrics.push({ label: t("metric.speed"), value, best: best.has("speed") });
  }
  if (answer.promptTokens !== null && answer.completionTokens !== null) {
    const { promptTokens, completionTokens } = answer;
    metrics.push({
      label: t("metric.tokens"),
      value: t("metric.totalTokens", { count: completionTokens }),
      detail: t("metric.inOut", { in: formatInteger(promptTokens), out: formatInteger(completionTokens) }),
    });
  }
  if (answer.costMicroUsd !== null) {
    metrics.push({ label: t("metric.cost"), value: formatMoney(answer.costMicroUsd), best: best.has("cost") });
  }
  return <MetricsLine metrics={metrics} />;
}
