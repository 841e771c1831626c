import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readDockerfile } from "../../dockerfile";

// The container image without a container: what the Dockerfile copies, in a folder of its own, started by its CMD.

const root = join(import.meta.dirname, "../../../..");
const image = readDockerfile(readFileSync(join(root, "Dockerfile"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "gateway-image-"));
const dataDirectory = join(folder, "data");
const workdir = join(folder, "app");

let server: ChildProcess;
let output = "";
let url: string;

/** The packages that `npm ci --omit=dev` would install, by the lock file. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean; peer?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([path, entry]) => path !== "" && !entry.dev && !entry.optional && !entry.devOptional && !entry.peer)
    .map(([path]) => path);
}

beforeAll(async () => {
  mkdirSync(dataDirectory, { recursive: true });
  for (const { stage, from, to } of image.copies) {
    const source = relative(image.workdir, from);
    const paths = stage === "dependencies" ? productionPackages() : [source];
    for (const path of paths)
      cpSync(join(root, path), join(workdir, stage === "dependencies" ? path : to), { recursive: true });
  }
  server = spawn(process.execPath, image.command.slice(1), {
    cwd: workdir,
    env: { ...image.environment, PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDirectory },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [server.stdout, server.stderr])
    stream?.on("data", (data: Buffer) => {
      output += data;
    });
  await vi.waitFor(() => expect(output).toMatch(/API key +sk-gw-/), { timeout: 10_000 });
  url = /listens on (http:\S+)/.exec(output)![1]!;
});
afterAll(() => {
  if (server.exitCode === null) server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("the image runs as nobody special and keeps its data on the volume", () => {
  expect(image).toMatchObject({
    user: "1000",
    volume: "/data",
    environment: { PORT: "7860", HOST: "0.0.0.0", DATA_DIR: "/data", TRUST_PROXY: "1" },
  });
  expect(image.command[0]).toBe("node");
});

test("the health check passes while the server runs", () => {
  const run = (port: string) => spawnSync(process.execPath, image.healthcheck.slice(1), { env: { PORT: port } }).status;
  expect(run(new URL(url).port)).toBe(0);
  expect(run("1")).toBe(1);
});

test("pages and their assets come from the copied build", async () => {
  const page = await (await fetch(`${url}/login`)).text();
  const asset = /\/assets\/[^"]+\.js/.exec(page)?.[0];
  const answer = await fetch(`${url}${asset}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("javascript");
});

test("a chat is answered, and its log row survives the SIGTERM that follows at once", async () => {
  const key = /sk-gw-[A-Za-z0-9]+/.exec(output)![0];
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "demo", messages: [{ role: "user", content: "Hello" }] }),
  });
  expect(await answer.json()).toMatchObject({ choices: [{ message: { role: "assistant" } }] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  expect(await ended).toBe(0);
  const database = new DatabaseSync(join(dataDirectory, "gateway.sqlite"), { readOnly: true });
  expect(database.prepare("select request_id, status from request_log").all()).toEqual([
    { request_id: answer.headers.get("x-request-id"), status: 200 },
  ]);
  database.close();
});
