import { beforeAll, expect, test } from "vitest";
import { textOf } from "../gateway-client";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// A late first token starts the next candidate beside it; the first content wins.

const { gateway, upstream } = await startSuite({ upstream: startUpstream });

const warm = 24;

const provider = (id: string, models: string[], ...manners: string[]) => ({
  id,
  adapter: "openai",
  baseUrl: upstream.url(...manners),
  credentials: [{ name: "a", value: `sk-${id}` }],
  models,
});

beforeAll(async () => {
  // The model's name in the manners makes the count of calls its own.
  const pair = (model: string, ...manners: string[]) => [
    { ...provider(`${model}-main`, [model], `model=${model}`, ...manners), priority: 0 },
    { ...provider(`${model}-spare`, [model]), priority: 1 },
  ];
  await gateway.configure({
    settings: { hedging: { enabled: true, maxExtraPercent: 60 } },
    providers: [
      ...pair("stream", `after=${warm}`, "first=8000"),
      ...pair("whole", `after=${warm}`, "first=8000"),
      ...pair("refusing", `after=${warm}`, "first=900"),
      { ...provider("refusing-spare", ["refusing"], "status=400"), priority: 1 },
      ...pair("never", `after=${warm}`, "first=900"),
    ].filter(({ id }, index, all) => all.findLastIndex((other) => other.id === id) === index),
    routes: [{ id: "plain", models: ["never"], hedging: false }],
  });
  const warming = (["stream", "whole", "refusing", "never"] as const).flatMap((model) =>
    Array.from({ length: warm }, () => ({ model, stream: model !== "whole" })),
  );
  const worker = async () => {
    for (let next = warming.shift(); next !== undefined; next = warming.shift())
      await (await gateway.chat(next)).text();
  };
  await Promise.all(Array.from({ length: 8 }, worker));
});

for (const model of ["stream", "whole"])
  test(`a late first token of a ${model} answer is hedged: the next candidate serves, both attempts are logged, the slow one is ended`, async () => {
    upstream.calls.length = 0;
    const begun = performance.now();
    const answer = await gateway.chat({ model, stream: model === "stream" });
    const text = await answer.text();
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(model === "stream" ? textOf(text) : text).toContain("pong");
    expect(answer.headers.get("x-gateway-provider")).toBe(`${model}-spare`);
    expect(answer.headers.get("x-gateway-attempts")).toBe("2");
    const row = await gateway.log(answer.headers.get("x-request-id"));
    expect(row).toMatchObject({
      outcome: "success",
      providerId: `${model}-spare`,
      attemptCount: 2,
      usage: { promptTokens: 11, completionTokens: 7, source: "provider" },
    });
    expect(row.attempts).toMatchObject([
      { index: 0, providerId: `${model}-main`, status: null, errorCode: "hedged_away" },
      {
        index: 1,
        providerId: `${model}-spare`,
        status: 200,
        errorCode: null,
        reason: expect.stringMatching(/^hedge: /),
      },
    ]);
    const [main, spare] = row.attempts as unknown as { startedMs: number; latencyMs: number }[];
    // 50 ms; a timer may fire within the millisecond before.
    expect(spare!.startedMs).toBeGreaterThanOrEqual(49);
    expect(main!.startedMs + main!.latencyMs).toBeGreaterThanOrEqual(spare!.startedMs);
    await expect.poll(() => upstream.calls.find(({ manners }) => manners.includes("first"))?.closedEarly).toBe(true);
    // Nothing is held against the one that was only slow.
    const health = (await (await gateway.admin("/api/admin/health")).json()) as {
      data: { providerId: string; state: string }[];
    };
    expect(health.data.find(({ providerId }) => providerId === `${model}-main`)?.state).toBe("healthy");
  });

test("a hedge that the spare refuses leaves the first attempt alone", async () => {
  upstream.calls.length = 0;
  const answer = await gateway.chat({ model: "refusing", stream: true });
  expect(textOf(await answer.text())).toBe("pong0 pong1 pong2 ");
  expect(answer.headers.get("x-gateway-provider")).toBe("refusing-main");
  const row = await gateway.log(answer.headers.get("x-request-id"));
  expect(row.attempts?.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test("a route may switch hedging off", async () => {
  upstream.calls.length = 0;
  const plain = await gateway.chat({ model: "plain", stream: true });
  await plain.text();
  expect(plain.headers.get("x-gateway-attempts")).toBe("1");
  expect(upstream.calls).toHaveLength(1);
});

test("the simulator says when a hedge would start", async () => {
  const simulated = async (model: string) => {
    const answer = await gateway.admin("/api/admin/routes/simulate", {
      method: "POST",
      json: { model, stream: true, messages: [{ role: "user", content: "ping" }] },
    });
    return (await answer.json()) as {
      candidates: { reason: string; firstTokenMs: number | null; successRate: number | null }[];
    };
  };
  const { candidates } = await simulated("stream");
  expect(candidates[0]?.reason).toMatch(/the next one starts beside it after \d+ ms without a first token$/);
  expect((await simulated("plain")).candidates[0]?.reason).not.toContain("beside");
  // With what was measured of it.
  expect(candidates[0]?.successRate).toBeGreaterThan(0);
  expect(candidates[0]?.firstTokenMs).toBeGreaterThanOrEqual(0);
});
