// Self-hosting: the same bundle as on Pages, run by Node over an SQLite file.
//   node app/server.node.ts      (Node 24 reads TypeScript itself; `npm start` builds first where that is missing)
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FastResponse, serve } from "srvx/node";
import type { UnwrittenLog } from "./gateway/store.ts";
import { firstRunNotice } from "./platform/bootstrap.server.ts";
import { forwardedAddress } from "./platform/client-address.ts";
import { encodePage } from "./platform/encoding.server.ts";
import { newerVersion, openNodeData } from "./platform/node-data.ts";
import { nodeFetch } from "./platform/node-fetch.server.ts";
import { readNodeSettings, startProblem } from "./platform/node-settings.ts";
import type { HostBindings } from "./platform/platform.ts";
import { seedDatabase } from "./platform/seed.server.ts";
import { serveStatic } from "./platform/static-files.server.ts";
import { unopenedSecrets } from "./platform/unopened-secrets.server.ts";
import { keepUnwritten, reserveRoom, unwrittenFile, writeUnwritten } from "./platform/unwritten-log.server.ts";

const root = join(import.meta.dirname, "..");
const { port, hostname, dataDirectory, proxies, graceMs } = orExplain(() => readNodeSettings(process.env));

const bundle = join(root, "build/server/index.js");
if (!existsSync(bundle)) {
  console.error("There is no build yet. Run `npm start`, or `npm run build` first.");
  process.exit(1);
}

/** What this start made is shown once: when it listens, or, where it ends before, at its end. */
let notice: string | null = null;
const showNotice = () => {
  if (notice !== null) console.log(notice);
  notice = null;
};
process.once("exit", showNotice);

// The database has keys and prompts in it: for nobody else on this machine.
process.umask(0o077);
const migrations = join(root, "drizzle");
const { secrets, database } = orExplain(() =>
  openNodeData(dataDirectory, migrations, process.env, ({ newPassword }) => {
    notice = firstRunNotice(urlOf(port), newPassword, null);
  }),
);
const variables = { ...process.env, ...secrets.variables };
const firstKey = await seedDatabase(database);
notice = firstRunNotice(urlOf(port), secrets.newPassword, firstKey);
for (const warning of [newerVersion(database, migrations), await unopenedSecrets(database, variables)])
  if (warning !== null) console.error(warning);

/** A ceiling for pages and everything else; the client API has its own, lower limit (gateway/read-body.ts). */
const maxBodyBytes = 128 * 1024 * 1024;
const bindings = {
  ...variables,
  DB: database,
  ASSETS: { fetch: (request: Request) => serveStatic(join(root, "build/client"), request) },
  HOST: {
    name: "node",
    fetch: nodeFetch,
    encodePage,
    keepUnwritten: (log: UnwrittenLog) =>
      keepUnwritten(unwrittenFile(dataDirectory), log, { say: console.error, isLast: false }),
    respond: (body: ConstructorParameters<typeof FastResponse>[0], init: ResponseInit) => new FastResponse(body, init),
    clientAddress: (request: Request & { ip?: string }) =>
      forwardedAddress(request.headers.get("x-forwarded-for"), proxies) ?? request.ip ?? "",
  },
} as unknown as HostBindings;

// @react-router/cloudflare reads the global that Workers have.
const noCache = { match: async () => undefined, put: async () => {}, delete: async () => false };
Object.assign(globalThis, { caches: (globalThis as { caches?: unknown }).caches ?? { default: noCache } });

const {
  default: worker,
  maintain,
  probe,
  shutdown,
  variablesWarning,
  writeLogText,
} = (await import(bundle)) as typeof import("./worker.ts");
const warning = await variablesWarning(bindings);
if (warning !== null) console.error(warning);
const pending = new Set<Promise<unknown>>();
const context = {
  waitUntil(work: Promise<unknown>) {
    const tracked: Promise<unknown> = work
      .catch((error) => console.error("Deferred work failed:", error))
      .finally(() => pending.delete(tracked));
    pending.add(tracked);
  },
  passThroughOnException() {},
};

// Before the first request, which may be one too many for a budget.
const catchUp = () => writeUnwritten(dataDirectory, (line) => writeLogText(bindings, line));
await catchUp();
reserveRoom(dataDirectory);

const server = serve({
  port,
  hostname,
  manual: true,
  silent: true,
  trustProxy: proxies > 0,
  maxRequestBodySize: maxBodyBytes,
  gracefulShutdown: false,
  node: { maxHeaderSize: 64 * 1024, requestTimeout: 0, keepAliveTimeout: 75_000 },
  fetch: (request) => worker.fetch(request, bindings, context),
});
try {
  await server.serve();
} catch (error) {
  explain(error, { port, hostname });
}
const address = server.node?.server?.address();
const shownPort = typeof address === "object" && address !== null ? address.port : port;
console.log(`AI Gateway listens on ${urlOf(shownPort)} (${Math.round(performance.now())} ms)`);
notice = firstRunNotice(urlOf(shownPort), secrets.newPassword, firstKey);
showNotice();

// Old rows go a minute after the start, and every hour from then on.
const tidy = () => context.waitUntil(maintain(bindings));
setTimeout(tidy, 60_000).unref();
setInterval(tidy, 3_600_000).unref();
const probeDue = () => context.waitUntil(probe(bindings));
setInterval(probeDue, 10_000).unref();
// What could not be written at the start, or was left by another process over the same directory.
setInterval(() => context.waitUntil(catchUp()), 60_000).unref();

/** At the end nobody waits long for another process's write: what it keeps out goes to a file. */
const lastPatienceMs = 1_000;
const unwritten = unwrittenFile(dataDirectory);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  database.patienceMs = lastPatienceMs;
  const nodeServer = server.node?.server;
  // No new connections; requests under way go on.
  const closed = new Promise<void>((resolve) => nodeServer?.close(() => resolve()));
  (nodeServer as { closeIdleConnections?: () => void } | undefined)?.closeIdleConnections?.();
  // At once: whoever sent the signal may not wait for the end (Docker waits 10 s).
  keepUnwritten(unwritten, await shutdown(graceMs), { say: () => {}, isLast: true });
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1_000))]);
  (nodeServer as { closeAllConnections?: () => void } | undefined)?.closeAllConnections?.();
  while (pending.size > 0) await Promise.allSettled([...pending]);
  const isKept = keepUnwritten(unwritten, await shutdown(0), { say: console.error, isLast: true });
  database.close();
  process.exit(isKept ? 0 : 1);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());

function urlOf(atPort: number): string {
  return `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${atPort}`;
}

function orExplain<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return explain(error, { port: 0, hostname: "" });
  }
}

/** Ends a start that cannot go on, in a line where that is enough. */
function explain(error: unknown, at: { port: number; hostname: string }): never {
  const line = startProblem(error, at);
  if (line === null) throw error;
  console.error(`The gateway cannot start: ${line}`);
  process.exit(1);
}
