// The built bundle in workerd with a local D1, its socket exposed directly: what the benchmark measures as "workerd".
//   PORT=8001 UPSTREAM=http://127.0.0.1:9100 node tools/bench/workerd-server.ts
import { readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { seedBench } from "./seed.ts";

// Miniflare sends every upstream call through a worker of its own, which Cloudflare does not have and which alone costs the
// bare pass-through 1.6 x: here the worker's fetch goes straight to the network, as on plain workerd, unless DETOUR is set.
const detour = "globalOutbound: { name: getOutboundInterceptorName(workerIndex) }";
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (process.env.DETOUR || !url.endsWith("/miniflare/dist/src/index.js")) return loaded;
    const source = readFileSync(new URL(url), "utf8");
    if (!source.includes(detour)) throw new Error("Miniflare changed: its outbound worker is not where it was.");
    return { ...loaded, source: source.replace(detour, 'globalOutbound: { name: "internet" }') };
  },
});
const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = await import("miniflare");

// With INSPECTOR (a port) a profiler can be attached; with SCRIPT another single-file worker runs in its place: the bare pass-through in the very same surroundings.
const { PORT = "8001", UPSTREAM = "http://127.0.0.1:9100", SCRIPT, INSPECTOR } = process.env;
const root = join(import.meta.dirname, "../..");

const options = (sockets: { host: string; port: number }[]) =>
  convertV4MiniflareOptions({
    log: new Log(LogLevel.ERROR),
    host: "127.0.0.1",
    port: 0,
    ...(INSPECTOR ? { inspectorPort: Number(INSPECTOR) } : {}),
    cf: false,
    workers: [
      {
        name: "main",
        modules: true,
        script: readFileSync(SCRIPT ?? join(root, "build/server/index.js"), "utf8"),
        compatibilityDate: "2026-10-01",
        compatibilityFlags: [
          "nodejs_compat",
          "enable_request_signal",
          "no_nodejs_global_timers",
          ...(process.env.FLAGS ? process.env.FLAGS.split(",") : []),
        ],
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
