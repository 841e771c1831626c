import { roundTicks } from "~/components/chart/chart-ticks";
import type { UsageCounters } from "~/db/usage/usage-series.server";
import type { Figures } from "~/lib/figure-style";

export const metrics = ["spend", "requests", "tokens", "perThousand", "saved"] as const;
export type Metric = (typeof metrics)[number];

export const splits = ["model", "provider", "key", "route"] as const;

export const readMetric = (parameters: URLSearchParams): Metric =>
  metrics.find((metric) => metric === parameters.get("metric")) ?? "spend";

export const readSplit = (parameters: URLSearchParams) =>
  splits.find((split) => split === parameters.get("split")) ?? "model";

/** Money in micro-dollars; null where there was nothing to divide by. */
export function metricOf(counters: UsageCounters, metric: Metric): number | null {
  switch (metric) {
    case "spend":
      return counters.costMicroUsd;
    case "requests":
      return counters.requests;
    case "tokens":
      return counters.promptTokens + counters.completionTokens;
    case "perThousand":
      return counters.requests === 0 ? null : (counters.costMicroUsd * 1000) / counters.requests;
    case "saved":
      return counters.savedMicroUsd;
  }
}

export const isMoney = (metric: Metric) => metric === "spend" || metric === "perThousand" || metric === "saved";

export const formatMetric = (value: number | null, metric: Metric, figures: Figures): string =>
  isMoney(metric) ? figures.formatMoney(value) : figures.formatCount(value);

/** Of an axis with round ticks: `$240`, `$0.05`, `1.5k`. */
export const formatTick = (value: number, metric: Metric, figures: Figures): string =>
  figures.formatTick(value, isMoney(metric));

/** Pixels that the longest label of an axis takes: a month of tiny amounts has long ones, as `$0.000012`. */
export const axisWidth = (ticks: number[], metric: Metric, figures: Figures): number =>
  Math.max(46, ...ticks.map((tick) => 12 + 6.5 * formatTick(tick, metric, figures).length));

/** Of nothing at all, zero alone: the next round amount would be a millionth of a dollar. */
export function metricTicks(most: number, metric: Metric, figures: Figures): number[] {
  // Round in the currency that is shown.
  const rate = isMoney(metric) ? figures.currency.perUsd : 1;
  return most > 0 ? roundTicks(most * rate).map((tick) => tick / rate) : [0];
}
