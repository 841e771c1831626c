// What many providers cost: planning over 50 candidates, and the CPU of a small chat with 1,000 providers and 5,000 models
// beside a configuration with one. `node tools/bench/scale.ts` after `npm run build`; Linux, for /proc.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runnerImport } from "vite";

const root = join(import.meta.dirname, "../..");
const adminToken = "scale-admin-token";
const clientKey = "sk-gw-scale-0000000000000000";
const [rounds, perRound, connections] = [Number(process.env.ROUNDS ?? 7), 3_000, 32];

if (process.argv[2] === "upstream") serveUpstream();
else await measure();

/** An upstream that always says the same. */
function serveUpstream(): void {
  const answer = JSON.stringify({
    id: "mock-1",
    object: "chat.completion",
    created: 1,
    model: "chat",
    choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
    usage: { prompt_tokens: 11, completion_tokens: 2, total_tokens: 13 },
  });
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(answer);
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as { port: number }).port));
}

async function measure(): Promise<void> {
  const { module } = await runnerImport<typeof import("./planning.ts")>(join(root, "tools/bench/planning.ts"), {
    configFile: false,
    root,
    resolve: { tsconfigPaths: true },
    logLevel: "error",
  });
  for (const { strategy, p50, p99 } of module.measurePlanning(20_000))
    console.log(`planning 50 candidates, ${strategy}: p50 ${p50.toFixed(1)} us, p99 ${p99.toFixed(0)} us`);

  const children: ChildProcess[] = [];
  const directories: string[] = [];
  try {
    const upstream = fork(import.meta.filename, ["upstream"]);
    children.push(upstream);
    const port = await new Promise<number>((resolve) => upstream.once("message", (value) => resolve(Number(value))));
    const start = async (providers: number) => {
      const directory = mkdtempSync(join(tmpdir(), "gateway-scale-"));
      directories.push(directory);
      const gateway = await startGateway(directory);
      children.push(gateway.child);
      await configure(gateway.url, port, providers);
      return gateway;
    };
    const one = await start(1);
    const many = await start(1_000);
    for (const { url } of [one, many]) await chats(url, 2 * perRound);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const pair = round % 2 === 0 ? [one, many] : [many, one];
      const cost = new Map<typeof one, number>();
      for (const gateway of pair) {
        const before = cpuMs(gateway.child.pid ?? 0);
        await chats(gateway.url, perRound);
        await sleep(300);
        cost.set(gateway, ((cpuMs(gateway.child.pid ?? 0) - before) * 1000) / perRound);
      }
      ratios.push(cost.get(many)! / cost.get(one)!);
      console.log(
        `round ${round + 1}: one provider ${cost.get(one)!.toFixed(0)} us, 1,000 providers ${cost.get(many)!.toFixed(0)} us a request`,
      );
    }
    ratios.sort((a, b) => a - b);
    console.log(
      `CPU per small chat with 1,000 providers and 5,000 models, x one provider: ${ratios[ratios.length >> 1]!.toFixed(2)} (${ratios[0]!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)})`,
    );
  } finally {
    for (const child of children) child.kill("SIGTERM");
    await sleep(500);
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  }
}

function startGateway(directory: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(root, "app/server.node.ts")], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: "0", DATA_DIR: directory, ADMIN_TOKEN: adminToken, ADMIN_PASSWORD: "scale" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve) => {
    child.stdout.on("data", (data: Buffer) => {
      const url = /listens on (http:\S+)/.exec(String(data))?.[1];
      if (url !== undefined) resolve({ child, url });
    });
  });
}

async function configure(url: string, port: number, count: number): Promise<void> {
  const providers = Array.from({ length: count }, (_, index) => ({
    id: `provider-${index}`,
    adapter: "openai",
    baseUrl: `http://127.0.0.1:${port}/v1`,
    credentials: [{ name: "a", value: `sk-scale-${index}-0000000000000000` }],
    models: index === 0 ? ["chat"] : Array.from({ length: 5 }, (_, model) => `model-${index}-${model}`),
  }));
  const answer = await fetch(`${url}/api/admin/config`, {
    method: "PUT",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ version: 1, providers, keys: [{ id: "scale", name: "Scale", value: clientKey }] }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function chats(url: string, count: number): Promise<void> {
  let sent = 0;
  const body = JSON.stringify({ model: "chat", messages: [{ role: "user", content: "Hello" }] });
  const worker = async () => {
    while (sent++ < count) {
      const answer = await fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${clientKey}`, "content-type": "application/json" },
        body,
      });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/** User and system time of a process, ms; the kernel counts in hundredths of a second. */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
