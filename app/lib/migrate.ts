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
  const rows = sqlite.prepare("select name from d1_migrations").all();
  const done = new Set(rows.map((row) => row.name));
  const pending = readdirSync(folder)
    .filter((name) => name.endsWith(".sql") && !done.has(name))
    .sort();
  const record = sqlite.prepare("insert into d1_migrations (name) values (?)");
  for (const name of pending) {
    sqlite.exec("begin immediate");
    try {
      sqlite.exec(readFileSync(join(folder, name), "utf8"));
      record.run(name);
      sqlite.exec("commit");
    } catch (error) {
      if (sqlite.isTransaction) sqlite.exec("rollback");
      throw new Error(`migration ${name} failed`, { cause: error });
    }
  }
  return pending;
}
