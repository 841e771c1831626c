import type { Limits } from "~/gateway/limits/limit-schema";

export type KeyStatus = "active" | "throttled" | "expiring" | "budgetUsed" | "quotaUsed" | "expired" | "paused";

const weekMs = 7 * 86_400_000;

interface KeyUse {
  enabled: boolean;
  expiresAt: string | null;
  /** Its own, and the defaults for those that it has not. */
  effective: Limits;
  requests: number;
  tokens: number;
  spentMicroUsd: number;
  /** Of the quota's period. */
  periodTokens: number;
}

/** What stops the key, else what is about to. */
export function keyStatus(key: KeyUse, now: number): KeyStatus {
  if (!key.enabled) return "paused";
  const leftMs = key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt) - now;
  if (leftMs <= 0) return "expired";
  const { rpm, tpm, budget, quota } = key.effective;
  if (budget && key.spentMicroUsd >= budget.usd * 1e6) return "budgetUsed";
  if (quota && key.periodTokens >= quota.tokens) return "quotaUsed";
  if ((rpm && key.requests >= rpm) || (tpm && key.tokens >= tpm)) return "throttled";
  return leftMs < weekMs ? "expiring" : "active";
}

/** Nobody can call with it. */
export const isInactive = ({ status }: { status: KeyStatus }): boolean => status === "expired" || status === "paused";
