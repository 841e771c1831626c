import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { adminToken, encryptionKey, type Host } from "./host.ts";

const root = join(import.meta.dirname, "../..");

export type HostKind = "node" | "workerd";

export async function startHost(kind: HostKind): Promise<Host> {
  if (kind === "node") return startNode();
  const [only] = await workers(1);
  return only!;
}

/** Two processes or isolates over one database. */
export async function startPair(kind: HostKind): Promise<[Host, Host]> {
  if (kind === "workerd") return (await workers(2)) as [Host, Host];
  const first = await startNode();
  return [first, await startNode({ DATA_DIR: first.dataDirectory! })];
}

/** Miniflare takes longer to load than a gateway to start, and is for the tests in workerd only. */
const workers = async (count: number): Promise<Host[]> => (await import("./workers")).startWorkers(count);

export async function startNode(environment: Record<string, string> = {}): Promise<Host> {
  const ownDirectory = environment.DATA_DIR === undefined;
  const dataDirectory = environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), "gateway-test-"));
  // Set by build-once.ts.
  const compileCache = process.env.NODE_COMPILE_CACHE;
  const child = spawn(process.execPath, [join(root, "app/server.node.ts")], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compile"),
      PORT: "0",
      DATA_DIR: dataDirectory,
      ADMIN_TOKEN: adminToken,
      ADMIN_PASSWORD: "test-password",
      ENCRYPTION_KEY: encryptionKey,
      ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }),
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
    // Not at its exit: what it printed last may still be on its way.
    child.once("close", (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
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
