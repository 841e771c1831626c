import type { ApiKey } from "../config/entities";
import type { Defer, Ports } from "../ports";
import { limitHeaders, limitsLeft, refused } from "./limit-answers";
import { knowsMore, LimitCounter, shareOfBudget, shareOfQuota } from "./limit-counter";
import { hasLimits, type Limits, withDefaults } from "./limit-schema";
import type { Holding, Subject } from "./limit-subject";
import { type Unwritten, usedSince } from "./period-use";
import { type Period, periodStart } from "./periods";
import { SharedLimits } from "./shared-limits";

/**
 * How long a figure of spending holds where other isolates spend too; past half of that it is read again beside a request.
 * With the two seconds that their log rows may wait (log-writer.ts) none is older than five.
 */
const usedMaxAgeMs = 3_000;

/** What a request holds of its limits until it ends. */
export interface Reservation {
  /** Limit headers of the answer, as OpenAI names them. */
  headers: Record<string, string>;
  /** A place among the requests that may run at once: it is wanted back the moment its client leaves. */
  place: boolean;
  /** Replaces the estimate by what was used, frees the concurrency slot and adds the cost. Safe to call twice. */
  settle(tokens: number, costMicroUsd: number | null): void;
}

/** Tokens that a request may need; `maximum` is null where the client did not say. */
type Estimate = () => { prompt: number; maximum: number | null };

const newSubject = (id: string, name: string): Subject => ({
  id,
  name,
  counter: new LimitCounter(),
  readAt: Number.NEGATIVE_INFINITY,
  renewedAt: Number.NEGATIVE_INFINITY,
  closed: new Map(),
});

/**
 * Requests and tokens of the last 60 seconds, running requests, spending and tokens of a period: per API key, and for the
 * gateway as a whole. Exact within one process; every isolate has its own book, reads the others' spending from the store
 * every few seconds, and asks the counter that isolates share where there is one.
 */
export class LimitBook {
  readonly #keys = new Map<string, Subject>();
  readonly #gateway = newSubject("", "");
  readonly #ports: Ports;
  readonly #unwritten: Unwritten;
  readonly #shared: SharedLimits | null;
  #defaults: Limits | null = null;
  #ceiling: Limits | null = null;
  /** Limits of keys that take some from the defaults. */
  #effective = new WeakMap<ApiKey, Limits>();
  /** Hears of shares used, where somebody wants to know. */
  #watch: ((subject: Subject, limits: Limits) => void) | null = null;

  constructor(ports: Ports, unwritten: Unwritten) {
    this.#ports = ports;
    this.#unwritten = unwritten;
    this.#shared = ports.counter ? new SharedLimits(ports, ports.counter) : null;
  }

  /** After the configuration was read: `watch` hears of every key that has used some of its budget or quota. */
  adopt(
    { defaults, gateway }: { defaults: Limits; gateway: Limits },
    watch: ((subject: Subject, limits: Limits) => void) | null,
  ): void {
    this.#defaults = hasLimits(defaults) ? defaults : null;
    this.#ceiling = hasLimits(gateway) ? gateway : null;
    this.#effective = new WeakMap();
    this.#watch = watch;
  }

  /** Takes a place for a request, or throws 429. A promise only where something has to be read or asked first. */
  admit(key: ApiKey, estimate: Estimate, defer: Defer): Reservation | Promise<Reservation> {
    const ceiling = this.#ceiling;
    const limits = this.limitsOf(key);
    if (ceiling === null && !hasLimits(limits)) return unlimited;
    const subject = this.#subject(key);
    if (this.#ports.shared) {
      this.#renew(subject, limits, defer);
      if (ceiling !== null) this.#renew(this.#gateway, ceiling, defer);
    }
    if (
      this.#shared === null &&
      this.#isFresh(subject, limits) &&
      (ceiling === null || this.#isFresh(this.#gateway, ceiling))
    )
      return this.#reserve(this.#take(subject, limits, estimate), defer);
    return this.#admitSlowly(subject, limits, estimate, defer);
  }

  /** The key's own limits, and the defaults for those that it has not. */
  limitsOf(key: ApiKey): Limits {
    const defaults = this.#defaults;
    if (defaults === null || key.withoutDefaults === true) return key.limits;
    let limits = this.#effective.get(key);
    if (limits === undefined) {
      limits = withDefaults(key.limits, defaults);
      this.#effective.set(key, limits);
    }
    return limits;
  }

  /** Limit headers of an answer whose request took no place, from what this process counts. */
  standing(key: ApiKey): Record<string, string> {
    const limits = this.limitsOf(key);
    return limits.rpm || limits.tpm
      ? limitHeaders(limits, this.#subject(key).counter.figures(this.#ports.now()))
      : unlimited.headers;
  }

  /** What is left, for /stats. Null where there is no such limit. */
  async left(key: ApiKey) {
    const subject = this.#subject(key);
    const limits = this.limitsOf(key);
    if (limits.budget || limits.quota) await this.#readUsed(subject, limits);
    const now = this.#ports.now();
    const local = subject.counter.figures(now);
    const figures = this.#shared === null || !hasLimits(limits) ? local : await this.#shared.figures(subject.id, local);
    return limitsLeft(limits, figures, subject.counter, now);
  }

  async #admitSlowly(subject: Subject, limits: Limits, estimate: Estimate, defer: Defer): Promise<Reservation> {
    const ceiling = this.#ceiling;
    await Promise.all([
      this.#isFresh(subject, limits) ? null : this.#readUsed(subject, limits),
      ceiling === null || this.#isFresh(this.#gateway, ceiling) ? null : this.#readUsed(this.#gateway, ceiling),
    ]);
    const holdings = this.#take(subject, limits, estimate);
    if (this.#shared === null) return this.#reserve(holdings, defer);
    const answer = await this.#shared.take(holdings, defer);
    if ("refusal" in answer) {
      for (const { subject: held, ticket } of holdings) held.counter.undo(ticket);
      throw refused(
        answer.holding.subject,
        answer.holding.limits,
        answer.holding.tokens,
        answer.refusal,
        this.#ports.now(),
      );
    }
    return this.#reserve(holdings, defer, answer.settle, answer.figures ?? undefined);
  }

  /** A place in the key's limits and in the gateway's, or in neither. */
  #take(subject: Subject, limits: Limits, estimate: Estimate): Holding[] {
    const now = this.#ports.now();
    const wanted = [{ subject, limits, tokens: tokensOf(limits, estimate) }];
    if (this.#ceiling !== null)
      wanted.push({ subject: this.#gateway, limits: this.#ceiling, tokens: tokensOf(this.#ceiling, estimate) });
    for (const want of wanted) {
      const refusal = want.subject.counter.refusal(want.limits, want.tokens, now);
      if (refusal !== null) throw refused(want.subject, want.limits, want.tokens, refusal, now);
    }
    return wanted.map((want) => ({ ...want, ticket: want.subject.counter.take(want.limits, want.tokens, now) }));
  }

  #reserve(
    holdings: Holding[],
    defer: Defer,
    settleShared: ((tokens: number, microUsd: number | null) => Promise<void>) | null = null,
    figures = holdings[0]!.subject.counter.figures(this.#ports.now()),
  ): Reservation {
    let settled = false;
    return {
      headers: limitHeaders(holdings[0]!.limits, figures),
      place: holdings.some(({ limits }) => Boolean(limits.concurrency)),
      settle: (tokens, microUsd) => {
        if (settled) return;
        settled = true;
        for (const { subject, ticket, limits } of holdings) {
          subject.counter.settle(ticket, tokens, microUsd);
          this.#tell(subject, limits);
        }
        if (settleShared !== null) defer(settleShared(tokens, microUsd));
      },
    };
  }

  #tell(subject: Subject, limits: Limits): void {
    if (this.#watch === null || (!limits.budget && !limits.quota)) return;
    const now = this.#ports.now();
    const { counter } = subject;
    if (Math.max(shareOfBudget(counter, limits, now), shareOfQuota(counter, limits, now)) >= 0.8)
      this.#watch(subject, limits);
  }

  #subject({ id, name }: ApiKey): Subject {
    let subject = this.#keys.get(id);
    if (subject === undefined) {
      subject = newSubject(id, name);
      this.#keys.set(id, subject);
    }
    subject.name = name;
    return subject;
  }

  #isFresh({ counter, readAt }: Subject, { budget, quota }: Limits): boolean {
    if (!budget && !quota) return true;
    const now = this.#ports.now();
    if (this.#ports.shared && now - readAt >= usedMaxAgeMs) return false;
    if (budget && counter.budget?.from !== periodStart(budget.period, now)) return false;
    return !quota || counter.quota?.from === periodStart(quota.period, now);
  }

  /** Reads spending again before the figure is too old, so that under steady traffic no request waits for it. */
  #renew(subject: Subject, limits: Limits, defer: Defer): void {
    if (!limits.budget && !limits.quota) return;
    const now = this.#ports.now();
    if (now - subject.readAt < usedMaxAgeMs / 2) return;
    if (subject.renewedAt > subject.readAt && now - subject.renewedAt < usedMaxAgeMs) return;
    // Without a figure that holds the request itself waits for one.
    if (!this.#isFresh(subject, limits)) return;
    subject.renewedAt = now;
    defer(
      this.#readUsed(subject, limits).catch((error) => console.error("What a key has spent could not be read:", error)),
    );
  }

  async #readUsed(subject: Subject, limits: Limits): Promise<void> {
    const { budget, quota } = limits;
    const read = (period: Period) =>
      usedSince(this.#ports, subject, periodStart(period, this.#ports.now()), this.#unwritten);
    const spent = budget ? await read(budget.period) : null;
    const counted = quota ? (quota.period === budget?.period ? spent : await read(quota.period)) : null;
    // Another request may have read and added meanwhile: the larger figure knows more.
    const { counter } = subject;
    counter.budget = spent && { ...knowsMore(counter.budget, spent)! };
    counter.quota = counted && { ...knowsMore(counter.quota, counted)! };
    subject.readAt = this.#ports.now();
    this.#tell(subject, limits);
  }
}

const unlimited: Reservation = { headers: {}, place: false, settle: () => {} };

function tokensOf({ tpm }: Limits, estimate: Estimate): number {
  if (!tpm) return 0;
  const { prompt, maximum } = estimate();
  return prompt + (maximum ?? Math.min(256, Math.floor(tpm / 4)));
}
