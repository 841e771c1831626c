import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

// Cloudflare's D1 interface over an SQLite file, for the self-hosted server and for tests. Queries run at once and
// block the event loop while they run; what D1 refuses (too many parameters, undefined) is refused here too.

const mostParameters = 100;
const mostCachedStatements = 500;
/** A write that waits for another process's tries again so often; everything else goes on meanwhile. */
const pauseMs = 25;

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
  /** INSERT ... RETURNING and the like: the rows it gives are the rows it changed. */
  returning: boolean;
}

function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === undefined) throw new Error("D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'");
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value as SQLInputValue;
}

/** The part of a statement that `batch` needs: it runs inside the batch's transaction. */
interface Executable {
  execute<T>(): D1Result<T>;
  /** Whether it only reads. */
  reads(): boolean;
}

/** One statement for many rows: preparing once and binding row by row costs a third of a JSON parameter. */
class SqliteRows implements Executable {
  readonly #database: SqliteD1;
  readonly #sql: string;
  readonly #rows: SQLInputValue[][];

  constructor(database: SqliteD1, sql: string, rows: SQLInputValue[][]) {
    this.#database = database;
    this.#sql = sql;
    this.#rows = rows;
  }

  execute<T>(): D1Result<T> {
    const { statement } = this.#database.statementFor(this.#sql, false);
    let changes = 0;
    for (const row of this.#rows) changes += Number(statement.run(...row).changes);
    return { success: true, results: [], meta: metaOf(0, changes, 0) };
  }

  reads(): boolean {
    return false;
  }
}

const metaOf = (duration: number, changes: number, lastRowId: number): D1Result["meta"] => ({
  duration,
  changes,
  last_row_id: lastRowId,
  changed_db: changes > 0,
  rows_read: 0,
  rows_written: 0,
  size_after: 0,
});

class SqliteStatement implements Executable {
  readonly #database: SqliteD1;
  readonly #sql: string;
  readonly #values: SQLInputValue[];

  constructor(database: SqliteD1, sql: string, values: SQLInputValue[]) {
    this.#database = database;
    this.#sql = sql;
    this.#values = values;
  }

  bind(...values: unknown[]): D1PreparedStatement {
    if (values.length > mostParameters) throw new Error("D1_ERROR: too many SQL variables: SQLITE_ERROR");
    return new SqliteStatement(this.#database, this.#sql, values.map(toSqlite));
  }

  execute<T>(): D1Result<T> {
    const startedAt = performance.now();
    const { statement, returnsRows, returning } = this.#database.statementFor(this.#sql, false);
    let results: T[] = [];
    let changes = 0;
    let lastRowId = 0;
    if (returnsRows) {
      // SQLite hands out rows without a prototype; D1's are plain objects.
      results = statement.all(...this.#values).map((row) => ({ ...row })) as T[];
      if (returning) changes = results.length;
    } else {
      const outcome = statement.run(...this.#values);
      changes = Number(outcome.changes);
      lastRowId = Number(outcome.lastInsertRowid);
    }
    return { success: true, results, meta: metaOf(performance.now() - startedAt, changes, lastRowId) };
  }

  reads(): boolean {
    const { returnsRows, returning } = this.#database.statementFor(this.#sql, false);
    return returnsRows && !returning;
  }

  async all<T = Record<string, unknown>>(): Promise<D1Result<T>> {
    return this.#database.patiently(() => this.execute<T>());
  }

  async run<T = Record<string, unknown>>(): Promise<D1Result<T>> {
    return this.#database.patiently(() => this.execute<T>());
  }

  async first<T = Record<string, unknown>>(column?: string): Promise<T | null> {
    const row = await this.#database.patiently(() =>
      this.#database.statementFor(this.#sql, false).statement.get(...this.#values),
    );
    if (row === undefined) return null;
    if (column === undefined) return { ...row } as T;
    if (!(column in row)) throw new Error("D1_COLUMN_NOTFOUND: Column not found");
    return row[column] as T;
  }

  async raw<T = unknown[]>(options: { columnNames: true }): Promise<[string[], ...T[]]>;
  async raw<T = unknown[]>(options?: { columnNames?: false }): Promise<T[]>;
  async raw<T = unknown[]>(options?: { columnNames?: boolean }): Promise<T[] | [string[], ...T[]]> {
    const { statement } = this.#database.statementFor(this.#sql, true);
    const rows = await this.#database.patiently(() => statement.all(...this.#values) as unknown as T[]);
    return options?.columnNames ? [statement.columns().map((column) => column.name), ...rows] : rows;
  }
}

/** SQLITE_BUSY in any of its forms: https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;

export class SqliteD1 implements D1Database {
  readonly sqlite: DatabaseSync;
  /** How long a write waits for another process's, ms. */
  patienceMs = 5_000;
  readonly #statements = new Map<string, Prepared>();
  #serving = false;

  /** `path` is a file, or `:memory:`. */
  constructor(path: string) {
    this.sqlite = new DatabaseSync(path);
    this.sqlite.exec(
      `pragma busy_timeout = ${this.patienceMs}; pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on; pragma temp_store = memory`,
    );
  }

  statementFor(sql: string, asArrays: boolean): Prepared {
    const cacheKey = asArrays ? `array ${sql}` : sql;
    let prepared = this.#statements.get(cacheKey);
    if (!prepared) {
      const statement = this.sqlite.prepare(sql);
      statement.setReturnArrays(asArrays);
      prepared = { statement, returnsRows: statement.columns().length > 0, returning: /\breturning\b/i.test(sql) };
      if (this.#statements.size >= mostCachedStatements) this.#statements.clear();
      this.#statements.set(cacheKey, prepared);
    }
    return prepared;
  }

  prepare(sql: string): D1PreparedStatement {
    return new SqliteStatement(this, sql, []);
  }

  /** Beyond D1: a statement for `batch` that runs once per row. Values must be ready for SQLite. */
  forRows(sql: string, rows: SQLInputValue[][]): D1PreparedStatement {
    return new SqliteRows(this, sql, rows) as unknown as D1PreparedStatement;
  }

  /**
   * All or nothing. The write lock is taken at the start, so that two writers wait instead of failing; not for reads alone,
   * which a request may wait for.
   */
  async batch<T = unknown>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
    return this.patiently(() => this.#transaction<T>(statements));
  }

  /**
   * Does `work` as soon as no other process writes. Opening the file and migrating it wait inside SQLite; from the first
   * call on nothing else does: that would hold up every request and stream of this process.
   */
  async patiently<T>(work: () => T): Promise<T> {
    if (!this.#serving) {
      this.sqlite.exec("pragma busy_timeout = 0");
      this.#serving = true;
    }
    for (const startedAt = performance.now(); ; ) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || performance.now() - startedAt >= this.patienceMs) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs * Math.random()));
    }
  }

  #transaction<T>(statements: D1PreparedStatement[]): D1Result<T>[] {
    const executables = statements as unknown as Executable[];
    this.sqlite.exec(executables.every((each) => each.reads()) ? "begin" : "begin immediate");
    try {
      const results = executables.map((each) => each.execute<T>());
      this.sqlite.exec("commit");
      return results;
    } catch (error) {
      if (this.sqlite.isTransaction) this.sqlite.exec("rollback");
      throw error;
    }
  }

  async exec(sql: string): Promise<D1ExecResult> {
    const startedAt = performance.now();
    this.sqlite.exec(sql);
    return {
      count: sql.split("\n").filter((line) => line.trim() !== "").length,
      duration: performance.now() - startedAt,
    };
  }

  withSession(): D1DatabaseSession {
    return {
      prepare: (sql: string) => this.prepare(sql),
      batch: <T>(statements: D1PreparedStatement[]) => this.batch<T>(statements),
      getBookmark: () => null,
    };
  }

  async dump(): Promise<ArrayBuffer> {
    return new Uint8Array(this.sqlite.serialize()).buffer;
  }

  close(): void {
    this.#statements.clear();
    this.sqlite.close();
  }
}
