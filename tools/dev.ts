// `npm run dev`: a working gateway with dashboard on a fresh machine. Local D1 migrated and seeded, secrets made once.
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { getPlatformProxy } from "wrangler";
import { ensureSecrets, firstRunNotice } from "../app/platform/bootstrap.server.ts";
import { seedDatabase } from "../app/platform/seed.server.ts";
import { unopenedSecrets } from "../app/platform/unopened-secrets.server.ts";

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
const warning = await unopenedSecrets(proxy.env.DB, secrets.variables);
await proxy.dispose();
if (warning !== null) console.error(warning);

// Without the condition React Router starts itself once more with it, as a process that cannot be heard from here.
const server = spawn(
  node,
  [
    "--conditions=development",
    bin("@react-router/dev/bin.cjs"),
    ...["dev", "--host", hostname, "--port", port, "--strictPort"],
  ],
  { stdio: ["inherit", "inherit", "inherit", "ipc"] },
);
// What was made is shown once: when the server listens, which vite.config.ts tells, or, where it ends before, at its end.
let notice = firstRunNotice(`http://${hostname}:${port}`, secrets.newPassword, apiKey);
const showNotice = () => {
  if (notice !== null) console.log(notice);
  notice = null;
};
server.once("message", showNotice);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => {
  showNotice();
  process.exit(code ?? 0);
});
