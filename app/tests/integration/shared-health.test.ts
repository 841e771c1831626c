import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { gatewayClient } from "../gateway-client";
import type { Host } from "../host";
import { startPair } from "../hosts";
import { startUpstream, type Upstream } from "../upstream";

// Two processes (isolates) over one database: what one learns of providers and credentials, the other knows within seconds.

let hosts: [Host, Host];
let upstream: Upstream;
type Client = ReturnType<typeof gatewayClient>;
let one: Client;
let two: Client;

beforeAll(async () => {
  [hosts, upstream] = await Promise.all([startPair(inject("host")), startUpstream()]);
  [one, two] = [gatewayClient(hosts[0]), gatewayClient(hosts[1])];
  await one.configure({
    providers: [
      provider("bad", "breaks", ["status=500"]),
      provider("good", "breaks", [], { priority: 1 }),
      provider("busy", "rests", ["status=429", "retry-after=90", "message=slow down"]),
      provider("spare", "rests", [], { priority: 1 }),
      // Well for the list of models, which the test asks for; chats fail until the provider cools down.
      provider("mended", "mends", ["cut=0"]),
      provider("other", "mends", [], { priority: 1 }),
    ],
  });
  await vi.waitFor(async () => expect(await healthOf(two, "other")).toBeDefined(), seconds);
});
afterAll(() => Promise.all([hosts?.[1].stop().then(() => hosts[0].stop()), upstream?.close()]));

const provider = (id: string, model: string, manners: string[], more: object = {}) => ({
  id,
  adapter: "openai",
  baseUrl: upstream.url(...manners),
  credentials: [{ name: "a", value: `sk-secret-of-${id}` }],
  models: [model],
  ...more,
});

interface Health {
  providerId: string;
  state: string;
  successRate: number | null;
  credentials: { state: string; cooldownUntil: string | null; lastError: string | null }[];
}

async function healthOf(client: Client, id: string): Promise<Health | undefined> {
  const { data } = (await (await client.admin("/api/admin/health")).json()) as { data: Health[] };
  return data.find(({ providerId }) => providerId === id);
}

/** A write holds everywhere within 5 s, and what is learned reaches others with the same checks. */
const seconds = { timeout: 8_000, interval: 250 };

// At once, for most of each is waiting until the other one has heard.
test.concurrent("a breaker that opens in one opens in the other, with the figures that opened it", async ({
  expect,
}) => {
  expect((await healthOf(two, "bad"))?.state).toBe("healthy");
  for (let turn = 0; turn < 5; turn++) await (await one.chat({ model: "breaks" })).text();
  expect((await healthOf(one, "bad"))?.state).toBe("down");
  await expect.poll(async () => (await healthOf(two, "bad"))?.state, seconds).toBe("down");
  expect(await healthOf(two, "bad")).toMatchObject({ successRate: 0 });
  const answer = await two.chat({ model: "breaks" });
  expect(answer.headers.get("x-gateway-provider")).toBe("good");
  expect(answer.headers.get("x-gateway-attempts")).toBe("1");
  await answer.text();
});

test.concurrent("a credential that one was told to slow down with rests in the other, too", async ({ expect }) => {
  await (await one.chat({ model: "rests" })).text();
  await expect
    .poll(async () => (await healthOf(two, "busy"))?.credentials, seconds)
    .toMatchObject([{ state: "cooling", lastError: "slow down" }]);
});

test.concurrent("an admin's test that goes well ends the cooldown everywhere", async ({ expect }) => {
  for (let turn = 0; turn < 5; turn++) await (await one.chat({ model: "mends", stream: true })).text();
  await expect.poll(async () => (await healthOf(two, "mended"))?.state, seconds).toBe("down");
  const tested = await one.admin("/api/admin/providers/mended/test", { method: "POST", json: {} });
  expect(await tested.json()).toMatchObject({ ok: true });
  expect((await healthOf(one, "mended"))?.state).not.toBe("down");
  await expect.poll(async () => (await healthOf(two, "mended"))?.state, seconds).not.toBe("down");
});
