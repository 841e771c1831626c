import { expect, test } from "vitest";
import { failedOver, logRow } from "~/tests/log-rows";
import { testPlatform } from "~/tests/platform";
import { importConfig } from "./config.server";
import { renderMetrics } from "./metrics.server";

/** The value of each sample by its name and labels. */
const samples = (text: string) =>
  Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );

test("a gateway that has nothing yet says so in valid text, without samples", async () => {
  const text = await renderMetrics(testPlatform());
  expect(samples(text)).toEqual({});
  expect(text).toMatch(/^# HELP gateway_requests_total .+\n# TYPE gateway_requests_total counter\n# HELP /);
  expect(text.endsWith("\n")).toBe(true);
});

test("every figure has its labels, its unit and its type", async () => {
  const platform = testPlatform();
  const provider = (id: string, credentials: string[]) => ({
    id,
    adapter: "openai",
    baseUrl: "https://api.example.com/v1",
    credentials: credentials.map((name) => ({ name, value: `sk-${id}-${name}` })),
  });
  const providers = [provider("good", ["a", "b", "c"]), { ...provider("away", []), enabled: false }];
  await importConfig(platform, "t", { version: 1, providers }, { dryRun: false });
  const { providers: known } = await platform.gateway.config();
  const [a, b] = known.find(({ id }) => id === "good")!.credentials;
  const { healthBook } = platform.gateway;
  healthBook.rateLimited(a!, Date.now(), 60_000, "slow down");
  for (let turn = 0; turn < 3; turn++) healthBook.credentials.rejected(b!, Date.now(), "no");
  const target = { providerId: "good", model: "m", credential: null };
  healthBook.succeeded(target, Date.now(), { latencyMs: 5, firstTokenMs: null, completionTokens: 0 });
  const row = { createdAt: Date.now(), providerId: "good", model: 'm"1\\\n2', gatewayMs: 0.5, latencyMs: 200 };
  await platform.gateway.ports.store.writeLog("x", [
    logRow({ ...row, costMicroUsd: 1_500_000 }),
    failedOver({ ...row, outcome: "upstream_error", status: 502, costMicroUsd: null }),
  ]);
  const text = await renderMetrics(platform);
  const found = samples(text);
  const of = 'provider="good",model="m\\"1\\\\\\n2"';
  expect(found).toMatchObject({
    [`gateway_requests_total{${of}}`]: 2,
    [`gateway_errors_total{${of}}`]: 1,
    [`gateway_tokens_total{${of},kind="prompt"}`]: 20,
    [`gateway_tokens_total{${of},kind="completion"}`]: 10,
    [`gateway_tokens_total{${of},kind="cached"}`]: 4,
    [`gateway_cost_usd_total{${of}}`]: 1.5,
    gateway_overhead_milliseconds: 0.5,
    'gateway_provider_success_ratio{provider="good"}': 1,
    'gateway_credentials{provider="good",state="ok"}': 1,
    'gateway_credentials{provider="good",state="cooling"}': 1,
    'gateway_credentials{provider="good",state="rejected"}': 0,
    'gateway_credentials{provider="good",state="off"}': 1,
    'gateway_provider_state{provider="away",state="off"}': 1,
    'gateway_provider_state{provider="away",state="healthy"}': 0,
  });
  const states = Object.entries(found).filter(([name]) => name.startsWith('gateway_provider_state{provider="good"'));
  expect(states).toHaveLength(5);
  expect(states.filter(([, value]) => value === 1)).toHaveLength(1);
  expect(found['gateway_latency_milliseconds{quantile="0.95"}']).toBeGreaterThan(100);
  expect(found['gateway_first_token_milliseconds{quantile="0.5"}']).toBeGreaterThan(50);
  for (const name of ["requests", "errors", "tokens", "cost_usd"])
    expect(text).toContain(`# TYPE gateway_${name}_total counter\n`);
  expect(text.match(/# TYPE \w+ gauge/g)).toHaveLength(6);
});
