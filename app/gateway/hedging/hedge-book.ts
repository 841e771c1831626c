// When a second candidate is worth starting beside a slow one, and how many of them there may be. Both are of this process
// alone: a hedge is decided within a request, from what this process saw, and costs no read of the database.

/** So many observations make a quantile worth believing. */
const fewestObservations = 20;
const keptObservations = 100;
/** A candidate that usually answers at once is not hedged for a hiccup. */
const shortestWaitMs = 50;
const mostModels = 5_000;

/** The share of extra calls is held over this time. */
const windowMs = 600_000;
const slotMs = windowMs / 10;

interface Times {
  /** The newest observations, in no order. */
  readonly ms: number[];
  next: number;
  /** The quantile of them, until another comes. */
  waitMs: number | null;
}

export class HedgeBook {
  readonly #times = new Map<string, Times>();
  #slots: { start: number; requests: number; hedges: number }[] = [];

  /** How long an attempt took: to the first token of a stream, to the whole answer where it is not one. */
  observe({ providerId, model }: { providerId: string; model: string }, stream: boolean, ms: number): void {
    const id = keyOf(providerId, model, stream);
    let times = this.#times.get(id);
    if (times === undefined) {
      times = { ms: [], next: 0, waitMs: null };
      this.#times.set(id, times);
      if (this.#times.size > mostModels) this.#times.delete(this.#times.keys().next().value!);
    }
    times.ms[times.next] = ms;
    times.next = (times.next + 1) % keptObservations;
    times.waitMs = null;
  }

  /** The 95th percentile in ms; null where too little is known. */
  waitMs({ providerId, model }: { providerId: string; model: string }, stream: boolean): number | null {
    const times = this.#times.get(keyOf(providerId, model, stream));
    if (times === undefined || times.ms.length < fewestObservations) return null;
    if (times.waitMs === null) {
      const sorted = [...times.ms].sort((a, b) => a - b);
      times.waitMs = Math.max(shortestWaitMs, sorted[Math.ceil(sorted.length * 0.95) - 1]!);
    }
    return times.waitMs;
  }

  /** A request that may be hedged: what the share of extra calls is of. */
  request(now: number): void {
    this.#slot(now).requests++;
  }

  /** Whether one more hedge stays within so many percent of the requests of the window; if so it is counted. */
  take(now: number, maxExtraPercent: number): boolean {
    const slot = this.#slot(now);
    let requests = 0;
    let hedges = 1;
    for (const each of this.#slots) {
      requests += each.requests;
      hedges += each.hedges;
    }
    if (hedges * 100 > requests * maxExtraPercent) return false;
    slot.hedges++;
    return true;
  }

  #slot(now: number) {
    const start = now - (now % slotMs);
    const last = this.#slots.at(-1);
    if (last !== undefined && last.start >= start) return last;
    const slot = { start, requests: 0, hedges: 0 };
    this.#slots = [...this.#slots.filter((each) => each.start > now - windowMs), slot];
    return slot;
  }
}

const keyOf = (providerId: string, model: string, stream: boolean) => `${providerId} ${stream} ${model}`;
