interface Percentiles {
  p50: number | null;
  p95: number | null;
}

export interface UsageTotals {
  requests: number;
  errors: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  costUsd: number;
  costMicroUsd: number;
  latencyMs: Percentiles;
  firstTokenMs: Percentiles;
}

export interface UsageRow extends UsageTotals {
  /** Start of the interval, ISO 8601. */
  start: string;
  /** Id of the model, provider or key; null without `groupBy`; empty where a request had none. */
  group: string | null;
}

export interface UsageQuery {
  /** Unix ms; whole hours are counted. */
  from: number;
  to: number;
  interval: "hour" | "day";
  groupBy?: "model" | "provider" | "key";
}

export interface UsageAnswer {
  data: UsageRow[];
  totals: UsageTotals;
}

export interface OverviewFigures {
  requests: number;
  errors: number;
  firstTry: number;
  afterFailover: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  costMicroUsd: number;
  savedMicroUsd: number;
  latencyP50Ms: number | null;
  latencyP95Ms: number | null;
  firstTokenP50Ms: number | null;
  gatewayMsAverage: number | null;
}

export interface OverviewBucket extends OverviewFigures {
  /** Unix ms. */
  start: number;
}

export interface Overview {
  current: OverviewFigures;
  /** The period of the same length before `from`. */
  previous: OverviewFigures;
  series: OverviewBucket[];
}

export interface ModelSpend {
  model: string;
  requests: number;
  promptTokens: number;
  completionTokens: number;
  costMicroUsd: number;
}

export interface ProviderUptime {
  providerId: string;
  /** 30 minutes each, oldest first, without gaps. */
  buckets: { start: number; attempts: number; failures: number; latencyP50Ms: number | null }[];
  attempts: number;
  failures: number;
  /** 0..1, null without traffic. */
  successRate: number | null;
  latencyP50Ms: number | null;
  latencyP95Ms: number | null;
  firstTokenP50Ms: number | null;
  costMicroUsd: number;
}

export interface KeySpend {
  keyId: string;
  requests: number;
  costMicroUsd: number;
  tokens: number;
}

export interface KeyUsageRow {
  requests: number;
  errors: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  costUsd: number;
  costMicroUsd: number;
}

/** A key's own usage over the last 30 days (UTC): what `/stats` shows. */
export interface KeyUsage {
  totals: KeyUsageRow;
  byModel: (KeyUsageRow & { model: string })[];
  /** `day` is `YYYY-MM-DD`, newest last. */
  byDay: (KeyUsageRow & { day: string })[];
}
