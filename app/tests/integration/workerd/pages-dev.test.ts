import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { clientKey, gatewayClient, textOf } from "../../gateway-client";
import { adminToken } from "../../host";

// The built output as Pages would run it: _worker.js, _routes.json, assets and D1, by `wrangler pages dev`.

const root = join(import.meta.dirname, "../../../..");
const state = mkdtempSync(join(tmpdir(), "gateway-pages-"));
const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
const environment = {
  ...process.env,
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
};
const variables = {
  ADMIN_TOKEN: adminToken,
  ADMIN_PASSWORD: "test-password",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
};

let server: ChildProcess;
let output = "";
let url: string;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

beforeAll(async () => {
  const migrated = spawnSync(
    process.execPath,
    [wrangler, "d1", "migrations", "apply", "DB", "--local", "--persist-to", state],
    { cwd: root, env: environment, encoding: "utf8" },
  );
  if (migrated.status !== 0) throw new Error(`${migrated.stdout}${migrated.stderr}`);
  const bindings = Object.entries(variables).flatMap(([name, value]) => ["--binding", `${name}=${value}`]);
  url = `http://127.0.0.1:${await freePort()}`;
  server = spawn(
    process.execPath,
    [wrangler, "pages", "dev", "--ip", "127.0.0.1", "--port", new URL(url).port, "--persist-to", state, ...bindings],
    // A group of its own: wrangler starts workerd, and both end together.
    { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  for (const stream of [server.stdout, server.stderr])
    stream?.on("data", (data: Buffer) => {
      output += data;
    });
  await vi.waitFor(
    async () => {
      const health = await fetch(`${url}/health`).catch(() => null);
      if (health?.status !== 200) throw new Error(`pages dev does not answer: ${output}`);
    },
    { timeout: 40_000, interval: 200 },
  );
});
afterAll(async () => {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  if (server.exitCode === null && server.pid !== undefined) {
    process.kill(-server.pid, "SIGTERM");
    await ended;
  }
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

test("the build is what Pages takes: a worker, its routes, and no source left to serve", async () => {
  const file = (name: string) => readFileSync(join(root, "build/client", name), "utf8");
  expect(JSON.parse(file("_routes.json"))).toMatchObject({ version: 1, include: ["/*"] });
  expect(file("_worker.js").length).toBeGreaterThan(100_000);
  // Pages takes at most 10 MB of worker, compressed; 3 MB on the free plan.
  expect(file("_worker.js").length).toBeLessThan(8_000_000);
  expect((await fetch(`${url}/_worker.js`)).headers.get("content-type")).not.toContain("javascript");
});

test("the sign-in page renders, and its script is served as one that browsers keep", async () => {
  const answer = await fetch(`${url}/login`);
  const page = await answer.text();
  expect(answer.status).toBe(200);
  expect(page).toContain('id="password"');
  const asset = await fetch(`${url}${/\/assets\/[^"]+\.js/.exec(page)?.[0]}`);
  expect(asset.status).toBe(200);
  expect(asset.headers.get("content-type")).toContain("javascript");
  expect(asset.headers.get("cache-control")).toContain("immutable");
});

test("the admin API answers JSON to the token and only to it, also where React Router has a format of its own", async () => {
  const { admin } = gatewayClient({ url, output: () => output, stop: async () => {} });
  expect(await (await admin("/api/admin/providers")).json()).toMatchObject({ data: expect.any(Array) });
  expect((await fetch(`${url}/api/admin/providers`)).status).toBe(401);
  const data = await admin("/api/admin/providers.data");
  expect(data.status).toBe(404);
  expect(await data.json()).toMatchObject({ error: { code: "not_found" } });
});

test("a stream of the demo provider arrives in pieces and is logged", async () => {
  const gateway = gatewayClient({ url, output: () => output, stop: async () => {} });
  await gateway.configure({
    providers: [{ id: "demo", adapter: "demo", baseUrl: "http://demo.internal/v1", models: ["demo"] }],
  });
  const answer = await gateway.chat({ model: "demo", stream: true }, { key: clientKey });
  expect(answer.status).toBe(200);
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for await (const piece of answer.body!) pieces.push(decoder.decode(piece, { stream: true }));
  expect(pieces.length).toBeGreaterThan(1);
  expect(textOf(pieces.join(""))).not.toBe("");
  expect(pieces.join("")).toContain("[DONE]");
  const id = answer.headers.get("x-request-id");
  await expect.poll(async () => (await gateway.admin(`/api/admin/logs/${id}`)).status, { timeout: 10_000 }).toBe(200);
  expect(await gateway.log(id)).toMatchObject({ providerId: "demo", status: 200, outcome: "success" });
});
