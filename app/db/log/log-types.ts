import type { CacheHit, LogRow } from "~/gateway/log/log-row";

/** A row of the request log as the admin API and the dashboard show it. */
export interface LogEntry
  extends Omit<LogRow, "createdAt" | "pricing" | "gatewayMs" | "cacheHit" | "userAgent" | "attempts" | "plan"> {
  /** ISO 8601. */
  createdAt: string;
  attemptCount: number;
  /** Null where the price is unknown. */
  costUsd: number | null;
  /** How a kept answer was found; null without one. */
  cacheKind: CacheHit["kind"] | null;
  /** What the kept answer had cost; null without one, or without a price. */
  savedMicroUsd: number | null;
}

export interface LogDetail extends LogEntry, Pick<LogRow, "attempts" | "plan" | "gatewayMs" | "userAgent"> {
  /** The prices that were applied, USD per million tokens. */
  pricing: Record<string, number> | null;
  /** The kept answer that served, and how alike the questions are (0..1); null without one. */
  cacheHit: Pick<CacheHit, "kind" | "similarity" | "entryId"> | null;
}

export interface LogFilter {
  /** Unix ms, inclusive; exclusive. */
  from?: number;
  to?: number;
  // Several values of a field are joined by commas: any of them will do. In a model, provider or key `*` is anything.
  /** A code (`429`), a class (`5xx`) or an outcome. */
  status?: string;
  model?: string;
  provider?: string;
  key?: string;
  /** The route that the name stood for. */
  route?: string;
  stream?: string;
  /** `first`, `failover` or `failed`: at the first try, after others, or not at all though it was tried. */
  tried?: string;
  /** In request id, model, error message and metadata. */
  q?: string;
  slowerThanMs?: number;
  /** More attempts than this. */
  attemptsOver?: number;
  cache?: string;
  /** 1 to 1000, 50 where left out. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export interface LogPage {
  data: LogEntry[];
  nextCursor: string | null;
}

export interface Facet {
  value: string;
  count: number;
}

/** Fields of the filter that the page offers as facets. */
export const facetFields = ["status", "provider", "tried", "cache", "key", "route", "model", "stream"] as const;
export type FacetField = (typeof facetFields)[number];

/** Counts for a filter; each facet leaves its own filter out, so that its other values stay visible. */
export interface LogFacets extends Record<Exclude<FacetField, "key">, Facet[]> {
  /** `label` is the key's name. */
  key: (Facet & { label: string })[];
  /** True where only the newest rows were counted. */
  partial: boolean;
}

/** What the histogram above the log shows of one stretch of time. */
export interface LogBucket {
  /** Unix ms. */
  start: number;
  /** Neither failed nor after failover: also answers of the cache, and what the caller broke off. */
  firstTry: number;
  afterFailover: number;
  failed: number;
}

export interface LogHistogram {
  /** Unix ms, inclusive; exclusive. */
  from: number;
  to: number;
  sizeMs: number;
  /** Without the empty ones. */
  buckets: LogBucket[];
  /** Unix ms: older requests were not counted. Null where all were. */
  countedFrom: number | null;
}

export interface ErrorGroup {
  status: number;
  code: string | null;
  message: string | null;
  providerId: string | null;
  model: string | null;
  count: number;
  /** ISO 8601. */
  lastAt: string;
}
