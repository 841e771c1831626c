import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteD1 } from "~/lib/d1-sqlite";
import { applyMigrations } from "~/lib/migrate";

/** A fresh database in memory with all migrations applied. */
export function openTestDatabase(path = ":memory:"): SqliteD1 {
  const database = new SqliteD1(path);
  applyMigrations(database, join(import.meta.dirname, "../../drizzle"));
  return database;
}

/** A path for a database file that nothing else uses. */
export const temporaryDatabasePath = (): string => join(mkdtempSync(join(tmpdir(), "gateway-")), "gateway.sqlite");
