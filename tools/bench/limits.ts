// `node tools/bench/limits.ts` (after `npm run build`): what limits cost a request, in this process and with the counter
// that isolates share. The figures of docs/limits.md.
import { join } from "node:path";
import { runnerImport } from "vite";
import type { Host } from "../../app/tests/host.ts";

const root = join(import.meta.dirname, "../..");
const rounds = 200_000;

/** A module of the app, whose imports have no file endings. */
async function load<T>(path: string): Promise<T> {
  const options = { configFile: false, root, resolve: { tsconfigPaths: true }, logLevel: "error" } as const;
  return (await runnerImport<T>(join(root, path), options)).module;
}
const { gatewayClient } = await load<typeof import("../../app/tests/gateway-client.ts")>("app/tests/gateway-client.ts");
const { startCounted } = await load<typeof import("../../app/tests/workers.ts")>("app/tests/workers.ts");
const { startUpstream } = await load<typeof import("../../app/tests/upstream.ts")>("app/tests/upstream.ts");

await countingCost();
await sharedCost();

async function countingCost(): Promise<void> {
  const { LimitBook } = await load<typeof import("../../app/gateway/limits/limits.ts")>("app/gateway/limits/limits.ts");
  const clock = { now: Date.now() };
  const ports = {
    now: () => clock.now,
    shared: false,
    store: { used: async () => ({ microUsd: 0, tokens: 0 }) },
  } as unknown as ConstructorParameters<typeof LimitBook>[0];
  const many = 1_000_000_000;
  const cases = [
    ["no limit", {}, {}],
    ["rpm and tpm", { rpm: many, tpm: many }, {}],
    ["all five", allFive(many), {}],
    ["all five, and the same for the gateway", allFive(many), allFive(many)],
  ] as const;
  for (const [name, limits, gateway] of cases) {
    const book = new LimitBook(ports, () => ({ microUsd: 0, tokens: 0 }));
    book.adopt({ defaults: {}, gateway }, null);
    const key = {
      id: "k",
      name: "K",
      role: "client" as const,
      models: [],
      providers: [],
      enabled: true,
      expiresAt: null,
      limits,
    };
    const once = async () => {
      const taken = book.admit(
        key,
        () => ({ prompt: 10, maximum: 10 }),
        () => {},
      );
      (taken instanceof Promise ? await taken : taken).settle(15, 10);
    };
    for (let turn = 0; turn < 20_000; turn++) await once();
    const startedAt = performance.now();
    for (let turn = 0; turn < rounds; turn++) {
      if (turn % 1_000 === 0) clock.now += 1_000;
      await once();
    }
    console.log(`${name}: ${(((performance.now() - startedAt) * 1_000) / rounds).toFixed(2)} µs a request`);
  }
}

function allFive(many: number) {
  return {
    rpm: many,
    tpm: many,
    concurrency: many,
    budget: { usd: many, period: "month" as const },
    quota: { tokens: many, period: "month" as const },
  };
}

async function sharedCost(): Promise<void> {
  const [hosts, upstream] = await Promise.all([startCounted(), startUpstream()]);
  try {
    const limits = { rpm: 1_000_000 };
    const keys = ["sk-gw-bench-limited-00000", "sk-gw-bench-plain-0000000"] as const;
    await gatewayClient(hosts[0]!).configure({
      providers: [
        {
          id: "mock",
          adapter: "openai",
          baseUrl: upstream.url(),
          credentials: [{ name: "a", value: "k" }],
          models: ["m"],
        },
      ],
      keys: keys.map((value, index) => ({ id: `k${index}`, name: "K", value, limits: index === 0 ? limits : {} })),
    });
    const cases = [
      ["own counting", hosts[2]!, keys[0]],
      ["shared counter, no limit", hosts[1]!, keys[1]],
      ["shared counter", hosts[1]!, keys[0]],
    ] as const;
    for (const [name, host, key] of cases) {
      const times = await latencies(host, key);
      console.log(
        `${name}: p50 ${times.at(times.length / 2)?.toFixed(2)} ms, p99 ${times.at(times.length * 0.99)?.toFixed(2)} ms`,
      );
    }
  } finally {
    await hosts[0]?.stop();
    await upstream.close();
  }
}

/** Of 400 small chats, one after the other, sorted; ms. */
async function latencies(host: Host, key: string): Promise<number[]> {
  const gateway = gatewayClient(host);
  const times: number[] = [];
  for (let turn = 0; turn < 450; turn++) {
    const startedAt = performance.now();
    await (await gateway.chat({ model: "m" }, { key })).text();
    if (turn >= 50) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}
