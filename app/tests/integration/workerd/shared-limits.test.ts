import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { gatewayClient } from "../../gateway-client";
import type { Host } from "../../host";
import { startUpstream, type Upstream } from "../../upstream";
import { startCounted } from "../../workers";

// The companion Worker's counter over two isolates, and what holds without it. The bound is what docs/limits.md says.

let hosts: Host[];
let upstream: Upstream;
let gateways: ReturnType<typeof gatewayClient>[];
const keys = {
  shared: "sk-gw-shared-requests-000",
  running: "sk-gw-shared-running-0000",
  alone: "sk-gw-alone-requests-0000",
  budget: "sk-gw-shared-budget-00000",
};

beforeAll(async () => {
  [hosts, upstream] = await Promise.all([startCounted(), startUpstream()]);
  gateways = hosts.map((host) => gatewayClient(host));
  const provider = { adapter: "openai", credentials: [{ name: "a", value: "k1" }] };
  await gateways[0]!.configure({
    providers: [
      {
        ...provider,
        id: "mock",
        baseUrl: upstream.url(),
        models: [{ id: "m", pricing: { input: 1_000, output: 2_000 } }],
      },
      { ...provider, id: "slow", baseUrl: upstream.url("first=400"), models: ["slow"] },
    ],
    keys: [
      { id: "shared", name: "Shared", value: keys.shared, limits: { rpm: 60 } },
      { id: "running", name: "Running", value: keys.running, limits: { concurrency: 3 } },
      { id: "alone", name: "Alone", value: keys.alone, limits: { rpm: 10 } },
      // One request costs 25,000 micro-dollars.
      { id: "budget", name: "Budget", value: keys.budget, limits: { budget: { usd: 0.1, period: "month" } } },
    ],
  });
  // An isolate that waited in vain for a counter that was only starting counts alone for five seconds.
  await vi.waitFor(
    async () => {
      for (const host of hosts.slice(0, 2))
        for (const key of Object.values(keys)) {
          const begun = performance.now();
          await (await statsOf(host, key)).text();
          expect(performance.now() - begun).toBeLessThan(100);
        }
    },
    { timeout: 30_000, interval: 5_200 },
  );
});
afterAll(() => Promise.all([hosts?.[0]?.stop(), upstream?.close()]));

const statsOf = ({ url }: Host, key: string) => fetch(`${url}/stats`, { headers: { authorization: `Bearer ${key}` } });

/** Statuses of `count` requests that begin together, in turn at each of `at`. */
async function statuses(count: number, at: ReturnType<typeof gatewayClient>[], key: string, model = "m") {
  const answers = await Promise.all(
    Array.from({ length: count }, async (_, turn) => {
      const answer = await at[turn % at.length]!.chat({ model }, { key });
      await answer.text();
      return answer;
    }),
  );
  const served = answers.filter(({ status }) => status === 200);
  return { served: served.length, refused: answers.filter(({ status }) => status === 429).length, answers };
}

test("60 requests per minute hold exactly over two isolates", async () => {
  const [first, second] = gateways;
  const { served, refused, answers } = await statuses(80, [first!, second!], keys.shared);
  expect({ served, refused }).toEqual({ served: 60, refused: 20 });
  const left = answers.flatMap(({ headers }) => headers.get("x-ratelimit-remaining-requests") ?? []);
  expect(new Set(left.map(Number))).toContain(0);
  const stats = await statsOf(hosts[1]!, keys.shared);
  expect(await stats.json()).toMatchObject({ limits: { rpm: { limit: 60, remaining: 0 } } });
});

test("requests under way are counted over both, and a place that is given back is free at the other", async () => {
  const both = gateways.slice(0, 2);
  expect(await statuses(8, both, keys.running, "slow")).toMatchObject({ served: 3, refused: 5 });
  await expect.poll(async () => (await statuses(1, [both[1]!], keys.running, "slow")).served).toBe(1);
});

test("what one isolate spends the other knows at once", async () => {
  const both = gateways.slice(0, 2);
  let served = 0;
  for (let turn = 0; turn < 8; turn++) served += (await statuses(1, [both[turn % 2]!], keys.budget)).served;
  // The settlement of a request is deferred: the next one may start before it has arrived.
  expect(served).toBeGreaterThanOrEqual(4);
  expect(served).toBeLessThanOrEqual(5);
});

test("without the companion each isolate serves the limit, and no more", async () => {
  const { served, refused } = await statuses(40, gateways.slice(2), keys.alone);
  expect({ served, refused }).toEqual({ served: 20, refused: 20 });
});
