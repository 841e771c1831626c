// Memory of the gateway: what 200 slow streams at once add, and what stays after 50,000 requests.
//   node tools/bench/memory.ts node|workerd      (MOCK: the benchmark's mock-upstream.mjs)
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { benchKey } from "./seed.ts";

const [host = "node"] = process.argv.slice(2);
const mock = process.env.MOCK ?? join(import.meta.dirname, "../../../shared/bench/mock-upstream.mjs");
const [gatewayPort, mockPort] = [8471, 8472];
const upstream = `http://127.0.0.1:${mockPort}`;
const url = `http://127.0.0.1:${gatewayPort}/v1/chat/completions`;
const directory = mkdtempSync(join(tmpdir(), "gateway-memory-"));

const children: ChildProcess[] = [];
const start = (file: string, environment: Record<string, string>) => {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  children.push(child);
  return child;
};

/** Resident memory of a process and all its children, in KB. */
function resident(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  const below = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim().split(/\s+/),
  );
  return own + below.filter(Boolean).reduce((sum, child) => sum + resident(Number(child)), 0);
}

async function chat(body: object): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${benchKey}`, "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content: "Hello" }], ...body }),
  });
  await answer.text();
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}

async function requests(count: number, connections: number): Promise<void> {
  let sent = 0;
  const worker = async () => {
    while (sent++ < count) await chat({ model: "mock", stream: sent % 4 === 0 });
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

try {
  start(mock, { PORT: String(mockPort) });
  const script = host === "node" ? "node-server.ts" : "workerd-server.ts";
  const gateway = start(join(import.meta.dirname, script), {
    PORT: String(gatewayPort),
    UPSTREAM: upstream,
    UPSTREAM_KEY: "sk-upstream",
    DATA_DIR: directory,
  });
  const memory = () => resident(gateway.pid ?? 0);
  for (let turn = 0; turn < 100; turn++) {
    try {
      await chat({ model: "mock" });
      break;
    } catch {
      await sleep(200);
    }
  }
  await requests(Number(process.env.WARM ?? 10_000), 32);
  await sleep(5_000);
  const before = memory();
  const streams = Array.from({ length: 200 }, () => chat({ model: "mock~chunks=50~delay=100", stream: true }));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, memory());
  }, 100);
  await Promise.all(streams);
  clearInterval(watch);
  console.log(
    `${host}: 200 slow streams add ${((peak - before) / 200).toFixed(0)} KB each (${(before / 1024).toFixed(0)} MB before, ${(peak / 1024).toFixed(0)} MB at most)`,
  );
  await sleep(3_000);
  const rested = memory();
  await requests(50_000, 32);
  await sleep(10_000);
  const after = memory();
  console.log(
    `${host}: after 50,000 requests ${(after / 1024).toFixed(0)} MB, at the start ${(rested / 1024).toFixed(0)} MB: ${((after / rested - 1) * 100).toFixed(1)} %`,
  );
} finally {
  for (const child of children) child.kill("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
}
