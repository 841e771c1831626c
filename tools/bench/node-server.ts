// The Node host with the benchmark's provider and key in a fresh database.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SqliteD1 } from "../../app/lib/d1-sqlite.ts";
import { applyMigrations } from "../../app/lib/migrate.ts";
import { seedBench } from "./seed.ts";

const directory = process.env.DATA_DIR ?? ".data-bench";
mkdirSync(directory, { recursive: true });
const database = new SqliteD1(join(directory, "gateway.sqlite"));
applyMigrations(database, join(import.meta.dirname, "../../drizzle"));
await seedBench(database, process.env.UPSTREAM ?? "http://127.0.0.1:9100");
database.close();
await import("../../app/server.node.ts");
