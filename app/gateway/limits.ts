import type { Limits } from "./config";
import { GatewayError } from "./errors";
import type { ApiKey, Ports } from "./ports";

const windowMs = 60_000;
/** How long a figure of spending holds where other isolates spend too. */
const spendMaxAgeMs = 5_000;

/** What a request holds of its key's limits until it ends. */
export interface Reservation {
  /** Limit headers of the answer, as OpenAI names them. */
  headers: Record<string, string>;
  /** Replaces the estimate by what was used, frees the concurrency slot and adds the cost. Safe to call twice. */
  settle(tokens: number, costMicroUsd: number | null): void;
}

interface Spent {
  from: number;
  microUsd: number;
  readAt: number;
}

interface KeyState {
  requests: Window;
  tokens: Window;
  running: number;
  spent: Spent | null;
}

/**
 * Requests and tokens of the last 60 seconds, running requests and spending, per API key. Exact within one process; every
 * isolate has its own book, and reads the others' spending from the store every few seconds.
 */
export class LimitBook {
  readonly #keys = new Map<string, KeyState>();
  readonly #ports: Ports;
  /** Cost of finished requests whose log rows are not written yet: the store does not know them. */
  readonly #unwritten: (keyId: string) => number;

  constructor(ports: Ports, unwritten: (keyId: string) => number) {
    this.#ports = ports;
    this.#unwritten = unwritten;
  }

  /**
   * Takes a place for a request, or throws 429. `estimate` gives tokens where `null` stands for an unset maximum.
   * A promise only where spending has to be read first.
   */
  admit(key: ApiKey, estimate: () => { prompt: number; maximum: number | null }): Reservation | Promise<Reservation> {
    const { limits } = key;
    if (!limits.rpm && !limits.tpm && !limits.concurrency && !limits.budget) return unlimited;
    const state = this.#state(key.id);
    if (!limits.budget) return this.#take(key, state, estimate);
    const from = periodStart(limits.budget.period, this.#ports.now());
    const { spent } = state;
    const fresh =
      spent !== null &&
      spent.from === from &&
      (!this.#ports.shared || this.#ports.now() - spent.readAt < spendMaxAgeMs);
    if (fresh) return this.#take(key, state, estimate);
    return this.#readSpent(key.id, from).then((read) => {
      // Another request may have read and added meanwhile: the larger figure knows more.
      const known = state.spent?.from === from ? state.spent.microUsd : 0;
      state.spent = { ...read, microUsd: Math.max(known, read.microUsd) };
      return this.#take(key, state, estimate);
    });
  }

  /** What is left, for /stats. Null where there is no such limit. */
  async left(key: ApiKey) {
    const now = this.#ports.now();
    const state = this.#state(key.id);
    const { rpm, tpm, budget } = key.limits;
    const from = budget ? periodStart(budget.period, now) : 0;
    const spent = budget ? (await this.#readSpent(key.id, from)).microUsd : 0;
    return {
      rpm: rpm ? { limit: rpm, remaining: Math.max(0, rpm - state.requests.sum(now)) } : null,
      tpm: tpm ? { limit: tpm, remaining: Math.max(0, tpm - state.tokens.sum(now)) } : null,
      budget: budget
        ? {
            usd: budget.usd,
            spentUsd: spent / 1e6,
            remainingUsd: Math.max(0, budget.usd - spent / 1e6),
            period: budget.period,
            resetsAt: periodEnd(budget.period, now),
          }
        : null,
    };
  }

  #state(keyId: string): KeyState {
    let state = this.#keys.get(keyId);
    if (state === undefined) {
      state = { requests: new Window(), tokens: new Window(), running: 0, spent: null };
      this.#keys.set(keyId, state);
    }
    return state;
  }

  async #readSpent(keyId: string, from: number): Promise<Spent> {
    const stored = await this.#ports.store.spentMicroUsd(keyId, from);
    return { from, microUsd: stored + this.#unwritten(keyId), readAt: this.#ports.now() };
  }

  #take(key: ApiKey, state: KeyState, estimate: () => { prompt: number; maximum: number | null }): Reservation {
    const { rpm, tpm, concurrency, budget } = key.limits;
    const now = this.#ports.now();
    const headers: Record<string, string> = {};
    if (budget && state.spent !== null && state.spent.microUsd >= Math.round(budget.usd * 1e6))
      throw budgetUsed(key, budget, now);
    if (concurrency && state.running >= concurrency) {
      throw rateLimited(`The API key '${key.name}' already has ${concurrency} requests running, its limit.`, 1000, {});
    }
    const requests = rpm ? state.requests.sum(now) : 0;
    if (rpm) requestHeaders(headers, rpm, rpm - requests, state.requests.freeIn(now, 1, rpm));
    if (rpm && requests >= rpm) {
      throw rateLimited(
        `The API key '${key.name}' reached its limit of ${rpm} requests per minute.`,
        state.requests.freeIn(now, 1, rpm),
        headers,
      );
    }
    let reserved = 0;
    if (tpm) {
      const { prompt, maximum } = estimate();
      reserved = prompt + (maximum ?? Math.min(256, Math.floor(tpm / 4)));
      const used = state.tokens.sum(now);
      const wait = state.tokens.freeIn(now, reserved, tpm);
      if (used + reserved > tpm) {
        tokenHeaders(headers, tpm, tpm - used, wait);
        throw rateLimited(
          `The API key '${key.name}' reached its limit of ${tpm} tokens per minute (${used} used, about ${reserved} asked).`,
          wait,
          headers,
        );
      }
      tokenHeaders(headers, tpm, tpm - used - reserved, wait);
    }
    const requestEntry = rpm ? state.requests.add(now, 1) : null;
    if (rpm && requestEntry) requestHeaders(headers, rpm, rpm - requests - 1, windowMs);
    const tokenEntry = tpm ? state.tokens.add(now, reserved) : null;
    if (tpm) headers["x-ratelimit-reset-tokens"] = duration(windowMs);
    state.running++;
    let settled = false;
    return {
      headers,
      settle: (tokens, cost) => {
        if (settled) return;
        settled = true;
        state.running--;
        if (tokenEntry !== null) state.tokens.change(tokenEntry, tokens);
        if (budget && state.spent !== null && cost !== null) state.spent.microUsd += cost;
      },
    };
  }
}

const unlimited: Reservation = { headers: {}, settle: () => {} };

interface Entry {
  at: number;
  amount: number;
}

/** A sum over the last 60 seconds. */
class Window {
  #entries: Entry[] = [];
  #head = 0;
  #sum = 0;

  sum(now: number): number {
    const oldest = now - windowMs;
    while (this.#head < this.#entries.length && this.#entries[this.#head]!.at <= oldest) {
      this.#sum -= this.#entries[this.#head]!.amount;
      this.#head++;
    }
    if (this.#head > 1000 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return this.#sum;
  }

  add(now: number, amount: number): Entry {
    const entry = { at: now, amount };
    this.#entries.push(entry);
    this.#sum += amount;
    return entry;
  }

  change(entry: Entry, amount: number): void {
    const oldest = this.#entries[this.#head];
    // An entry that has left the window no longer counts.
    if (oldest !== undefined && oldest.at <= entry.at) this.#sum += amount - entry.amount;
    entry.amount = amount;
  }

  /** Milliseconds until `amount` more fits under `limit`; 0 where it fits now. */
  freeIn(now: number, amount: number, limit: number): number {
    let sum = this.sum(now);
    if (sum + amount <= limit) return 0;
    for (let index = this.#head; index < this.#entries.length; index++) {
      const entry = this.#entries[index]!;
      sum -= entry.amount;
      if (sum + amount <= limit) return Math.max(1, entry.at + windowMs - now);
    }
    return windowMs;
  }
}

/** Start of the budget's period by the UTC calendar, Unix ms. */
function periodStart(period: "day" | "month" | "total", now: number): number {
  if (period === "total") return 0;
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), period === "day" ? date.getUTCDate() : 1);
}

/** End of the period as ISO 8601; null for a total budget, which never resets. */
function periodEnd(period: "day" | "month" | "total", now: number): string | null {
  if (period === "total") return null;
  const date = new Date(now);
  const end =
    period === "day"
      ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1)
      : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return new Date(end).toISOString();
}

function requestHeaders(headers: Record<string, string>, limit: number, remaining: number, resetMs: number): void {
  headers["x-ratelimit-limit-requests"] = String(limit);
  headers["x-ratelimit-remaining-requests"] = String(Math.max(0, remaining));
  headers["x-ratelimit-reset-requests"] = duration(resetMs);
}

function tokenHeaders(headers: Record<string, string>, limit: number, remaining: number, resetMs: number): void {
  headers["x-ratelimit-limit-tokens"] = String(limit);
  headers["x-ratelimit-remaining-tokens"] = String(Math.max(0, remaining));
  headers["x-ratelimit-reset-tokens"] = duration(resetMs);
}

/** OpenAI writes these as durations: `1s`, `6m0s`, `20ms`. */
function duration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function rateLimited(message: string, retryAfterMs: number, headers: Record<string, string>): GatewayError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new GatewayError({
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    message: `${message} Try again in ${seconds} s.`,
    headers: { ...headers, "retry-after": String(seconds) },
  });
}

function budgetUsed(key: ApiKey, budget: NonNullable<Limits["budget"]>, now: number): GatewayError {
  const end = periodEnd(budget.period, now);
  const words = { day: "daily", month: "monthly", total: "total" }[budget.period];
  return new GatewayError({
    status: 429,
    type: "insufficient_quota",
    code: "insufficient_quota",
    message: `The API key '${key.name}' has used its ${words} budget of $${budget.usd}.${end === null ? "" : ` It starts anew at ${end}.`}`,
    headers: {
      "retry-after": String(end === null ? 86_400 : Math.max(1, Math.ceil((Date.parse(end) - now) / 1000))),
      "x-should-retry": "false",
    },
  });
}
