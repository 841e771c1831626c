import type { Limits } from "~/gateway/limit-schema";

export type KeyStatus = "active" | "throttled" | "expiring" | "budgetUsed" | "expired" | "paused";

const weekMs = 7 * 86_400_000;

interface KeyUse {
  enabled: boolean;
  expiresAt: string | null;
  limits: Limits;
  requests: number;
  tokens: number;
  spentMicroUsd: number;
}

/** What stops the key, else what is about to. */
export function keyStatus(key: KeyUse, now: number): KeyStatus {
  if (!key.enabled) return "paused";
  const leftMs = key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt) - now;
  if (leftMs <= 0) return "expired";
  const { rpm, tpm, budget } = key.limits;
  if (budget && key.spentMicroUsd >= budget.usd * 1e6) return "budgetUsed";
  if ((rpm && key.requests >= rpm) || (tpm && key.tokens >= tpm)) return "throttled";
  return leftMs < weekMs ? "expiring" : "active";
}
