import type { LogRow } from "~/gateway/log/log-row";
import type { HealthChanges, LogBatch } from "~/gateway/store";
import { longestParameter } from "../d1-limits";
import { Aggregate, type Rollups } from "../usage/rollups";
import { attemptColumns, attemptValues, type LogValue, logColumns, logValues, type SqlValue } from "./log-values";

// A batch of log rows as what goes into which table: said in names and values, so that it can be written now, or be kept as
// text and written by another process.

/** A row as it is written: a list of column values, on D1 as JSON text already. */
export type PackedRow = string | SqlValue[];

/** A table of rows; one whose id is there already is left out. Columns as in a statement, separated by ", ". */
export interface Insert {
  table: string;
  columns: string;
}

/** A table of sums: `counters` are added up, `histograms` merged. */
export interface Rollup {
  table: string;
  keys: string[];
  counters: string[];
  histograms: string[];
}

/** What one transaction writes. Rows of a rollup are lists in the order of its columns. */
export interface LogWrites {
  id: string;
  inserts: { into: Insert; rows: PackedRow[] }[];
  rollups: { into: Rollup; rows: unknown[][] }[];
  /** Key id and time of its last use. */
  keys: [string, number][];
  health: HealthChanges | null;
}

interface RowDatabase extends D1Database {
  forRows(sql: string, rows: SqlValue[][]): D1PreparedStatement;
}

/** An SQLite file takes rows one by one, which is cheaper there than JSON. */
export const takesRows = (database: D1Database): database is RowDatabase => "forRows" in database;

export const logTable: Insert = { table: "request_log", columns: logColumns };
export const attemptTable: Insert = { table: "request_attempts", columns: attemptColumns };

const histograms = ["latency_histogram", "first_token_histogram"];
const usageCounters = [
  "requests",
  "errors",
  "prompt_tokens",
  "completion_tokens",
  "cached_tokens",
  "cost_micro_usd",
  "cache_hits",
  "cache_misses",
  "saved_micro_usd",
];
const trafficCounters = [...usageCounters, "first_try", "after_failover", "gateway_ms_sum"];

/** By the names that `Aggregate` gives their rows. */
export const rollupTables: Record<Exclude<keyof Rollups, "keys">, Rollup> = {
  hourly: {
    table: "usage_hourly",
    keys: ["hour", "key_id", "provider_id", "model"],
    counters: usageCounters,
    histograms,
  },
  byName: { table: "usage_by_name", keys: ["split", "hour", "name"], counters: usageCounters, histograms: [] },
  traffic: { table: "traffic_5m", keys: ["bucket"], counters: trafficCounters, histograms },
  trafficHours: { table: "traffic_1h", keys: ["bucket"], counters: trafficCounters, histograms },
  providers: {
    table: "provider_usage_30m",
    keys: ["bucket", "provider_id"],
    counters: ["attempts", "failures", "cost_micro_usd"],
    histograms,
  },
};

/** What of a batch goes out in one transaction. */
interface Slice {
  log: PackedRow[];
  attempts: PackedRow[];
  size: number;
  aggregate: Aggregate;
}

const emptySlice = (): Slice => ({ log: [], attempts: [], size: 0, aggregate: new Aggregate() });

const asText = (value: LogValue): SqlValue =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : value;

export const packed = (values: LogValue[], asRow: boolean): PackedRow =>
  asRow ? values.map(asText) : JSON.stringify(values);

const sizeOf = (values: PackedRow) =>
  typeof values === "string"
    ? values.length
    : values.reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length + 3 : 8), 0);

/** So many rows are turned into what is written at a time: one alone, between requests, costs twice as much. */
const packedTogether = 32;

/**
 * Rows are turned into what is written soon, and added up: what waits for the write are a few flat values instead of
 * objects within objects, which the garbage collector would have to move about (a tenth of a request's CPU on workerd).
 */
export class RowBatch implements LogBatch {
  size = 0;
  readonly #fresh: LogRow[] = [];
  readonly #slices: Slice[] = [];
  readonly #takesRows: boolean;

  constructor(database: D1Database) {
    this.#takesRows = takesRows(database);
  }

  add(row: LogRow): void {
    this.size++;
    if (this.#fresh.push(row) >= packedTogether) this.#packFresh();
  }

  #packFresh(): void {
    for (const row of this.#fresh.splice(0)) this.#pack(row);
  }

  /** The same rows are always cut the same way, so that a repeated call meets the batches that were committed. */
  #pack(row: LogRow): void {
    const log = packed(logValues(row), this.#takesRows);
    const attempts = attemptValues(row).map((values) => packed(values, this.#takesRows));
    const rowSize = sizeOf(log) + attempts.reduce((sum, values) => sum + sizeOf(values), 0);
    let slice = this.#slices.at(-1);
    if (slice === undefined || slice.size + rowSize > longestParameter) {
      slice = emptySlice();
      this.#slices.push(slice);
    }
    slice.log.push(log);
    slice.attempts.push(...attempts);
    slice.size += rowSize;
    slice.aggregate.add(row);
  }

  /** One for each transaction, which has an id of its own; `health` goes with the first. */
  *writes(batchId: string, health: HealthChanges | null): Iterable<LogWrites> {
    this.#packFresh();
    const cut = this.#slices.length === 0 && health !== null ? [emptySlice()] : this.#slices;
    for (const [index, slice] of cut.entries()) {
      const { keys, ...sums } = slice.aggregate.rollups();
      const names = Object.keys(rollupTables) as (keyof typeof rollupTables)[];
      yield {
        id: index === 0 ? batchId : `${batchId}.${index}`,
        inserts: [
          { into: logTable, rows: slice.log },
          { into: attemptTable, rows: slice.attempts },
        ].filter(({ rows }) => rows.length > 0),
        rollups: names
          .map((name) => ({ into: rollupTables[name], rows: sums[name] }))
          .filter(({ rows }) => rows.length > 0),
        keys,
        health: index === 0 ? health : null,
      };
    }
  }
}
