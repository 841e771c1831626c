import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

const { host, gateway, upstream } = await startSuite({ upstream: startUpstream });

const keys = {
  requests: "sk-gw-limit-requests-0000",
  tokens: "sk-gw-limit-tokens-000000",
  running: "sk-gw-limit-running-00000",
  budget: "sk-gw-limit-budget-000000",
  quota: "sk-gw-limit-quota-0000000",
  plain: "sk-gw-limit-plain-0000000",
  several: "sk-gw-limit-several-00000",
};

beforeAll(async () => {
  await gateway.configure({
    providers: [
      {
        id: "mock",
        adapter: "openai",
        baseUrl: upstream.url(),
        credentials: [{ name: "a", value: "k1" }],
        models: [{ id: "m", pricing: { input: 1_000, output: 2_000 } }],
      },
      {
        id: "slow",
        adapter: "openai",
        baseUrl: upstream.url("first=300"),
        credentials: [{ name: "a", value: "k1" }],
        models: ["slow"],
      },
    ],
    keys: [
      { id: "requests", name: "Requests", value: keys.requests, limits: { rpm: 3 } },
      { id: "tokens", name: "Tokens", value: keys.tokens, limits: { tpm: 60 } },
      { id: "running", name: "Running", value: keys.running, limits: { concurrency: 2 } },
      // One request costs 11 x 1000 + 7 x 2000 = 25,000 micro-dollars.
      { id: "budget", name: "Budget", value: keys.budget, limits: { budget: { usd: 0.04, period: "day" } } },
      { id: "quota", name: "Quota", value: keys.quota, limits: { quota: { tokens: 20, period: "total" } } },
      { id: "plain", name: "Plain", value: keys.plain },
      {
        id: "several",
        name: "Several",
        value: keys.several,
        limits: { rpm: 5, tpm: 900, budget: { usd: 0.02, period: "day" } },
      },
    ],
  });
});

test("requests per minute: the fourth is refused, with headers and a log row, and a refused one does not count", async () => {
  const answers = [];
  for (let turn = 0; turn < 5; turn++) answers.push(await gateway.chat({ model: "m" }, { key: keys.requests }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(answers.slice(0, 3).map(({ headers }) => headers.get("x-ratelimit-remaining-requests"))).toEqual([
    "2",
    "1",
    "0",
  ]);
  const refused = answers[3];
  expect(refused?.headers.get("x-ratelimit-limit-requests")).toBe("3");
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(50);
  expect(await refused?.json()).toMatchObject({ error: { type: "rate_limit_error", code: "rate_limit_exceeded" } });
  expect(await gateway.log(refused?.headers.get("x-request-id") ?? null)).toMatchObject({
    outcome: "rate_limited",
    status: 429,
    attemptCount: 0,
  });
});

test("every answer under /v1 tells the key's limits, also one that took no place", async () => {
  const { url } = host;
  const told = async (asked: Response | Promise<Response>) => {
    const { status, headers } = await asked;
    return [status, headers.get("x-ratelimit-remaining-requests"), headers.get("x-ratelimit-limit-tokens")];
  };
  const headers = { authorization: `Bearer ${keys.several}` };
  const ask = (body: Record<string, unknown>) => gateway.chat(body, { key: keys.several });
  expect(await told(ask({ model: "nobody-has-it" }))).toEqual([404, "5", "900"]);
  expect(await told(ask({ model: "m", messages: "none" }))).toEqual([400, "5", "900"]);
  expect(await told(ask({ model: "m" }))).toEqual([200, "4", "900"]);
  expect(await told(ask({ model: "m" }))).toEqual([429, "4", "900"]);
  expect(await told(fetch(`${url}/v1/models`, { headers }))).toEqual([200, "4", "900"]);
  expect(await told(fetch(`${url}/v1beta/models?key=${keys.several}`))).toEqual([200, "4", "900"]);
  expect(await told(fetch(`${url}/v1/nothing`, { headers }))).toEqual([404, "4", "900"]);
  expect(await told(fetch(`${url}/v1/models`))).toEqual([401, null, null]);
});

test("tokens per minute are reserved and settled by the true usage", async () => {
  const first = await gateway.chat({ model: "m", max_tokens: 10 }, { key: keys.tokens });
  expect(first.status).toBe(200);
  await first.text();
  // 18 of 60 were used; a request that may use 50 more does not fit, one of 10 does.
  const large = await gateway.chat({ model: "m", max_tokens: 50 }, { key: keys.tokens });
  expect(large.status).toBe(429);
  const small = await gateway.chat({ model: "m", max_tokens: 10 }, { key: keys.tokens });
  expect(small.status).toBe(200);
  expect(small.headers.get("x-ratelimit-limit-tokens")).toBe("60");
  await Promise.all([large.body?.cancel(), small.body?.cancel()]);
});

test("requests under way are limited", async () => {
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => gateway.chat({ model: "slow" }, { key: keys.running })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429]);
  await Promise.all(answers.map((answer) => answer.text()));
  const after = await gateway.chat({ model: "slow" }, { key: keys.running });
  expect(after.status).toBe(200);
  await after.body?.cancel();
});

test("a request that starts under the budget is served, the next is refused, and /stats tells what is left", async () => {
  const statuses = [];
  for (let turn = 0; turn < 3; turn++) {
    const answer = await gateway.chat({ model: "m", stream: turn === 1 }, { key: keys.budget });
    statuses.push(answer.status);
    if (turn === 2)
      expect(await answer.json()).toMatchObject({ error: { type: "insufficient_quota", code: "insufficient_quota" } });
    else await answer.text();
  }
  expect(statuses).toEqual([200, 200, 429]);
  const stats = await (
    await fetch(`${host.url}/stats`, { headers: { authorization: `Bearer ${keys.budget}` } })
  ).json();
  expect(stats).toMatchObject({
    key: { id: "budget", name: "Budget" },
    totals: { requests: 3, costMicroUsd: 50_000 },
    byModel: expect.arrayContaining([expect.objectContaining({ model: "m", promptTokens: 22 })]),
    limits: { budget: { usd: 0.04, spentUsd: 0.05, remainingUsd: 0, period: "day" } },
  });
});

test("a write holds from the next request on: a key that is disabled, a limit that is raised", async () => {
  const change = (json: object) => gateway.admin("/api/admin/keys/requests", { method: "PATCH", json });
  expect((await change({ limits: { rpm: 100 } })).status).toBe(200);
  const raised = await gateway.chat({ model: "m" }, { key: keys.requests });
  expect(raised.status).toBe(200);
  await change({ enabled: false });
  const disabled = await gateway.chat({ model: "m" }, { key: keys.requests });
  expect(disabled.status).toBe(401);
  await Promise.all([raised.body?.cancel(), disabled.body?.cancel()]);
});

test("a token quota refuses the next request, and a webhook hears of it", async () => {
  const posts: Record<string, string>[] = [];
  const webhook = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    posts.push(JSON.parse(body));
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => webhook.once("listening", resolve));
  const url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`;
  const settings = { alerts: { webhook: url, events: ["budget_100"] } };
  expect((await gateway.admin("/api/admin/settings", { method: "PATCH", json: settings })).status).toBe(200);
  const statuses = [];
  for (let turn = 0; turn < 3; turn++) {
    const answer = await gateway.chat({ model: "m" }, { key: keys.quota });
    await answer.text();
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([200, 200, 429]);
  await expect.poll(() => posts, { timeout: 5_000 }).toHaveLength(1);
  expect(posts[0]).toMatchObject({ event: "budget_100", message: expect.stringContaining("'Quota' (quota)") });
  webhook.close();
});

test("defaults hold for keys without their own limit, the ceiling for all keys together", async () => {
  const limit = (limits: object) =>
    gateway.admin("/api/admin/settings", { method: "PATCH", json: { alerts: { webhook: null }, limits } });
  const ask = async (key: string) => {
    const answer = await gateway.chat({ model: "m" }, { key });
    return { status: answer.status, error: ((await answer.json()) as { error?: { message: string } }).error?.message };
  };
  await limit({ defaults: { rpm: 2 } });
  expect([await ask(keys.plain), await ask(keys.plain), await ask(keys.plain)]).toMatchObject([
    { status: 200 },
    { status: 200 },
    { status: 429, error: expect.stringContaining("limit of 2 requests per minute") },
  ]);
  await limit({ defaults: { rpm: 50 }, gateway: { rpm: 1 } });
  expect([await ask(keys.plain), await ask(keys.running)]).toMatchObject([
    { status: 200 },
    {
      status: 429,
      error: expect.stringContaining("The gateway reached its limit of 1 requests per minute over all keys"),
    },
  ]);
});

test("the documents of a ranking are tokens before they are sent", async () => {
  const documents = Array.from({ length: 50 }, () => "a document of some words");
  const answer = await gateway.call("/v1/rerank", { model: "m", query: "q", documents }, { key: keys.tokens });
  expect([answer.status, await answer.json()]).toMatchObject([429, { error: { code: "rate_limit_exceeded" } }]);
});
