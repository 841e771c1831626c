import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import type { LogDetail } from "~/db/log/log-types";
import { formatDuration, formatInteger, unknown } from "~/lib/format";

export function RequestStrip({ log }: { log: LogDetail }) {
  const { formatMoney, formatCount } = useFigures();
  const { t } = useTranslation("requests");
  const speed = outputSpeed(log);
  const figures = [
    [t("strip.total"), formatDuration(log.latencyMs)],
    [t("strip.firstToken"), formatDuration(log.firstTokenMs)],
    [t("strip.speed"), speed === null ? unknown : t("strip.perSecond", { speed: formatCount(speed) })],
    [t("strip.tokens"), formatInteger(log.usage.promptTokens + log.usage.completionTokens)],
    [t("strip.cost"), formatMoney(log.costMicroUsd)],
    [t("strip.attempts"), String(log.attemptCount)],
  ] as const;
  return (
    <dl className="grid grid-cols-3 gap-px border-b bg-border lg:grid-cols-6">
      {figures.map(([label, value]) => (
        <div key={label} className="bg-popover px-4 py-2.5 lg:first:pl-5">
          <dt className="text-2xs text-muted-foreground">{label}</dt>
          <dd className="tnum text-base font-semibold tracking-[-0.01em]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Tokens a second after the first one came; null where there was too little to measure. */
function outputSpeed(log: Pick<LogDetail, "firstTokenMs" | "latencyMs" | "usage">): number | null {
  if (log.firstTokenMs === null || log.usage.completionTokens < 2) return null;
  const seconds = (log.latencyMs - log.firstTokenMs) / 1000;
  return seconds >= 0.05 ? Math.round((log.usage.completionTokens - 1) / seconds) : null;
}
