import type { LogRow } from "~/gateway/log/log-row";
import type { LogBatch, Store } from "~/gateway/store";
import { healthWriter } from "../health.server";
import { parseLogWrites, textOf } from "./kept-log";
import {
  attemptTable,
  type Insert,
  type LogWrites,
  logTable,
  type PackedRow,
  type Rollup,
  RowBatch,
  rollupTables,
  takesRows,
} from "./log-batch";
import type { SqlValue } from "./log-values";

// Writes log rows with their attempts and rollups. On D1 all rows of a batch go out in one JSON parameter (it allows 100
// parameters a statement, and each statement costs); the SQLite file takes them row by row, which is cheaper there.

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
function rollupUpsert({ table, keys, counters, histograms }: Rollup): string {
  const columns = [...keys, ...counters, ...histograms].join(", ");
  const sums = counters.map((column) => `${column} = ${table}.${column} + excluded.${column}`);
  return `insert into ${table} (${columns}) select ${fromJson(columns)} from json_each(?1) where true
    on conflict (${keys.join(", ")}) do update set ${[...sums, ...histograms.map((column) => merged(table, column))].join(", ")}`;
}

/** "or ignore": a request id that is there already must not keep all other rows from being written. */
function rowInserter(database: D1Database, { table, columns }: Insert): (rows: PackedRow[]) => D1PreparedStatement {
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

/** What says that a batch was written stays a day; of one that was kept elsewhere as long as that may turn up again. */
const keptMarkMs = 365 * 86_400_000;

type LogStore = Pick<Store, "writeLog" | "logAsText" | "writeLogText">;

export function logStore(database: D1Database): LogStore {
  const writeHealth = healthWriter(database);
  const insertBatch = database.prepare("insert into log_batches (id, created_at) values (?1, ?2)");
  const inserters = new Map([logTable, attemptTable].map((into) => [into, rowInserter(database, into)]));
  const upserts = new Map(
    Object.values(rollupTables).map((into) => [into, database.prepare(rollupUpsert(into))] as const),
  );
  const touchKeys = database.prepare(
    `update api_keys set last_used_at = max(coalesce(last_used_at, 0), (select value ->> 1 from json_each(?1) where value ->> 0 = api_keys.id))
     where id in (select value ->> 0 from json_each(?1))`,
  );

  async function write({ id, inserts, rollups, keys, health }: LogWrites, markedAt: number): Promise<void> {
    const statements = [
      insertBatch.bind(id, markedAt),
      ...writeHealth(health),
      ...inserts.map(({ into, rows }) => (inserters.get(into) ?? rowInserter(database, into))(rows)),
      ...rollups.map(({ into, rows }) =>
        (upserts.get(into) ?? database.prepare(rollupUpsert(into))).bind(JSON.stringify(rows)),
      ),
    ];
    if (keys.length > 0) statements.push(touchKeys.bind(JSON.stringify(keys)));
    try {
      await database.batch(statements);
    } catch (error) {
      // The batch was committed by an earlier try whose answer was lost.
      if (error instanceof Error && /UNIQUE constraint failed: log_batches\.id/i.test(error.message)) return;
      throw error;
    }
  }

  return {
    async writeLog(batchId, rows, health = null) {
      for (const writes of asBatch(database, rows).writes(batchId, health)) await write(writes, Date.now());
    },

    *logAsText(batchId, rows, health) {
      for (const writes of asBatch(database, rows).writes(batchId, health)) yield textOf(writes);
    },

    async writeLogText(text) {
      await write(parseLogWrites(text, takesRows(database)), Date.now() + keptMarkMs);
    },
  };
}
