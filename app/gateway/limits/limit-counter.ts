import type { Limits } from "./limit-schema";
import { type Period, periodStart } from "./periods";
import { type SlidingEntry, SlidingSum } from "./sliding-sum";

// The counting itself, for one key or for the gateway as a whole. Pure: the limit book of every isolate uses it, and so does
// the counter that isolates share (companion/), so that both mean the same.

/** What was used since `from` (Unix ms). */
export interface Used {
  from: number;
  microUsd: number;
  tokens: number;
}

/** What of its limits a subject uses, as far as one asks; waits in ms. */
export interface LimitFigures {
  requests: number;
  tokens: number;
  running: number;
}

export interface Refusal {
  limit: "rpm" | "tpm" | "concurrency" | "budget" | "quota";
  /** Until it may be tried again; 0 for a budget or quota, which end with their period. */
  waitMs: number;
  figures: LimitFigures;
}

/** What a request holds; null where there is no such limit. */
export interface Ticket {
  request: SlidingEntry | null;
  tokens: SlidingEntry | null;
}

export class LimitCounter {
  readonly requests = new SlidingSum();
  readonly tokens = new SlidingSum();
  running = 0;
  /** Of the current period of the budget, and of that of the quota. */
  budget: Used | null = null;
  quota: Used | null = null;

  figures(now: number): LimitFigures {
    return { requests: this.requests.sum(now), tokens: this.tokens.sum(now), running: this.running };
  }

  /** Why a request that may need so many `tokens` has no place, or null. */
  refusal(limits: Limits, tokens: number, now: number): Refusal | null {
    const refuse = (limit: Refusal["limit"], waitMs: number): Refusal => ({
      limit,
      waitMs,
      figures: this.figures(now),
    });
    const { rpm, tpm, concurrency, budget, quota } = limits;
    if (budget && current(this.budget, budget.period, now).microUsd >= Math.round(budget.usd * 1e6))
      return refuse("budget", 0);
    if (quota && current(this.quota, quota.period, now).tokens >= quota.tokens) return refuse("quota", 0);
    if (concurrency && this.running >= concurrency) return refuse("concurrency", 1_000);
    if (rpm && this.requests.sum(now) >= rpm) return refuse("rpm", this.requests.freeIn(now, 1, rpm));
    if (tpm && this.tokens.sum(now) + tokens > tpm) return refuse("tpm", this.tokens.freeIn(now, tokens, tpm));
    return null;
  }

  take({ rpm, tpm }: Limits, tokens: number, now: number): Ticket {
    this.running++;
    return { request: rpm ? this.requests.add(now, 1) : null, tokens: tpm ? this.tokens.add(now, tokens) : null };
  }

  /** Replaces the estimate by what was used. */
  settle(ticket: Ticket, tokens: number, microUsd: number | null): void {
    this.running = Math.max(0, this.running - 1);
    if (ticket.tokens !== null) this.tokens.change(ticket.tokens, tokens);
    for (const used of [this.budget, this.quota]) {
      if (used === null) continue;
      used.microUsd += microUsd ?? 0;
      used.tokens += tokens;
    }
  }

  /** The request was refused after all: it does not count. */
  undo(ticket: Ticket): void {
    this.running = Math.max(0, this.running - 1);
    if (ticket.request !== null) this.requests.change(ticket.request, 0);
    if (ticket.tokens !== null) this.tokens.change(ticket.tokens, 0);
  }
}

const nothing = { microUsd: 0, tokens: 0 };
const current = (used: Used | null, period: Period, now: number) =>
  used !== null && used.from === periodStart(period, now) ? used : nothing;

/** What a limit of the subject was used up to, 0 to 1 and over; 0 where there is no such limit. */
export const shareOfBudget = (counter: LimitCounter, { budget }: Limits, now: number): number =>
  budget ? current(counter.budget, budget.period, now).microUsd / (budget.usd * 1e6) : 0;
export const shareOfQuota = (counter: LimitCounter, { quota }: Limits, now: number): number =>
  quota ? current(counter.quota, quota.period, now).tokens / quota.tokens : 0;

/** The larger of two figures of the same period knows more; of two periods the later one holds. */
export function knowsMore(one: Used | null, other: Used | null): Used | null {
  if (one === null || other === null) return one ?? other;
  if (one.from !== other.from) return one.from > other.from ? one : other;
  return {
    from: one.from,
    microUsd: Math.max(one.microUsd, other.microUsd),
    tokens: Math.max(one.tokens, other.tokens),
  };
}
