import type { Defer, Ports } from "../ports";
import type { HealthChanges, LogBatch, UnwrittenLog } from "../store";
import type { LogRow } from "./log-row";

/** Rows of so long are written together. */
const gatherMs = 200;
/**
 * D1 bills every row, and a write has some ten beside those of the log (rollups, statistics), so there a few requests that
 * went well wait for more until so long. What went wrong is not kept waiting: other isolates learn of providers by it.
 */
const quietMs = 2_000;
const fewRows = 100;
/** A write that should have happened so long ago died with its request. */
const overdueMs = 4_000;
/** Past so many rows a batch is written at once. */
const largestBatch = 2_000;
/** Rows that are kept in memory while the database refuses them; past that the host keeps the oldest elsewhere, or they go. */
const mostPending = 50_000;
/** So many at a time, which is one file. */
const shedRows = 10_000;
/** How often a database that refuses log rows is told of in the host's log. */
const sayAgainMs = 10_000;

/** Rows that are written together; under one id, so that a write that had happened after all does not count twice. */
interface Pending {
  id: string;
  rows: LogBatch;
  /** By key. */
  used: Map<string, Uses>;
  /** Written in the same transaction: counted once, also when the batch is written twice. */
  health: HealthChanges | null;
}

interface Uses {
  microUsd: number;
  tokens: number;
}

/** What was learned of health since the last write, and who wants to know that it was written. */
interface HealthSource {
  take(): HealthChanges | null;
  written(changes: HealthChanges | null): void;
  counted(row: LogRow): void;
  /** In the deferred work of a request whose row was written. */
  afterWrite(): Promise<void> | null;
}

/**
 * Log rows on their way to the store. A request adds its row; the one that finds no flush under way waits a moment in its
 * own deferred work and writes all that is pending. No promise crosses requests; rows of a failed write are kept for the next.
 */
export class LogWriter {
  /** The last one takes new rows. */
  #pending: Pending[] = [];
  #rows = 0;
  #writing = 0;
  /** When the flush under way began to wait. */
  #gatheringSince: number | null = null;
  #hurry = false;
  #refusalSaidAt = Number.NEGATIVE_INFINITY;
  readonly #used = new Map<string, Uses>();
  /** Batches that were tried: they may be in the database, so they take no further rows. */
  readonly #sealed = new WeakSet<Pending>();
  /** Batches of writes under way. */
  readonly #underWay = new Set<Pending>();
  readonly #ports: Ports;
  readonly #health: HealthSource;

  constructor(ports: Ports, health: HealthSource) {
    this.#ports = ports;
    this.#health = health;
  }

  add(row: LogRow, defer: Defer): void {
    const pending = this.#open();
    pending.rows.add(row);
    this.#rows++;
    this.#health.counted(row);
    if (row.outcome !== "success" || row.attempts.length > 1) this.#hurry = true;
    const tokens = row.usage.promptTokens + row.usage.completionTokens;
    if (row.keyId !== null && (row.costMicroUsd || tokens > 0)) {
      addUse(this.#used, row.keyId, row.costMicroUsd ?? 0, tokens);
      addUse(pending.used, row.keyId, row.costMicroUsd ?? 0, tokens);
    }
    if (this.#rows > mostPending) this.#shed();
    const now = this.#ports.now();
    if (this.#gatheringSince !== null && now - this.#gatheringSince < overdueMs) return;
    this.#gatheringSince = now;
    defer(this.#gather());
  }

  /** What a key's rows used that the store may not have yet; null: those of all keys. */
  unwritten(keyId: string | null): Readonly<Uses> {
    if (keyId !== null) return this.#used.get(keyId) ?? nothing;
    const sum = { ...nothing };
    for (const { microUsd, tokens } of this.#used.values()) {
      sum.microUsd += microUsd;
      sum.tokens += tokens;
    }
    return sum;
  }

  /** Writes now the rows that wait for more, where they do: who looks at the log finds what this isolate has answered. */
  async catchUp(): Promise<void> {
    if (this.#ports.shared && this.#rows > 0) await this.#write();
  }

  /** Resolves when everything added before this call is written, or the database refused some of it. */
  async flush(): Promise<void> {
    await this.#write();
    for (let waited = 0; this.#writing > 0 && waited < 2_000; waited += 10) await this.#ports.sleep(10);
  }

  /** What is not known to be in the database, for a host that ends. */
  leftover(): UnwrittenLog {
    return this.#asText([...this.#underWay, ...this.#pending]);
  }

  #asText(batches: Pending[]): UnwrittenLog {
    const { store } = this.#ports;
    return {
      rows: batches.reduce((sum, { rows }) => sum + rows.size, 0),
      *lines() {
        for (const { id, rows, health } of batches) yield* store.logAsText(id, rows, health);
      },
    };
  }

  #open(): Pending {
    const open = this.#untried();
    if (open !== undefined && open.rows.size < largestBatch) return open;
    const next: Pending = {
      id: crypto.randomUUID(),
      rows: this.#ports.store.newLogBatch(),
      used: new Map(),
      health: null,
    };
    this.#pending.push(next);
    return next;
  }

  /** The newest batch that may still change. */
  #untried(): Pending | undefined {
    const last = this.#pending.at(-1);
    if (last === undefined || !this.#sealed.has(last)) return last;
    return this.#pending.findLast((batch) => !this.#sealed.has(batch));
  }

  async #gather(): Promise<void> {
    const longestMs = this.#ports.shared ? quietMs : gatherMs;
    for (let waited = 0; waited < longestMs; waited += gatherMs) {
      if (waited > 0 && (this.#hurry || this.#rows >= fewRows)) break;
      await this.#ports.sleep(gatherMs);
    }
    this.#hurry = false;
    this.#gatheringSince = null;
    await this.#write();
    await this.#health.afterWrite();
  }

  async #write(): Promise<void> {
    // Never into a batch of an earlier try: that may have been committed after all.
    const health = this.#untried()?.health ? null : this.#health.take();
    if (health !== null) this.#open().health = health;
    const batches = this.#pending;
    this.#pending = [];
    for (const batch of batches) this.#underWay.add(batch);
    for (const [index, batch] of batches.entries()) {
      this.#writing++;
      try {
        await this.#ports.store.writeLog(batch.id, batch.rows, batch.health);
        this.#underWay.delete(batch);
        this.#health.written(batch.health);
        this.#forget(batch);
      } catch (error) {
        this.#sealed.add(batch);
        // A database that is full or locked would refuse the others too, each after its own wait; where it is this batch
        // alone, the others come first the next time.
        for (const left of batches.slice(index)) this.#underWay.delete(left);
        this.#pending = [...batches.slice(index + 1), ...this.#pending, batch];
        this.#sayRefused(error);
        break;
      } finally {
        this.#writing--;
      }
    }
  }

  /** Not for every try: a full disk may be the one that the host's log is on. */
  #sayRefused(error: unknown): void {
    const now = this.#ports.now();
    if (Math.abs(now - this.#refusalSaidAt) < sayAgainMs) return;
    this.#refusalSaidAt = now;
    console.error(`${this.#rows} log rows could not be written, they are kept for the next try:`, error);
  }

  /** Not those of a write under way, which may be written after all, nor the batch that still takes rows. */
  #shed(): void {
    const shed = new Set<Pending>();
    let rows = 0;
    for (const batch of this.#pending) {
      if (rows >= shedRows) break;
      if (batch.rows.size < largestBatch && !this.#sealed.has(batch)) continue;
      shed.add(batch);
      rows += batch.rows.size;
    }
    if (rows < shedRows) return;
    this.#pending = this.#pending.filter((batch) => !shed.has(batch));
    for (const batch of shed) {
      this.#forget(batch);
      this.#health.written(batch.health);
    }
    const isKept = this.#ports.keepUnwritten?.(this.#asText([...shed])) ?? false;
    if (!isKept) console.error(`The database refuses log rows: ${rows} were dropped.`);
  }

  #forget({ rows, used }: Pending): void {
    this.#rows -= rows.size;
    for (const [keyId, { microUsd, tokens }] of used) {
      const left = this.#used.get(keyId);
      if (left === undefined) continue;
      left.microUsd -= microUsd;
      left.tokens -= tokens;
      if (left.microUsd <= 0 && left.tokens <= 0) this.#used.delete(keyId);
    }
  }
}

const nothing: Uses = { microUsd: 0, tokens: 0 };

function addUse(uses: Map<string, Uses>, keyId: string, microUsd: number, tokens: number): void {
  const known = uses.get(keyId);
  if (known === undefined) {
    uses.set(keyId, { microUsd, tokens });
    return;
  }
  known.microUsd += microUsd;
  known.tokens += tokens;
}
