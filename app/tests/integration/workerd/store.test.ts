import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { afterAll } from "vitest";
import { storeContract } from "../../store-contract";
import { migrate } from "../../workers";

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
  const database = (await miniflare.getD1Database(names.shift()!, "main")) as unknown as D1Database;
  await migrate(database);
  return database;
});
