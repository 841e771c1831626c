// The built bundle in workerd with a local D1, its socket exposed directly: what the benchmark measures as "workerd".
//   PORT=8001 UPSTREAM=http://127.0.0.1:9100 node tools/bench/workerd-server.ts
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { seedBench } from "./seed.ts";

// With SCRIPT another single-file worker runs in its place: the bare pass-through in the very same surroundings.
const { PORT = "8001", UPSTREAM = "http://127.0.0.1:9100", SCRIPT } = process.env;
const root = join(import.meta.dirname, "../..");

const options = (sockets: { host: string; port: number }[]) =>
  convertV4MiniflareOptions({
    log: new Log(LogLevel.ERROR),
    host: "127.0.0.1",
    port: 0,
    cf: false,
    workers: [
      {
        name: "main",
        modules: true,
        script: readFileSync(SCRIPT ?? join(root, "build/server/index.js"), "utf8"),
        compatibilityDate: "2026-10-01",
        compatibilityFlags: ["nodejs_compat", "enable_request_signal"],
        bindings: {
          UPSTREAM,
          ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
          ADMIN_PASSWORD: "bench",
          ALLOW_PRIVATE_UPSTREAMS: "true",
          UPSTREAM_KEY: "sk-upstream",
        },
        serviceBindings: { ASSETS: () => new Response(null, { status: 404 }) as never },
        d1Databases: { DB: "bench" },
        unsafeDirectSockets: sockets,
      },
    ],
  });

// The database first: whoever waits for the socket must find it ready.
const miniflare = new Miniflare(options([]));
const database = (await miniflare.getD1Database("DB", "main")) as unknown as D1Database;
for (const file of readdirSync(join(root, "drizzle"))
  .filter((name) => name.endsWith(".sql"))
  .sort()) {
  for (const statement of readFileSync(join(root, "drizzle", file), "utf8").split("--> statement-breakpoint"))
    await database.prepare(statement).run();
}
await seedBench(database, UPSTREAM);
await miniflare.setOptions(options([{ host: "127.0.0.1", port: Number(PORT) }]));
console.log(`listening on http://127.0.0.1:${PORT}`);
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => void miniflare.dispose().then(() => process.exit(0)));
