import { DatabaseSync } from "node:sqlite";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { getDb } from "~/db/client";
import { temporaryDatabasePath } from "~/tests/database";
import { SqliteD1 } from "./d1-sqlite";
import { databaseProblem } from "./database-problem";

const failure = (work: Promise<unknown>) =>
  work.then(
    () => "nothing failed",
    (error: unknown) => error,
  );

/** A database file with a table of one row. */
function database(): { path: string; database: SqliteD1 } {
  const path = temporaryDatabasePath();
  const opened = new SqliteD1(path);
  opened.sqlite.exec("create table notes (text text); insert into notes values ('one')");
  return { path, database: opened };
}

test("a lock of another process, also as Drizzle tells it", async () => {
  const { path, database: busy } = database();
  busy.patienceMs = 0;
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  const insert = "insert into notes values ('two')";
  expect(databaseProblem(await failure(busy.prepare(insert).run()))).toBe("database_busy");
  expect(databaseProblem(await failure(busy.batch([busy.prepare(insert)])))).toBe("database_busy");
  expect(databaseProblem(await failure(getDb(busy).run(sql.raw(insert))))).toBe("database_busy");
  other.close();
});

test("a full disk, and a file that may only be read", async () => {
  const { database: full } = database();
  full.sqlite.exec("pragma max_page_count = 1");
  const long = full.prepare("insert into notes values (?1)").bind("x".repeat(100_000));
  expect(databaseProblem(await failure(long.run()))).toBe("database_full");
  const { database: fixed } = database();
  fixed.sqlite.exec("pragma query_only = on");
  expect(databaseProblem(await failure(fixed.prepare("delete from notes").run()))).toBe("database_read_only");
});

test("D1's own words, and nothing that only quotes them", () => {
  const d1 = (words: string) => new Error(`Failed query: insert`, { cause: new Error(`D1_ERROR: ${words}`) });
  expect(databaseProblem(d1("D1 DB is overloaded. Requests queued for too long."))).toBe("database_busy");
  expect(databaseProblem(d1("Exceeded maximum DB size"))).toBe("database_full");
  expect(databaseProblem(d1("UNIQUE constraint failed: providers.id: SQLITE_CONSTRAINT"))).toBeNull();
  expect(databaseProblem(new Error("insert into providers values ('database is locked')"))).toBeNull();
  expect(databaseProblem(new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }))).toBeNull();
  expect(databaseProblem(null)).toBeNull();
});
