import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { createTestHarness } from "wrangler";

const root = join(import.meta.dirname, "../..");
export const adminToken = "test-admin-token";
const encryptionKey = Buffer.alloc(32, 7).toString("base64");

/** The built gateway on one of its hosts, ready for requests. */
export interface Host {
  url: string;
  /** Everything it printed. */
  output(): string;
  /** Sends SIGTERM and waits for the end; answers the exit code. Node only. */
  terminate?(): Promise<number | null>;
  dataDirectory?: string;
  stop(): Promise<void>;
}

export type HostKind = "node" | "workerd";

export const startHost = (kind: HostKind, environment: Record<string, string> = {}): Promise<Host> =>
  kind === "node" ? startNode(environment) : startWorkerd(environment);

export async function startNode(environment: Record<string, string> = {}): Promise<Host> {
  const ownDirectory = environment.DATA_DIR === undefined;
  const dataDirectory = environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), "gateway-test-"));
  const child = spawn(process.execPath, [join(root, "app/server.node.ts")], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      DATA_DIR: dataDirectory,
      ADMIN_TOKEN: adminToken,
      ADMIN_PASSWORD: "test-password",
      ENCRYPTION_KEY: encryptionKey,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = new Promise<string>((resolve, reject) => {
    const read = (data: Buffer) => {
      output += data;
      const match = /listens on (http:\S+)/.exec(output);
      if (match) resolve(match[1]!);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
  const url = await ready;
  return {
    url,
    dataDirectory,
    output: () => output,
    terminate: () => ended(child, "SIGTERM"),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) await ended(child, "SIGKILL");
      if (ownDirectory) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

const ended = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });

/**
 * The bundle in workerd with its socket exposed directly. The harness puts a proxy in front, which neither tells the worker
 * that a client left nor lets it answer before it has read the whole body.
 */
export async function startBare(kind: HostKind): Promise<Host> {
  if (kind === "node") return startNode();
  const [only] = await bareWorkers(1);
  return only!;
}

/** Two processes or isolates over one database. */
export async function startPair(kind: HostKind): Promise<[Host, Host]> {
  if (kind === "workerd") return (await bareWorkers(2)) as [Host, Host];
  const first = await startNode();
  return [first, await startNode({ DATA_DIR: first.dataDirectory! })];
}

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
  return bareWorkers(4, { script, bound: 2 });
}

type DurableObjects = Record<string, { className: string; scriptName?: string; useSQLite?: boolean }>;
const boundCounter: DurableObjects = { LIMIT_COUNTER: { className: "LimitCounter", scriptName: "ai-gateway-limits" } };
const ownCounter: DurableObjects = { LIMIT_COUNTER: { className: "LimitCounter", useSQLite: true } };

async function bareWorkers(count: number, counter?: { script: string; bound: number }): Promise<Host[]> {
  const names = ["main", "second", "third", "fourth"].slice(0, count);
  const options = (port: number | null) =>
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
          compatibilityFlags: ["nodejs_compat", "enable_request_signal"],
          bindings: {
            ADMIN_TOKEN: adminToken,
            ADMIN_PASSWORD: "test-password",
            ENCRYPTION_KEY: encryptionKey,
            ALLOW_PRIVATE_UPSTREAMS: "true",
          },
          d1Databases: { DB: "test" },
          durableObjects: index < (counter?.bound ?? 0) ? boundCounter : {},
          unsafeDirectSockets: port === null ? [] : [{ host: "127.0.0.1", port }],
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
    });
  const miniflare = new Miniflare(options(null));
  const database = await miniflare.getD1Database("DB", "main");
  for (const file of readdirSync(join(root, "drizzle"))
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    const text = readFileSync(join(root, "drizzle", file), "utf8");
    for (const statement of text.split("--> statement-breakpoint")) await database.prepare(statement).run();
  }
  await miniflare.setOptions(options(0));
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

async function startWorkerd(environment: Record<string, string>): Promise<Host> {
  const harness = createTestHarness({
    root,
    workers: [
      {
        config: {
          name: "ai-gateway",
          main: "build/server/index.js",
          no_bundle: true,
          compatibility_date: "2026-10-01",
          compatibility_flags: ["nodejs_compat", "enable_request_signal"],
          vars: {
            ADMIN_TOKEN: adminToken,
            ADMIN_PASSWORD: "test-password",
            ENCRYPTION_KEY: encryptionKey,
            ALLOW_PRIVATE_UPSTREAMS: "true",
            ...environment,
          },
          d1_databases: [
            { binding: "DB", database_name: "ai-gateway", database_id: "test", migrations_dir: "drizzle" },
          ],
          assets: { directory: "build/client", binding: "ASSETS", run_worker_first: true },
        },
      },
    ],
  });
  const { url } = await harness.listen();
  await harness.getWorker().applyD1Migrations("DB");
  return {
    url: url.origin,
    output: () =>
      harness
        .getLogs()
        .map((log) => JSON.stringify(log))
        .join("\n"),
    stop: () => harness.close(),
  };
}
