// What the gateway's own traffic says about a provider's model. Kept as sums per time bucket, so that isolates and restarts
// add up instead of overwriting each other; read as averages in which an observation counts half after some minutes.

/** An observation's weight halves in this time. */
const halfLifeMs = 600_000;
const statisticsBucketMs = 900_000;
/** Buckets that are read from the store at the start. */
export const statisticsReachMs = 6 * 3_600_000;
/** Provider and model pairs that are known at once; past that those that were measured longest ago are forgotten. */
const mostPairs = 20_000;

/** Sums over attempts. Times are of successful attempts, those to the first token of streamed ones. */
export interface Sums {
  attempts: number;
  failures: number;
  latencyMs: number;
  firstTokens: number;
  firstTokenMs: number;
  /** Completion tokens, and the time in which they came. */
  tokens: number;
  tokenMs: number;
}

export interface StatisticsRow extends Sums {
  providerId: string;
  model: string;
  /** Start of the time bucket, Unix ms. */
  bucket: number;
}

/** The averages; null where nothing was measured. */
export interface Measured {
  /** 0..1. */
  successRate: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
  tokensPerSecond: number | null;
}

const fields = ["attempts", "failures", "latencyMs", "firstTokens", "firstTokenMs", "tokens", "tokenMs"] as const;
const noSums = (): Sums => ({
  attempts: 0,
  failures: 0,
  latencyMs: 0,
  firstTokens: 0,
  firstTokenMs: 0,
  tokens: 0,
  tokenMs: 0,
});

/** Sums in which older observations weigh less. */
export class Decaying {
  readonly #sums = noSums();
  #at = 0;

  add(sums: Sums, at: number): void {
    if (at > this.#at) {
      const kept = 2 ** ((this.#at - at) / halfLifeMs);
      for (const field of fields) this.#sums[field] *= kept;
      this.#at = at;
    }
    const weight = at === this.#at ? 1 : 2 ** ((at - this.#at) / halfLifeMs);
    for (const field of fields) this.#sums[field] += sums[field] * weight;
  }

  /** How many attempts of this very moment the observations weigh as much as. */
  weight(now: number): number {
    return now <= this.#at ? this.#sums.attempts : this.#sums.attempts * 2 ** ((this.#at - now) / halfLifeMs);
  }

  /** 0..1, drawn towards 0.95 where there are few observations: one lucky attempt proves little. */
  successScore(now: number): number {
    const weight = this.weight(now);
    const rate = this.#sums.attempts === 0 ? 1 : 1 - this.#sums.failures / this.#sums.attempts;
    return (rate * weight + 0.95 * 2) / (weight + 2);
  }

  get successRate(): number | null {
    return this.#sums.attempts < 1e-9 ? null : Math.max(0, 1 - this.#sums.failures / this.#sums.attempts);
  }

  get latencyMs(): number | null {
    return ratio(this.#sums.latencyMs, this.#sums.attempts - this.#sums.failures);
  }

  get firstTokenMs(): number | null {
    return ratio(this.#sums.firstTokenMs, this.#sums.firstTokens);
  }

  get tokensPerSecond(): number | null {
    return ratio(this.#sums.tokens * 1000, this.#sums.tokenMs);
  }
}

const ratio = (sum: number, count: number) => (count < 1e-9 ? null : sum / count);

interface Pair {
  recent: Decaying;
  /** Of the provider as a whole. */
  provider: Decaying;
  buckets: Map<number, Bucket>;
  /** What this isolate saw since the last write; of one bucket, with which the next one begins anew. */
  pending: StatisticsRow | null;
}

interface Bucket {
  /** All that is known of it, but for what is pending. */
  total: Sums;
  /** The part of it that the store does not have yet. */
  unwritten: Sums;
  /** Writes under way: whether the store has them cannot be said. */
  writes: number;
}

/** Statistics of every provider and model, of this isolate and, as far as the store was read, of all others. */
export class StatisticsBook {
  readonly #pairs = new Map<string, Pair>();
  readonly #providers = new Map<string, Decaying>();
  /** Observations of this isolate on their way to the store. */
  #pending: StatisticsRow[] = [];

  of(providerId: string, model: string): Decaying | undefined {
    return this.#pairs.get(`${providerId} ${model}`)?.recent;
  }

  provider(providerId: string): Decaying | undefined {
    return this.#providers.get(providerId);
  }

  add(providerId: string, model: string, sums: Partial<Sums>, now: number): void {
    const whole = { ...noSums(), ...sums };
    const pair = this.#pair(providerId, model);
    pair.recent.add(whole, now);
    pair.provider.add(whole, now);
    const bucket = now - (now % statisticsBucketMs);
    if (pair.pending?.bucket === bucket) {
      increase(pair.pending, whole);
      return;
    }
    pair.pending = { providerId, model, bucket, ...whole };
    this.#pending.push(pair.pending);
  }

  /** What is to be added to the store; the caller writes it exactly once and then says so. */
  take(): StatisticsRow[] {
    const rows = this.#pending;
    if (rows.length === 0) return rows;
    this.#pending = [];
    for (const row of rows) {
      const pair = this.#pair(row.providerId, row.model);
      const known = bucketOf(pair, row.bucket);
      increase(known.total, row);
      increase(known.unwritten, row);
      known.writes++;
      if (pair.pending === row) pair.pending = null;
    }
    return rows;
  }

  written(rows: readonly StatisticsRow[]): void {
    for (const row of rows) {
      const known = this.#pairs.get(`${row.providerId} ${row.model}`)?.buckets.get(row.bucket);
      if (known === undefined) continue;
      known.writes--;
      for (const field of fields) known.unwritten[field] -= row[field];
    }
  }

  /** What the store has of a bucket, all isolates together. What of it is new here was seen at `at`, Unix ms. */
  adopt(row: StatisticsRow, at: number): void {
    const pair = this.#pair(row.providerId, row.model);
    const known = bucketOf(pair, row.bucket);
    // The row is read once more after the write: that changes it.
    if (known.writes > 0) return;
    const news = noSums();
    for (const field of fields) {
      // Never below what is known: a write of ours may have come between.
      const total = Math.max(known.total[field], row[field] + known.unwritten[field]);
      news[field] = total - known.total[field];
      known.total[field] = total;
    }
    if (news.attempts === 0) return;
    pair.recent.add(news, at);
    pair.provider.add(news, at);
  }

  /** Forgets providers that are no more. */
  keep(providerIds: ReadonlySet<string>): void {
    for (const id of this.#providers.keys()) if (!providerIds.has(id)) this.#providers.delete(id);
    for (const id of this.#pairs.keys()) if (!providerIds.has(id.slice(0, id.indexOf(" ")))) this.#pairs.delete(id);
    this.#pending = this.#pending.filter((row) => providerIds.has(row.providerId));
  }

  #pair(providerId: string, model: string): Pair {
    const id = `${providerId} ${model}`;
    let pair = this.#pairs.get(id);
    if (pair === undefined) {
      let provider = this.#providers.get(providerId);
      if (provider === undefined) {
        provider = new Decaying();
        this.#providers.set(providerId, provider);
      }
      pair = { recent: new Decaying(), provider, buckets: new Map(), pending: null };
      this.#pairs.set(id, pair);
      if (this.#pairs.size > mostPairs) this.#pairs.delete(this.#pairs.keys().next().value!);
    }
    return pair;
  }
}

function bucketOf({ buckets }: Pair, bucket: number): Bucket {
  let known = buckets.get(bucket);
  if (known === undefined) {
    known = { total: noSums(), unwritten: noSums(), writes: 0 };
    buckets.set(bucket, known);
    for (const old of buckets.keys()) if (old < bucket - statisticsReachMs) buckets.delete(old);
  }
  return known;
}

function increase(sums: Sums, by: Sums): void {
  for (const field of fields) sums[field] += by[field];
}
