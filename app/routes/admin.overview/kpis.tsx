import { useTranslation } from "react-i18next";
import { Delta } from "~/components/delta";
import { Count, Duration, Money, useFigures } from "~/components/figures";
import { type Kpi, KpiStrip } from "~/components/kpi-strip";
import type { OverviewFigures } from "~/db/usage/usage-types";
import { formatChange, formatDuration, formatPercent, formatPoints, formatShare } from "~/lib/format";
import { rateTone } from "~/lib/rate-tone";
import type { Bar } from "./chart-buckets";
import type { Figures } from "./overview-data.server";
import { useRequestsLink, useUsageLink } from "./use-requests-link";

type MaybeFigures = OverviewFigures | null;

const successRate = (figures: MaybeFigures) =>
  figures === null || figures.requests === 0 ? null : 1 - figures.errors / figures.requests;
const tokens = (figures: MaybeFigures) => figures && figures.promptTokens + figures.completionTokens;

/** Six figures: each with its change, one fact, its shape, and the rows behind it. */
export function Kpis({ figures }: { figures: Figures }) {
  const { formatMoney, formatCount } = useFigures();
  const { t } = useTranslation("overview");
  const requests = useRequestsLink();
  const usage = useUsageLink();
  const { current, previous, bars, previousBars } = figures;
  const shape = (read: (bar: Bar) => number | null) => ({
    series: bars.map(read),
    previous: previousBars?.map(read),
  });
  const rate = successRate(current);
  const saved = current.requests === 0 ? null : current.afterFailover / current.requests;
  const items: Kpi[] = [
    {
      id: "requests",
      label: t("kpi.requests"),
      value: <Count value={current.requests} />,
      delta: <Delta change={formatChange(current.requests, previous?.requests)} better="up" />,
      fact: rateWords(figures.perMinute, t, formatCount),
      ...shape((bar) => bar.requests),
      to: requests(),
    },
    {
      id: "success",
      label: t("kpi.success"),
      value: <span className={rateTone(rate)}>{formatPercent(rate)}</span>,
      delta: <Delta change={formatPoints(rate, successRate(previous))} better="up" />,
      fact: t("kpi.saved", { share: formatShare(saved) }),
      ...shape((bar) => bar.successRate),
      warn: rate !== null && rate < 0.99,
      to: requests({ status: "upstream_error" }),
    },
    {
      id: "latency",
      label: t("kpi.latency"),
      value: <Duration value={current.latencyP50Ms} />,
      second: current.latencyP95Ms === null ? null : formatDuration(current.latencyP95Ms),
      delta: <Delta change={formatChange(current.latencyP50Ms, previous?.latencyP50Ms)} better="down" />,
      fact: t("kpi.gateway", { time: formatDuration(current.gatewayMsAverage) }),
      ...shape((bar) => bar.latencyP50Ms),
      to: requests(current.latencyP95Ms === null ? {} : { latency: `${Math.round(current.latencyP95Ms)}ms` }),
    },
    {
      id: "firstToken",
      label: t("kpi.firstToken"),
      value: <Duration value={current.firstTokenP50Ms} />,
      delta: <Delta change={formatChange(current.firstTokenP50Ms, previous?.firstTokenP50Ms)} better="down" />,
      fact: t("kpi.streamed"),
      ...shape((bar) => bar.firstTokenP50Ms),
      to: requests({ stream: "true" }),
    },
    {
      id: "tokens",
      label: t("kpi.tokens"),
      value: <Count value={tokens(current)} />,
      delta: <Delta change={formatChange(tokens(current), tokens(previous))} better={null} />,
      fact: t("kpi.inOut", { input: formatCount(current.promptTokens), output: formatCount(current.completionTokens) }),
      ...shape((bar) => bar.tokens),
      to: usage("tokens"),
    },
    {
      id: "spend",
      label: t("kpi.spend"),
      value: <Money value={current.costMicroUsd} />,
      delta: <Delta change={formatChange(current.costMicroUsd, previous?.costMicroUsd)} better={null} />,
      fact:
        current.savedMicroUsd > 0
          ? t("kpi.savedByCache", { amount: formatMoney(current.savedMicroUsd) })
          : t("kpi.cached", {
              share: formatShare(current.promptTokens === 0 ? null : current.cachedTokens / current.promptTokens),
            }),
      ...shape((bar) => bar.costMicroUsd),
      to: usage("spend"),
    },
  ];
  return <KpiStrip items={items} />;
}

function rateWords(
  perMinute: number,
  t: ReturnType<typeof useTranslation<"overview">>["t"],
  formatCount: (rate: number) => string,
): string {
  const figure = (rate: number) => (rate < 10 ? rate.toFixed(rate < 1 ? 2 : 1) : formatCount(rate));
  if (perMinute >= 60) return t("kpi.perSecond", { rate: figure(perMinute / 60) });
  return t("kpi.perMinute", { rate: perMinute === 0 ? 0 : figure(perMinute) });
}
