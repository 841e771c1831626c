import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { gatewayClient } from "../gateway-client";
import { type Host, startPair } from "../hosts";
import { startUpstream, type Upstream } from "../upstream";

// Two processes (isolates) over one database: what one learns of providers and credentials, the other knows within seconds.

let hosts: [Host, Host];
let upstream: Upstream;

beforeAll(async () => {
  [hosts, upstream] = await Promise.all([startPair(inject("host")), startUpstream()]);
});
afterAll(() => Promise.all([hosts?.[1].stop().then(() => hosts[0].stop()), upstream?.close()]));

const provider = (id: string, manners: string[], more: object = {}) => ({
  id,
  adapter: "openai",
  baseUrl: upstream.url(...manners),
  credentials: [{ name: "a", value: `sk-secret-of-${id}` }],
  models: ["m"],
  ...more,
});

interface Health {
  providerId: string;
  state: string;
  successRate: number | null;
  credentials: { state: string; cooldownUntil: string | null; lastError: string | null }[];
}

async function healthOf(client: ReturnType<typeof gatewayClient>, id: string): Promise<Health | undefined> {
  const { data } = (await (await client.admin("/api/admin/health")).json()) as { data: Health[] };
  return data.find(({ providerId }) => providerId === id);
}

/** A write holds everywhere within 5 s, and what is learned reaches others with the same checks. */
const seconds = { timeout: 8_000, interval: 250 };

test("a breaker that opens in one opens in the other, with the figures that opened it", async () => {
  const [one, two] = hosts.map((host) => gatewayClient(host)) as [
    ReturnType<typeof gatewayClient>,
    ReturnType<typeof gatewayClient>,
  ];
  await one.configure({
    providers: [provider("bad", ["status=500"]), provider("good", [], { priority: 1 })],
  });
  await expect.poll(() => healthOf(two, "good"), seconds).toBeDefined();
  expect((await healthOf(two, "bad"))?.state).toBe("healthy");
  for (let turn = 0; turn < 5; turn++) await (await one.chat({ model: "m" })).text();
  expect((await healthOf(one, "bad"))?.state).toBe("down");
  await expect.poll(async () => (await healthOf(two, "bad"))?.state, seconds).toBe("down");
  expect(await healthOf(two, "bad")).toMatchObject({ successRate: 0 });
  upstream.clear();
  const answer = await two.chat({ model: "m" });
  expect(answer.headers.get("x-gateway-provider")).toBe("good");
  expect(answer.headers.get("x-gateway-attempts")).toBe("1");
  await answer.text();
});

test("a credential that one was told to slow down with rests in the other, too", async () => {
  const [one, two] = hosts.map((host) => gatewayClient(host)) as [
    ReturnType<typeof gatewayClient>,
    ReturnType<typeof gatewayClient>,
  ];
  await one.configure({
    providers: [
      provider("busy", ["status=429", "retry-after=90", "message=slow down"]),
      provider("spare", [], { priority: 1 }),
    ],
  });
  await expect.poll(() => healthOf(two, "busy"), seconds).toBeDefined();
  await (await one.chat({ model: "m" })).text();
  await expect
    .poll(async () => (await healthOf(two, "busy"))?.credentials, seconds)
    .toMatchObject([{ state: "cooling", lastError: "slow down" }]);
});

test("an admin's test that goes well ends the cooldown everywhere", async () => {
  const [one, two] = hosts.map((host) => gatewayClient(host)) as [
    ReturnType<typeof gatewayClient>,
    ReturnType<typeof gatewayClient>,
  ];
  // Well for the list of models, which the test asks for; chats fail until the provider cools down.
  await one.configure({ providers: [provider("mended", ["cut=0"]), provider("other", [], { priority: 1 })] });
  await expect.poll(() => healthOf(two, "mended"), seconds).toBeDefined();
  for (let turn = 0; turn < 5; turn++) await (await one.chat({ model: "m", stream: true })).text();
  await expect.poll(async () => (await healthOf(two, "mended"))?.state, seconds).toBe("down");
  const tested = await one.admin("/api/admin/providers/mended/test", { method: "POST", json: {} });
  expect(await tested.json()).toMatchObject({ ok: true });
  expect((await healthOf(one, "mended"))?.state).not.toBe("down");
  await expect.poll(async () => (await healthOf(two, "mended"))?.state, seconds).not.toBe("down");
});
