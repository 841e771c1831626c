/** In stack order, bottom first. */
export const trafficSeries = ["firstTry", "afterFailover", "failed"] as const;
export type TrafficSeries = (typeof trafficSeries)[number];
export const trafficColors: Record<TrafficSeries, string> = {
  firstTry: "var(--chart-calm)",
  afterFailover: "var(--chart-3)",
  failed: "var(--bad)",
};
