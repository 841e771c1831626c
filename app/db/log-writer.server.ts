import type { LogRow } from "~/gateway/log-row";
import type { HealthChanges, LogBatch, Store } from "~/gateway/store";
import { healthWriter } from "./health.server";
import { attemptColumns, attemptValues, type LogValue, logColumns, logValues, type SqlValue } from "./log-values";
import { Aggregate } from "./rollups";

// Writes log rows with their attempts and rollups. On D1 all rows of a batch go out in one JSON parameter (it allows 100
// parameters a statement, and each statement costs); the SQLite file takes them row by row, which is cheaper there.

/** D1 takes 2 MB in one value, and a character takes up to three bytes of it. */
const mostCharacters = 600_000;

interface RowDatabase extends D1Database {
  forRows(sql: string, rows: SqlValue[][]): D1PreparedStatement;
}

const takesRows = (database: D1Database): database is RowDatabase => "forRows" in database;

/** What of a batch goes out in one transaction. */
interface Slice {
  /** Lists of column values; on D1 as JSON text already. */
  log: (string | SqlValue[])[];
  attempts: (string | SqlValue[])[];
  size: number;
  aggregate: Aggregate;
}

const emptySlice = (): Slice => ({ log: [], attempts: [], size: 0, aggregate: new Aggregate() });

const asText = (value: LogValue): SqlValue =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : value;

const sizeOf = (values: string | SqlValue[]) =>
  typeof values === "string"
    ? values.length
    : values.reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length + 3 : 8), 0);

/**
 * Rows are turned into what is written as they come, and added up: what waits for the write are a few flat values instead of
 * objects within objects, which the garbage collector would have to move about (a tenth of a request's CPU on workerd).
 */
class RowBatch implements LogBatch {
  size = 0;
  readonly slices: Slice[] = [];
  readonly #takesRows: boolean;

  constructor(database: D1Database) {
    this.#takesRows = takesRows(database);
  }

  /** The same rows are always cut the same way, so that a repeated call meets the batches that were committed. */
  add(row: LogRow): void {
    const log = this.#pack(logValues(row));
    const attempts = attemptValues(row).map((values) => this.#pack(values));
    const rowSize = sizeOf(log) + attempts.reduce((sum, values) => sum + sizeOf(values), 0);
    let slice = this.slices.at(-1);
    if (slice === undefined || slice.size + rowSize > mostCharacters) {
      slice = emptySlice();
      this.slices.push(slice);
    }
    slice.log.push(log);
    slice.attempts.push(...attempts);
    slice.size += rowSize;
    slice.aggregate.add(row);
    this.size++;
  }

  #pack(values: LogValue[]): string | SqlValue[] {
    return this.#takesRows ? values.map(asText) : JSON.stringify(values);
  }
}

export const createLogBatch = (database: D1Database): LogBatch => new RowBatch(database);

function asBatch(database: D1Database, rows: LogBatch | LogRow[]): RowBatch {
  if (rows instanceof RowBatch) return rows;
  const batch = new RowBatch(database);
  if (Array.isArray(rows)) for (const row of rows) batch.add(row);
  return batch;
}

const fromJson = (columns: string) =>
  columns
    .split(", ")
    .map((_, index) => `value ->> ${index}`)
    .join(", ");

const merged = (table: string, column: string) =>
  `${column} = (select json_group_object(key, total) from (select key, sum(value) as total from (` +
  `select key, value from json_each(${table}.${column}) union all select key, value from json_each(excluded.${column})) group by key))`;

/** An upsert that adds up the counters and merges the histograms. */
function rollupUpsert(
  table: string,
  keys: string[],
  counters: string[],
  histograms = ["latency_histogram", "first_token_histogram"],
): string {
  const columns = [...keys, ...counters, ...histograms].join(", ");
  const sums = counters.map((column) => `${column} = ${table}.${column} + excluded.${column}`);
  return `insert into ${table} (${columns}) select ${fromJson(columns)} from json_each(?1) where true
    on conflict (${keys.join(", ")}) do update set ${[...sums, ...histograms.map((column) => merged(table, column))].join(", ")}`;
}

/** "or ignore": a request id that is there already must not keep all other rows from being written. */
function rowInserter(
  database: D1Database,
  table: string,
  columns: string,
): (rows: (string | SqlValue[])[]) => D1PreparedStatement {
  const insert = `insert or ignore into ${table} (${columns})`;
  if (takesRows(database)) {
    const sql = `${insert} values (${columns.replace(/\w+/g, "?")})`;
    return (rows) => database.forRows(sql, rows as SqlValue[][]);
  }
  // A row is parsed once here; "->>" on text would parse it anew for every column, three times the price of the whole.
  const statement = database.prepare(
    `with rows as materialized (select jsonb(value) as value from json_each(?1))
     ${insert} select ${fromJson(columns)} from rows`,
  );
  return (rows) => statement.bind(`[${rows.join(",")}]`);
}

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

export function createLogWriter(database: D1Database): Store["writeLog"] {
  const writeHealth = healthWriter(database);
  const insertBatch = database.prepare("insert into log_batches (id, created_at) values (?1, ?2)");
  const insertLog = rowInserter(database, "request_log", logColumns);
  const insertAttempts = rowInserter(database, "request_attempts", attemptColumns);
  const upsertHourly = database.prepare(
    rollupUpsert("usage_hourly", ["hour", "key_id", "provider_id", "model"], usageCounters),
  );
  const upsertByName = database.prepare(rollupUpsert("usage_by_name", ["split", "hour", "name"], usageCounters, []));
  const upsertTrafficOf = (table: string) =>
    database.prepare(
      rollupUpsert(table, ["bucket"], [...usageCounters, "first_try", "after_failover", "gateway_ms_sum"]),
    );
  const upsertTraffic = upsertTrafficOf("traffic_5m");
  const upsertTrafficHours = upsertTrafficOf("traffic_1h");
  const upsertProvider = database.prepare(
    rollupUpsert("provider_usage_30m", ["bucket", "provider_id"], ["attempts", "failures", "cost_micro_usd"]),
  );
  const touchKeys = database.prepare(
    `update api_keys set last_used_at = max(coalesce(last_used_at, 0), (select value ->> 1 from json_each(?1) where value ->> 0 = api_keys.id))
     where id in (select value ->> 0 from json_each(?1))`,
  );

  async function writeSlice(id: string, slice: Slice, health: HealthChanges | null): Promise<void> {
    const rollups = slice.aggregate.rollups();
    const statements = [insertBatch.bind(id, Date.now()), ...writeHealth(health)];
    if (slice.log.length > 0)
      statements.push(
        insertLog(slice.log),
        upsertHourly.bind(JSON.stringify(rollups.hourly)),
        upsertByName.bind(JSON.stringify(rollups.byName)),
        upsertTraffic.bind(JSON.stringify(rollups.traffic)),
        upsertTrafficHours.bind(JSON.stringify(rollups.trafficHours)),
      );
    if (slice.attempts.length > 0) statements.push(insertAttempts(slice.attempts));
    if (rollups.providers.length > 0) statements.push(upsertProvider.bind(JSON.stringify(rollups.providers)));
    if (rollups.keys.length > 0) statements.push(touchKeys.bind(JSON.stringify(rollups.keys)));
    try {
      await database.batch(statements);
    } catch (error) {
      // The batch was committed by an earlier try whose answer was lost.
      if (error instanceof Error && /UNIQUE constraint failed: log_batches\.id/i.test(error.message)) return;
      throw error;
    }
  }

  return async (batchId, rows, health = null) => {
    const { slices } = asBatch(database, rows);
    const cut = slices.length === 0 && health !== null ? [emptySlice()] : slices;
    for (const [index, slice] of cut.entries())
      await writeSlice(index === 0 ? batchId : `${batchId}.${index}`, slice, index === 0 ? health : null);
  };
}
