import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDatabasePath } from "~/tests/database";
import { SqliteD1 } from "./d1-sqlite";
import { applyMigrations, unknownMigrations } from "./migrate";

// What callers of D1 rely on; the same statements behave the same on Cloudflare.

async function open(path = ":memory:") {
  const database = new SqliteD1(path);
  await database.exec("create table t (id integer primary key, name text unique, flag integer)");
  return database;
}

test("the file is in WAL mode, waits for locks and checks foreign keys", () => {
  const { sqlite } = new SqliteD1(temporaryDatabasePath());
  const pragma = (name: string) => Object.values(sqlite.prepare(`pragma ${name}`).get() ?? {})[0];
  expect(pragma("journal_mode")).toBe("wal");
  expect(pragma("busy_timeout")).toBe(5000);
  expect(pragma("foreign_keys")).toBe(1);
  expect(pragma("synchronous")).toBe(1);
});

test("run tells the changes and the last row id", async () => {
  const database = await open();
  const insert = database.prepare("insert into t (name, flag) values (?, ?)");
  expect((await insert.bind("a", true).run()).meta).toMatchObject({ changes: 1, last_row_id: 1, changed_db: true });
  await insert.bind("b", null).run();
  expect((await database.prepare("update t set flag = 2").run()).meta.changes).toBe(2);
  expect((await database.prepare("select * from t").run()).meta.changes).toBe(0);
});

test("all, first and raw answer plain rows", async () => {
  const database = await open();
  const inserted = await database
    .prepare("insert into t (name, flag) values ('a', 1), ('b', 0) returning id, name")
    .all();
  expect(inserted).toMatchObject({
    success: true,
    results: [
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ],
    meta: { changes: 2 },
  });
  const byName = database.prepare("select * from t where name = ?");
  expect(await byName.bind("a").first()).toEqual({ id: 1, name: "a", flag: 1 });
  expect(await byName.bind("a").first("flag")).toBe(1);
  expect(await byName.bind("none").first()).toBeNull();
  await expect(byName.bind("a").first("nope")).rejects.toThrow("D1_COLUMN_NOTFOUND");
  expect(await database.prepare("select id, name from t order by id").raw()).toEqual([
    [1, "a"],
    [2, "b"],
  ]);
  expect(await database.prepare("select id from t where id = 1").raw({ columnNames: true })).toEqual([["id"], [1]]);
});

test("numbered parameters may be used twice", async () => {
  const database = await open();
  expect(await database.prepare("select ?1 + ?1 + ?2 as sum").bind(2, 3).first("sum")).toBe(7);
});

test("undefined values and more than 100 parameters are refused, as D1 does", async () => {
  const database = await open();
  expect(() => database.prepare("select ?").bind(undefined)).toThrow("D1_TYPE_ERROR");
  expect(() => database.prepare("select 1").bind(...Array.from({ length: 101 }, () => 1))).toThrow(
    "too many SQL variables",
  );
});

test("a batch is all or nothing and answers each statement's result", async () => {
  const database = await open();
  const insert = database.prepare("insert into t (name) values (?)");
  const results = await database.batch([
    insert.bind("a"),
    insert.bind("b"),
    database.prepare("select count(*) as n from t"),
  ]);
  expect(results[2]?.results).toEqual([{ n: 2 }]);
  await expect(database.batch([insert.bind("c"), insert.bind("a")])).rejects.toThrow(
    "UNIQUE constraint failed: t.name",
  );
  expect(await database.prepare("select count(*) as n from t").first("n")).toBe(2);
  await database.batch([insert.bind("c")]);
});

test("a statement for many rows runs within the batch's transaction", async () => {
  const database = await open();
  const rows = database.forRows("insert into t (name, flag) values (?, ?)", [
    ["a", 1],
    ["b", null],
  ]);
  expect((await database.batch([rows]))[0]?.meta.changes).toBe(2);
  const broken = database.forRows("insert into t (name, flag) values (?, ?)", [
    ["c", 1],
    ["a", 1],
  ]);
  await expect(database.batch([broken])).rejects.toThrow("UNIQUE");
  expect(await database.prepare("select count(*) as n from t").first("n")).toBe(2);
});

test("a second process waits for the first one's write lock instead of failing", async () => {
  const path = temporaryDatabasePath();
  const first = await open(path);
  const second = new SqliteD1(path);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const database = index % 2 === 0 ? first : second;
      return database.batch([database.prepare("insert into t (name) values (?)").bind(`n${index}`)]);
    }),
  );
  expect(await first.prepare("select count(*) as n from t").first("n")).toBe(20);
});

test("a lock that another process keeps holds up only what is to be written", async () => {
  const path = temporaryDatabasePath();
  const own = await open(path);
  const other = new SqliteD1(path);
  other.sqlite.exec("begin immediate");
  const startedAt = performance.now();
  const insert = own.prepare("insert into t (name) values ('a')");
  const writes = [insert.run(), own.batch([own.prepare("insert into t (name) values ('b')")])];
  expect(await own.prepare("select count(*) as n from t").first("n")).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  other.sqlite.exec("rollback");
  await Promise.all(writes);
  expect(await own.prepare("select count(*) as n from t").first("n")).toBe(2);
});

test("a batch of reads does not wait for who writes, one with a write does", async () => {
  const path = temporaryDatabasePath();
  const own = await open(path);
  const other = new SqliteD1(path);
  other.sqlite.exec("begin immediate; insert into t (name) values ('others')");
  const read = () => own.prepare("select count(*) as n from t");
  expect((await own.batch([read(), read()])).map(({ results }) => results)).toEqual([[{ n: 0 }], [{ n: 0 }]]);
  let written = false;
  const insert = own.prepare("insert into t (name) values ('own') returning id");
  const both = own.batch([read(), insert]).then(() => {
    written = true;
  });
  await read().first();
  expect(written).toBe(false);
  other.sqlite.exec("commit");
  await both;
  expect(await read().first("n")).toBe(2);
});

test("migrations are applied once, in order, and a failing one leaves nothing", () => {
  const path = temporaryDatabasePath();
  const folder = join(dirname(path), "migrations");
  mkdirSync(folder);
  writeFileSync(
    join(folder, "0001_b.sql"),
    "alter table a add column y;--> statement-breakpoint\ncreate index a_y on a (y);",
  );
  writeFileSync(join(folder, "0000_a.sql"), "create table a (x);");
  const database = new SqliteD1(path);
  expect(applyMigrations(database, folder)).toEqual(["0000_a.sql", "0001_b.sql"]);
  expect(applyMigrations(database, folder)).toEqual([]);
  writeFileSync(join(folder, "0002_c.sql"), "create table c (x); create table a (x);");
  expect(() => applyMigrations(database, folder)).toThrow("0002_c.sql");
  expect(database.sqlite.prepare("select name from sqlite_master where name = 'c'").all()).toEqual([]);
  expect(
    database.sqlite
      .prepare("select name from d1_migrations")
      .all()
      .map((row) => row.name),
  ).toEqual(["0000_a.sql", "0001_b.sql"]);
});

test("migrations that another process applies meanwhile are not applied again; those of a newer version are named", () => {
  const path = temporaryDatabasePath();
  const folder = join(dirname(path), "migrations");
  mkdirSync(folder);
  writeFileSync(join(folder, "0000_a.sql"), "create table a (x);");
  const [own, other] = [new SqliteD1(path), new SqliteD1(path)];
  applyMigrations(own, folder);
  writeFileSync(join(folder, "0001_b.sql"), "create table b (x);");
  // Between this process's look at the table and its first migration.
  const prepare = own.sqlite.prepare.bind(own.sqlite);
  own.sqlite.prepare = (sql) => {
    if (sql.startsWith("insert")) applyMigrations(other, folder);
    return prepare(sql);
  };
  expect(applyMigrations(own, folder)).toEqual([]);
  rmSync(join(folder, "0001_b.sql"));
  expect(unknownMigrations(own, folder)).toEqual(["0001_b.sql"]);
});
