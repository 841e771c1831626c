import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { beforeEach, expect, inject, test } from "vitest";
import { eventsOf, textOf } from "../gateway-client";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// The order of attempts and what is remembered of them, against the built gateway with real HTTP upstreams. What every single
// fault leads to is in faults.test.ts.

const { gateway, upstream } = await startSuite({ upstream: startUpstream });

beforeEach(() => upstream.clear());

let round = 0;
/** A provider whose id is new in every test, so that no test inherits another's health. */
const provider = (name: string, manners: string[], more: object = {}) => ({
  id: `${name}-${round}`,
  adapter: "openai",
  baseUrl: upstream.url(...manners),
  credentials: [{ name: "a", value: `sk-secret-of-${name}` }],
  models: [{ id: "m", pricing: { input: 1, output: 2, cachedInput: 0.5 } }],
  ...more,
});

async function withProviders(...providers: [name: string, manners: string[], more?: object][]): Promise<void> {
  round++;
  await gateway.configure({
    providers: providers.map(([name, manners, more], index) => provider(name, manners, { priority: index, ...more })),
  });
}

test("client errors come back as they are, without a second attempt", async () => {
  for (const status of [400, 413, 422, 415]) {
    await withProviders(
      ["strict", [`status=${status}`, "message=temperature is wrong", "code=bad_thing"]],
      ["good", []],
    );
    const answer = await gateway.chat({ model: "m" });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { message: "temperature is wrong", code: "bad_thing" } });
    expect(upstream.calls).toHaveLength(1);
    expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({ outcome: "client_error", status });
    upstream.clear();
  }
});

test("every credential of a provider is tried before the next provider, and a 429 lets only that credential rest", async () => {
  await withProviders(
    [
      "two",
      ["status=429", "retry-after=60"],
      {
        credentials: [
          { name: "a", value: "sk-key-a" },
          { name: "b", value: "sk-key-b" },
        ],
      },
    ],
    ["good", []],
  );
  const answer = await gateway.chat({ model: "m" });
  expect(answer.status).toBe(200);
  expect(new Set(upstream.calls.slice(0, 2).map((call) => call.key))).toEqual(new Set(["sk-key-a", "sk-key-b"]));
  const row = await gateway.log(answer.headers.get("x-request-id"));
  expect(row.attempts?.map(({ status }) => status)).toEqual([429, 429, 200]);
  await answer.body?.cancel();
  // Both rest now: the next request goes to the good one at once.
  upstream.clear();
  await (await gateway.chat({ model: "m" })).text();
  expect(upstream.calls).toHaveLength(1);
  const health = (await (await gateway.admin("/api/admin/health")).json()) as {
    data: { providerId: string; credentials: { state: string; cooldownUntil: string }[] }[];
  };
  const two = health.data.find(({ providerId }) => providerId === `two-${round}`);
  expect(two?.credentials.map(({ state }) => state)).toEqual(["cooling", "cooling"]);
  expect(Date.parse(two?.credentials[0]?.cooldownUntil ?? "") - Date.now()).toBeGreaterThan(50_000);
});

test("a credential that is rejected three times in a row is switched off with the reason", async () => {
  await withProviders(["bad", ["status=401", "message=no such key"]]);
  for (let turn = 0; turn < 3; turn++) await (await gateway.chat({ model: "m" })).text();
  const health = (await (await gateway.admin("/api/admin/health")).json()) as {
    data: { providerId: string; state: string; credentials: object[] }[];
  };
  expect(health.data.find(({ providerId }) => providerId === `bad-${round}`)).toMatchObject({
    state: "down",
    credentials: [{ state: "off", lastError: "no such key" }],
  });
});

test("the limit on attempts holds", async () => {
  round++;
  await gateway.configure({
    settings: { maxAttempts: 2 },
    providers: ["one", "two", "three"].map((name, priority) => provider(name, ["status=500"], { priority })),
  });
  const answer = await gateway.chat({ model: "m" });
  expect(answer.status).toBe(502);
  expect(upstream.calls).toHaveLength(2);
  await answer.body?.cancel();
});

test("named fallback models and a route's models are tried in order", async () => {
  round++;
  await gateway.configure({
    providers: [
      provider("first", ["status=500"], { models: ["alpha"] }),
      provider("second", ["status=503"], { models: ["beta"] }),
      provider("third", [], { models: ["gamma"] }),
    ],
    routes: [{ id: "smart", models: ["alpha", "beta"], fallbacks: ["gamma"] }],
  });
  const named = await gateway.chat({ model: "alpha", models: ["beta", "gamma"] });
  expect(named.headers.get("x-gateway-model")).toBe("gamma");
  expect(upstream.calls.every((call) => call.body.models === undefined)).toBe(true);
  await named.body?.cancel();
  const routed = await gateway.chat({ model: "smart" });
  expect(routed.headers.get("x-gateway-model")).toBe("gamma");
  expect(routed.headers.get("x-gateway-attempts")).toBe("3");
  await routed.body?.cancel();
});

test("a provider that failed five times in a row goes last", async () => {
  await withProviders(["bad", ["status=500"]], ["good", []]);
  for (let turn = 0; turn < 5; turn++) await (await gateway.chat({ model: "m" })).text();
  const answer = await gateway.chat({ model: "m" });
  expect(answer.headers.get("x-gateway-attempts")).toBe("1");
  const row = await gateway.log(answer.headers.get("x-request-id"));
  expect(row.plan?.at(-1)).toMatchObject({ providerId: `bad-${round}`, reason: expect.stringContaining("cools down") });
  await answer.body?.cancel();
});

test("weights share the traffic of one priority", async () => {
  round++;
  await gateway.configure({
    providers: [
      provider("heavy", ["pieces=1"], { weight: 3 }),
      provider("light", ["pieces=2"], { weight: 1 }),
      provider("none", ["pieces=4"], { weight: 0 }),
    ],
  });
  const served: Record<string, number> = {};
  for (let turn = 0; turn < 200; turn++) {
    const answer = await gateway.chat({ model: "m" });
    const id = answer.headers.get("x-gateway-provider") ?? "";
    served[id] = (served[id] ?? 0) + 1;
    await answer.body?.cancel();
  }
  expect(served[`none-${round}`]).toBeUndefined();
  expect(served[`heavy-${round}`]).toBeGreaterThan(110);
  expect(served[`light-${round}`]).toBeGreaterThan(20);
});

test("a provider that streamed well fifty times is let through at its first chunk, and a failure then still goes on elsewhere", async () => {
  round++;
  await gateway.configure({
    providers: [
      provider("earned", ["pieces=1", "delay=8", "after=55", "error=0"], { priority: 0 }),
      provider("spare", ["pieces=2"], { priority: 1 }),
    ],
  });
  for (let turn = 0; turn < 55; turn++) await (await gateway.chat({ model: "m", stream: true })).text();
  const answer = await gateway.chat({ model: "m", stream: true });
  // The headers were sent when the first provider's role chunk came.
  expect(answer.headers.get("x-gateway-provider")).toBe(`earned-${round}`);
  const text = await answer.text();
  expect(textOf(text)).toBe("pong0 pong1 ");
  expect(eventsOf(text).at(-1)).toBe("[DONE]");
  const row = await gateway.log(answer.headers.get("x-request-id"));
  expect(row).toMatchObject({ outcome: "success", attemptCount: 2, providerId: `spare-${round}` });
  expect(row.attempts?.map(({ errorCode }) => errorCode)).toEqual(["overloaded", null]);
});

test("a prompt that is too long goes to a named fallback with a larger window, and to no other", async () => {
  round++;
  const tooLong = ["status=400", "code=context_length_exceeded", "message=maximum context length is 8192 tokens"];
  await gateway.configure({
    providers: [
      provider("short", tooLong, { models: [{ id: "small", contextLength: 8_192 }] }),
      provider("same", [], { models: [{ id: "equal", contextLength: 8_192 }] }),
      provider("long", [], { models: [{ id: "large", contextLength: 128_000 }] }),
    ],
  });
  const alone = await gateway.chat({ model: "small" });
  expect(alone.status).toBe(400);
  expect(await alone.json()).toMatchObject({ error: { code: "context_length_exceeded" } });
  // Each surface in its vendor's words, by which coding agents know that it is time to compact.
  const asked = { model: "small", max_tokens: 9, messages: [{ role: "user", content: "hi" }] };
  const message = "prompt is too long: maximum context length is 8192 tokens";
  expect(await (await gateway.call("/v1/messages", asked)).json()).toMatchObject({
    error: { type: "invalid_request_error", message },
  });
  const response = await gateway.call("/v1/responses", { model: "small", input: "hi", stream: true });
  expect(await response.json()).toMatchObject({ error: { code: "context_length_exceeded" } });
  const helped = await gateway.chat({ model: "small", models: ["equal", "large"] });
  expect(helped.headers.get("x-gateway-model")).toBe("large");
  expect((await gateway.log(helped.headers.get("x-request-id"))).attemptCount).toBe(2);
  await helped.body?.cancel();
});

test("a fallback with a larger window has all its providers, and is not asked again where it is too small as well", async () => {
  round++;
  const tooLong = ["status=400", "code=context_length_exceeded"];
  const models = (id: string, contextLength: number, priority: number) => ({
    priority,
    models: [{ id, contextLength }],
  });
  await gateway.configure({
    providers: [
      provider("short", tooLong, models("small", 8_192, 0)),
      provider("down", ["status=500"], models("large", 128_000, 1)),
      provider("long", [], models("large", 128_000, 2)),
      provider("full", tooLong, models("wide", 64_000, 0)),
    ],
  });
  const served = async (answer: Response) => {
    await answer.text();
    const { attempts } = await gateway.log(answer.headers.get("x-request-id"));
    return [answer.status, ...(attempts ?? []).map((attempt) => attempt.providerId.replace(/-\d+$/, ""))];
  };
  expect(await served(await gateway.chat({ model: "small", models: ["large"] }))).toEqual([
    200,
    "short",
    "down",
    "long",
  ]);
  const order = await served(await gateway.chat({ model: "small", models: ["wide", "large"] }));
  expect(order).toEqual([200, "short", "full", "down", "long"]);
});

if (inject("host") === "node")
  test("a connection that is not there in time has a limit of its own", async () => {
    // Takes the connection and never says a word of TLS.
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    round++;
    await gateway.configure({
      providers: [
        provider("silent", [], {
          baseUrl: `https://127.0.0.1:${port}/v1`,
          timeouts: { connectMs: 200, firstByteMs: 15_000 },
        }),
      ],
    });
    const begun = performance.now();
    const answer = await gateway.chat({ model: "m" });
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ error: { code: "upstream_timeout" } });
    expect(performance.now() - begun).toBeLessThan(10_000);
    const row = await gateway.log(answer.headers.get("x-request-id"));
    expect(row.attempts).toMatchObject([{ errorCode: "connect_timeout" }]);
    silent.close();
  });
