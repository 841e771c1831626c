import { GatewayError } from "../errors";
import type { LimitCounter, LimitFigures, Refusal } from "./limit-counter";
import type { Limits } from "./limit-schema";
import { type Period, periodEnd } from "./periods";
import { windowMs } from "./sliding-sum";

// What clients are told of limits: headers, refusals, and what is left.

/** `x-ratelimit-...` of an answer, where there are such limits; `figures` after the request took its place. */
export function limitHeaders(
  { rpm, tpm }: Limits,
  figures: LimitFigures,
  reset = { requests: windowMs, tokens: windowMs },
): Record<string, string> {
  const headers: Record<string, string> = {};
  // Names written out: put together for every answer they would cost as much as all the counting.
  if (rpm) {
    headers["x-ratelimit-limit-requests"] = String(rpm);
    headers["x-ratelimit-remaining-requests"] = String(Math.max(0, rpm - figures.requests));
    headers["x-ratelimit-reset-requests"] = duration(reset.requests);
  }
  if (tpm) {
    headers["x-ratelimit-limit-tokens"] = String(tpm);
    headers["x-ratelimit-remaining-tokens"] = String(Math.max(0, tpm - figures.tokens));
    headers["x-ratelimit-reset-tokens"] = duration(reset.tokens);
  }
  return headers;
}

/** OpenAI writes these as durations: `1s`, `6m0s`, `20ms`. */
function duration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** The 429 of a limit; the gateway's own limits have an empty id. `asked` are the tokens that the request may need. */
export function refused(
  { id, name }: { id: string; name: string },
  limits: Limits,
  asked: number,
  { limit, waitMs, figures }: Refusal,
  now: number,
): GatewayError {
  const who = id === "" ? "The gateway" : `The API key '${name}'`;
  const over = id === "" ? " over all keys" : "";
  if (limit === "budget" || limit === "quota") return usedUp(who, over, limits, limit, now);
  const words = {
    rpm: `reached its limit of ${limits.rpm} requests per minute${over}`,
    tpm: `reached its limit of ${limits.tpm} tokens per minute${over} (${figures.tokens} used, about ${asked} asked)`,
    concurrency: `already has ${limits.concurrency} requests running${over}, its limit`,
  }[limit];
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const headers =
    id === "" || limit === "concurrency"
      ? {}
      : limitHeaders(limits, figures, {
          requests: limit === "rpm" ? waitMs : windowMs,
          tokens: limit === "tpm" ? waitMs : windowMs,
        });
  return new GatewayError({
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    message: `${who} ${words}. Try again in ${seconds} s.`,
    headers: { ...headers, "retry-after": String(seconds) },
  });
}

const periodWords: Record<Period, string> = { day: "daily", month: "monthly", total: "total" };

function usedUp(who: string, over: string, limits: Limits, limit: "budget" | "quota", now: number): GatewayError {
  const { budget, quota } = limits;
  const period = (limit === "budget" ? budget?.period : quota?.period) ?? "total";
  const end = periodEnd(period, now);
  const what = limit === "budget" ? `budget of $${budget?.usd}` : `quota of ${quota?.tokens} tokens`;
  return new GatewayError({
    status: 429,
    type: "insufficient_quota",
    code: "insufficient_quota",
    message: `${who} has used its ${periodWords[period]} ${what}${over}.${end === null ? "" : ` It starts anew at ${end}.`}`,
    headers: {
      "retry-after": String(end === null ? 86_400 : Math.max(1, Math.ceil((Date.parse(end) - now) / 1000))),
      "x-should-retry": "false",
    },
  });
}

/** What is left of each limit, as /stats tells it; null where there is no such limit. */
export function limitsLeft(limits: Limits, figures: LimitFigures, counter: LimitCounter, now: number) {
  const { rpm, tpm, concurrency, budget, quota } = limits;
  const left = (limit: number | null | undefined, used: number) =>
    limit ? { limit, remaining: Math.max(0, limit - used) } : null;
  const spent = counter.budget?.microUsd ?? 0;
  const usedTokens = counter.quota?.tokens ?? 0;
  return {
    rpm: left(rpm, figures.requests),
    tpm: left(tpm, figures.tokens),
    concurrency: left(concurrency, figures.running),
    budget: budget
      ? {
          usd: budget.usd,
          spentUsd: spent / 1e6,
          // In whole micro-dollars, as everything is counted: the difference of two fractions has a tail.
          remainingUsd: Math.max(0, Math.round(budget.usd * 1e6) - spent) / 1e6,
          period: budget.period,
          resetsAt: periodEnd(budget.period, now),
        }
      : null,
    quota: quota
      ? {
          tokens: quota.tokens,
          usedTokens,
          remainingTokens: Math.max(0, quota.tokens - usedTokens),
          period: quota.period,
          resetsAt: periodEnd(quota.period, now),
        }
      : null,
  };
}
