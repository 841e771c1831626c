import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { afterAll } from "vitest";
import { storeContract } from "../../store-contract";

const migrations = join(import.meta.dirname, "../../../../drizzle");
const names = Array.from({ length: 20 }, (_, index) => `db${index}`);
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    log: new Log(LogLevel.ERROR),
    cf: false,
    workers: [
      {
        name: "main",
        modules: true,
        script: "export default { fetch: () => new Response() }",
        compatibilityDate: "2026-10-01",
        d1Databases: Object.fromEntries(names.map((name) => [name, name])),
      },
    ],
  }),
);
afterAll(() => miniflare.dispose());

/** An empty database of workerd's own D1, with the migrations that a deployment applies. */
storeContract(async () => {
  const database = await miniflare.getD1Database(names.shift()!, "main");
  const files = readdirSync(migrations).filter((name) => name.endsWith(".sql"));
  for (const file of files.sort()) {
    const statements = readFileSync(join(migrations, file), "utf8").split("--> statement-breakpoint");
    await database.batch(statements.map((statement) => database.prepare(statement)));
  }
  return database as unknown as D1Database;
});
