// `npm run dev`: a working gateway with dashboard on a fresh machine. Local D1 migrated and seeded, secrets made once.
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { getPlatformProxy } from "wrangler";
import { ensureSecrets, firstRunNotice } from "../app/platform/bootstrap.server.ts";
import { seedDatabase } from "../app/platform/seed.server.ts";

const root = join(import.meta.dirname, "..");
process.chdir(root);
process.env.WRANGLER_SEND_METRICS ??= "false";
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= "false";
const port = process.env.PORT ?? "8788";
const hostname = process.env.HOST ?? "127.0.0.1";
const node = process.execPath;
const bin = (name: string) => join(root, "node_modules", name);

const secrets = ensureSecrets(root, ".dev.vars", {});
const migrate = spawnSync(node, [bin("wrangler/bin/wrangler.js"), "d1", "migrations", "apply", "DB", "--local"], {
  stdio: ["ignore", "pipe", "pipe"],
  encoding: "utf8",
});
if (migrate.status !== 0) {
  console.error(migrate.stdout, migrate.stderr);
  process.exit(migrate.status ?? 1);
}
const proxy = await getPlatformProxy<{ DB: D1Database }>();
const apiKey = await seedDatabase(proxy.env.DB);
await proxy.dispose();
const notice = firstRunNotice(`http://${hostname}:${port}`, secrets.newPassword, apiKey);
if (notice !== null) console.log(notice);

const server = spawn(
  node,
  [bin("@react-router/dev/bin.cjs"), "dev", "--host", hostname, "--port", port, "--strictPort"],
  { stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 0));
