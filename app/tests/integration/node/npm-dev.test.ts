import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const own = ["node_modules", "build", "test-results", "playwright-report"];

/** The project in a folder of its own, as the development server keeps its database, secrets and cache in the project's. */
function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), "gateway dev-"));
  for (const name of readdirSync(root))
    if (!name.startsWith(".") && !own.includes(name)) cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules")))
    if (!name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  return folder;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

test("npm run dev shows the password and the first request once it listens", { timeout: 90_000 }, async () => {
  const folder = clone();
  const port = await freePort();
  const child = spawn(process.execPath, ["tools/dev.ts"], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    let output = "";
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data) => {
          output += data;
          if (output.includes("curl ")) resolve();
        });
      child.once("exit", () => reject(new Error(output)));
    });
    const listens = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.unref();
    });
    expect(listens).toBe(true);
    expect(output).toMatch(/Admin password {2}\S{20}\n {2}API key {9}sk-gw-\w{40}/);
    // Whoever stops it before is shown it all the same; here it was shown already.
    child.kill("SIGTERM");
    await ended;
    expect(output.match(/Admin password/g)).toHaveLength(1);
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
