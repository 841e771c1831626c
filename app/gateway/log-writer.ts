import type { Defer, HealthChanges, LogRow, Ports } from "./ports";

/** Rows of so long are written together. */
const gatherMs = 200;
/** Past so many rows a batch is written at once. */
const largestBatch = 500;
/** Rows that are kept while the database refuses them; past that the oldest go, with an error in the host's log. */
const mostPending = 50_000;

interface Batch {
  id: string;
  rows: LogRow[];
  /** Written in the same transaction: counted once, also when the batch is written twice. */
  health: HealthChanges | null;
}

/** What was learned of health since the last write, and who wants to know that it was written. */
export interface HealthSource {
  take(): HealthChanges | null;
  written(changes: HealthChanges | null): void;
}

/**
 * Log rows on their way to the store. A request puts its row on the list; the one that finds no flush under way waits a
 * moment in its own deferred work and writes all that is pending. No promise crosses requests; rows of a failed write go
 * back on the list under the same batch id, so that a write that had happened after all does not count twice.
 */
export class LogWriter {
  #pending: LogRow[] = [];
  #failed: Batch[] = [];
  #writing = 0;
  /** When the flush under way began to wait; one that is long overdue died with its request and is not waited for. */
  #gatheringSince: number | null = null;
  readonly #costs = new Map<string, number>();
  readonly #ports: Ports;

  readonly #health: HealthSource;

  constructor(ports: Ports, health: HealthSource) {
    this.#ports = ports;
    this.#health = health;
  }

  add(row: LogRow, defer: Defer): void {
    this.#pending.push(row);
    if (row.keyId !== null && row.costMicroUsd)
      this.#costs.set(row.keyId, (this.#costs.get(row.keyId) ?? 0) + row.costMicroUsd);
    if (this.#pending.length > mostPending) {
      const lost = this.#pending.splice(0, this.#pending.length - mostPending);
      for (const old of lost) this.#forget(old);
      console.error(`The database refuses log rows: ${lost.length} were dropped.`);
    }
    const now = this.#ports.now();
    if (this.#gatheringSince !== null && now - this.#gatheringSince < 20 * gatherMs) return;
    this.#gatheringSince = now;
    defer(this.#gather());
  }

  /** Cost of a key's rows that the store may not have yet, in micro-dollars. */
  unwrittenCost(keyId: string): number {
    return this.#costs.get(keyId) ?? 0;
  }

  /** Resolves when everything added before this call is written, or was tried. */
  async flush(): Promise<void> {
    await this.#write();
    for (let waited = 0; this.#writing > 0 && waited < 2_000; waited += 10) await this.#ports.sleep(10);
  }

  async #gather(): Promise<void> {
    await this.#ports.sleep(gatherMs);
    this.#gatheringSince = null;
    await this.#write();
  }

  async #write(): Promise<void> {
    const batches = this.#failed;
    const tried = batches.length;
    this.#failed = [];
    while (this.#pending.length > 0)
      batches.push({ id: crypto.randomUUID(), rows: this.#pending.splice(0, largestBatch), health: null });
    const health = this.#health.take();
    if (health !== null) {
      // Never into a batch of an earlier try: that may have been committed after all.
      const fresh = batches.slice(tried).at(-1);
      if (fresh === undefined) batches.push({ id: crypto.randomUUID(), rows: [], health });
      else fresh.health = health;
    }
    for (const batch of batches) {
      this.#writing++;
      try {
        await this.#ports.store.writeLog(batch.id, batch.rows, batch.health);
        this.#health.written(batch.health);
        for (const row of batch.rows) this.#forget(row);
      } catch (error) {
        this.#failed.push(batch);
        if (this.#failed.length * largestBatch > mostPending) {
          const lost = this.#failed.shift()!;
          for (const old of lost.rows) this.#forget(old);
          this.#health.written(lost.health);
        }
        console.error(`${batch.rows.length} log rows could not be written, they are kept for the next try:`, error);
      } finally {
        this.#writing--;
      }
    }
  }

  #forget(row: LogRow): void {
    if (row.keyId === null || !row.costMicroUsd) return;
    const left = (this.#costs.get(row.keyId) ?? 0) - row.costMicroUsd;
    if (left > 0) this.#costs.set(row.keyId, left);
    else this.#costs.delete(row.keyId);
  }
}
