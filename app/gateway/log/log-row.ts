import type { Pricing } from "../config/config";
import type { Usage } from "../openai/usage";

// The one row that every request ends in.

export type Outcome = "success" | "client_error" | "upstream_error" | "rate_limited" | "cancelled";

/** One place in the order of attempts, with the reason for it; kept with the log row and shown in the dashboard. */
export interface PlanEntry {
  providerId: string;
  /** The gateway's id of the model. */
  model: string;
  credentialName: string | null;
  reason: string;
}

/** A rule of a route that held: its place among the route's rules, from 0, and words for what was found. */
export interface MatchedRule {
  index: number;
  words: string;
}

export interface AttemptRow {
  index: number;
  providerId: string;
  credentialName: string | null;
  model: string;
  status: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  startedMs: number;
  firstByteMs: number | null;
  latencyMs: number;
  reason: string;
}

export interface LogRow {
  requestId: string;
  /** Unix ms. */
  createdAt: number;
  endpoint: string;
  status: number;
  outcome: Outcome;
  errorCode: string | null;
  errorMessage: string | null;
  keyId: string | null;
  keyName: string | null;
  requestedModel: string | null;
  /** The route that the name stood for; null where it stood for none. */
  route: string | null;
  /** The rule of it that decided; null where none held. */
  rule: MatchedRule | null;
  model: string | null;
  upstreamModel: string | null;
  providerId: string | null;
  stream: boolean;
  usage: Usage;
  /** Null where the price is unknown. */
  costMicroUsd: number | null;
  pricing: Pricing | null;
  latencyMs: number;
  firstTokenMs: number | null;
  gatewayMs: number;
  cache: "hit" | "miss" | "bypass";
  /** Which kept answer served; null without one. */
  cacheHit: CacheHit | null;
  userAgent: string | null;
  metadata: Record<string, string> | null;
  attempts: AttemptRow[];
  plan: readonly PlanEntry[];
}

/** A kept answer as a log row names it. */
export interface CacheHit {
  kind: "exact" | "semantic";
  /** How alike the questions are, 0..1; 1 for the same request. */
  similarity: number;
  /** Of the kept answer. */
  entryId: string;
  /** What the answer had cost; null where its price was unknown. */
  savedMicroUsd: number | null;
}
