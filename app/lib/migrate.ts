import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SqliteD1 } from "./d1-sqlite.ts";

/**
 * Applies the `.sql` files of `folder` that the database has not had yet, in order of name, each in a transaction.
 * The table is wrangler's own, so a database may move between wrangler and the Node host. Answers the names applied.
 */
export function applyMigrations(database: SqliteD1, folder: string): string[] {
  const { sqlite } = database;
  sqlite.exec(
    "create table if not exists d1_migrations (id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)",
  );
  const done = migrationsOf(database);
  const isDone = sqlite.prepare("select 1 from d1_migrations where name = ?");
  const record = sqlite.prepare("insert into d1_migrations (name) values (?)");
  const applied: string[] = [];
  for (const name of filesOf(folder).filter((each) => !done.has(each))) {
    sqlite.exec("begin immediate");
    try {
      // Another process that started at the same time may have been first.
      if (isDone.get(name) === undefined) {
        sqlite.exec(readFileSync(join(folder, name), "utf8"));
        record.run(name);
        applied.push(name);
      }
      sqlite.exec("commit");
    } catch (error) {
      if (sqlite.isTransaction) sqlite.exec("rollback");
      throw new Error(`migration ${name} failed`, { cause: error });
    }
  }
  return applied;
}

/** Those that the database has had and `folder` has not: a newer version was here. */
export function unknownMigrations(database: SqliteD1, folder: string): string[] {
  const files = filesOf(folder);
  return [...migrationsOf(database)].filter((name) => !files.includes(name));
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();

const migrationsOf = ({ sqlite }: SqliteD1): Set<string> =>
  new Set(
    sqlite
      .prepare("select name from d1_migrations")
      .all()
      .map((row) => String(row.name)),
  );
