import { useTranslation } from "react-i18next";
import { formatDuration, formatInteger, formatMoney } from "~/lib/format";
import { type AnswerTurn, answerSpeed } from "./conversation";

export function AnswerMetrics({ answer }: { answer: AnswerTurn }) {
  const { t } = useTranslation("playground");
  const speed = answerSpeed(answer);
  const metrics: [string, string][] = [];
  if (answer.firstTokenMs !== null) metrics.push([t("metric.firstToken"), formatDuration(answer.firstTokenMs)]);
  if (answer.totalMs !== null) metrics.push([t("metric.total"), formatDuration(answer.totalMs)]);
  if (speed !== null) metrics.push([t("metric.speed"), t("metric.perSecond", { speed: formatInteger(speed) })]);
  if (answer.promptTokens !== null && answer.completionTokens !== null) {
    metrics.push([
      t("metric.tokens"),
      t("metric.inOut", { in: formatInteger(answer.promptTokens), out: formatInteger(answer.completionTokens) }),
    ]);
  }
  if (answer.costMicroUsd !== null) metrics.push([t("metric.cost"), formatMoney(answer.costMicroUsd)]);
  if (metrics.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-3.5 gap-y-1 text-xs">
      {metrics.map(([label, value]) => (
        <div key={label} className="flex gap-1 whitespace-nowrap">
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="tnum font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
