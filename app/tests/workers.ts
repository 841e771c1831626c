import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { adminToken, encryptionKey, type Host } from "./host";

// The built bundle in workerd, each isolate with a socket of its own: a proxy before it would neither tell the worker that
// a client left nor let it answer before it has read the whole body.

const root = join(import.meta.dirname, "../..");

/** Two isolates that share the companion's counter, then two that have none; all over one database. */
export async function startCounted(): Promise<Host[]> {
  const output = mkdtempSync(join(tmpdir(), "gateway-companion-"));
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const config = join(root, "companion/wrangler.toml");
  const bundled = spawn(process.execPath, [wrangler, "deploy", "--config", config, "--dry-run", "--outdir", output], {
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1" },
    stdio: "ignore",
  });
  await new Promise((resolve) => bundled.once("close", resolve));
  const script = readFileSync(join(output, "limit-counter.js"), "utf8");
  rmSync(output, { recursive: true, force: true });
  return startWorkers(4, { script, bound: 2 });
}

type DurableObjects = Record<string, { className: string; scriptName?: string; useSQLite?: boolean }>;
const boundCounter: DurableObjects = { LIMIT_COUNTER: { className: "LimitCounter", scriptName: "ai-gateway-limits" } };
const ownCounter: DurableObjects = { LIMIT_COUNTER: { className: "LimitCounter", useSQLite: true } };

/** Isolates over one new, migrated database. The first one's stop ends them all. */
export async function startWorkers(count: number, counter?: { script: string; bound: number }): Promise<Host[]> {
  const names = ["main", "second", "third", "fourth"].slice(0, count);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      log: new Log(LogLevel.ERROR),
      host: "127.0.0.1",
      port: 0,
      cf: false,
      workers: [
        ...names.map((name, index) => ({
          name,
          modules: true,
          script: readFileSync(join(root, "build/server/index.js"), "utf8"),
          compatibilityDate: "2026-10-01",
          compatibilityFlags: ["nodejs_compat", "enable_request_signal", "no_nodejs_global_timers"],
          bindings: {
            ADMIN_TOKEN: adminToken,
            ADMIN_PASSWORD: "test-password",
            ENCRYPTION_KEY: encryptionKey,
            ALLOW_PRIVATE_UPSTREAMS: "true",
          },
          d1Databases: { DB: "test" },
          durableObjects: index < (counter?.bound ?? 0) ? boundCounter : {},
          unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
        })),
        ...(counter === undefined
          ? []
          : [
              {
                name: "ai-gateway-limits",
                modules: true,
                script: counter.script,
                compatibilityDate: "2026-10-01",
                durableObjects: ownCounter,
              },
            ]),
      ],
    }),
  );
  const database = await miniflare.getD1Database("DB", "main");
  await migrate(database);
  return Promise.all(
    names.map(async (name, index) => ({
      url: (await miniflare.unsafeGetDirectURL(name)).origin,
      output: () => "",
      stop: async () => {
        if (index === 0) await miniflare.dispose();
      },
    })),
  );
}

/** Applies the migrations that a deployment applies, in one call. */
export async function migrate(database: Pick<D1Database, "batch" | "prepare">): Promise<void> {
  const names = readdirSync(join(root, "drizzle")).filter((name) => name.endsWith(".sql"));
  const files = names.sort().map((name) => readFileSync(join(root, "drizzle", name), "utf8"));
  const statements = files.flatMap((text) => text.split("--> statement-breakpoint"));
  await database.batch(statements.map((statement) => database.prepare(statement)));
}
