import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { listAlerts, sendTestAlert } from "~/admin/alerts.server";
import { exportConfig, getSettings, importConfig, updateSettings } from "~/admin/config.server";
import { createProvider } from "~/admin/providers.server";
import { rowsOf, testPlatform } from "~/tests/platform";
import { LimitCounter } from "../limits/limit-counter";
import type { ProviderHealth } from "../provider-health";
import { AlertBook } from "./alert-book";
import { type AlertSettings, alertSettingsSchema } from "./alert-schema";
import { webhookBody, webhookProblem } from "./webhook-body";

const hook = "https://hooks.example.com/services/T0/secret-part";
const now = Date.UTC(2026, 10, 21, 12);
const hourMs = 3_600_000;

const listening = (events: AlertSettings["events"]) => {
  const book = new AlertBook();
  book.adopt(alertSettingsSchema.parse({ webhook: "sealed", events }));
  return book;
};

const health = (state: ProviderHealth["state"], credential: "ok" | "rejected" | "off" = "ok"): ProviderHealth[] => [
  {
    providerId: "main",
    state,
    successRate: null,
    latencyMs: null,
    firstTokenMs: null,
    cooldownUntil: null,
    credentials: [{ name: "a", state: credential, cooldownUntil: null, lastError: "sk-secret" }],
  },
];

test("what goes down and comes back is told once each, at most once an hour", () => {
  const book = listening(["provider_down", "provider_recovered", "credential_rejected", "credential_off"]);
  const told = (states: ProviderHealth[], at = now) => {
    book.look(() => states, at);
    return book.take().map(({ event, subject }) => `${event} ${subject}`);
  };
  expect(told(health("healthy"))).toEqual([]);
  expect(told(health("down", "rejected"))).toEqual(["provider_down main", "credential_rejected main / a"]);
  expect(told(health("down", "off"))).toEqual(["credential_off main / a"]);
  expect(told(health("recovering"))).toEqual([]);
  expect(told(health("down"))).toEqual([]);
  expect(told(health("degraded"))).toEqual(["provider_recovered main"]);
  expect(told(health("down"))).toEqual([]);
  expect(told(health("healthy"))).toEqual([]);
  expect(told(health("down"), now + hourMs)).toEqual(["provider_down main"]);
});

test("what an isolate finds when it starts is no news to it", () => {
  const book = listening(["provider_down", "provider_recovered", "credential_off"]);
  book.baseline(health("down", "off"));
  book.look(() => health("down", "off"), now);
  expect(book.take()).toEqual([]);
  book.look(() => health("healthy", "off"), now);
  expect(book.take()).toMatchObject([{ event: "provider_recovered" }]);
});

test("a budget is told of at 80 % and at 100 %, once in its period", () => {
  const book = listening(["budget_80", "budget_100"]);
  const counter = new LimitCounter();
  const limits = { budget: { usd: 10, period: "month" as const } };
  const told = (microUsd: number) => {
    counter.budget = { from: Date.UTC(2026, 10, 1), microUsd, tokens: 0 };
    book.used({ id: "ci", name: "CI", counter }, limits, now);
    return book.take().map(({ event, message, notSince }) => ({ event, message, notSince }));
  };
  expect(told(7_900_000)).toEqual([]);
  expect(told(8_000_000)).toEqual([
    {
      event: "budget_80",
      message: "The API key 'CI' (ci) has used 80 % of its budget of $10 (month).",
      notSince: Date.UTC(2026, 10, 1),
    },
  ]);
  expect(told(9_000_000)).toEqual([]);
  expect(told(12_000_000)).toMatchObject([{ event: "budget_100" }]);
});

test("a tenth of at least twenty requests that failed in five minutes is told", () => {
  const book = listening(["error_rate"]);
  const count = (outcome: "success" | "upstream_error" | "client_error", times: number, at: number) => {
    for (let turn = 0; turn < times; turn++) book.count({ outcome }, at);
    book.look(() => [], at);
    return book.take().map(({ message }) => message);
  };
  expect(count("upstream_error", 10, now)).toEqual([]);
  expect(count("client_error", 50, now + 5 * 60_000)).toEqual([]);
  expect(count("success", 18, now + 5 * 60_000)).toEqual([]);
  expect(count("upstream_error", 2, now + 6 * 60_000)).toEqual(["2 of 20 requests failed in the last 5 minutes."]);
});

test("where nobody listens nothing is looked at", () => {
  const book = new AlertBook();
  book.adopt(alertSettingsSchema.parse({}));
  book.look(() => expect.unreachable("no health is needed"), now);
  expect(book.take()).toEqual([]);
});

test("chat services get a message in their own shape, and what they refuse with 200 is noticed", () => {
  const message = { event: "test" as const, subject: "gateway", message: "hello", at: "2026-11-21T12:00:00.000Z" };
  expect(webhookBody("https://discord.com/api/webhooks/1/x", message)).toEqual({ content: "AI Gateway: hello" });
  expect(webhookBody("https://open.feishu.cn/open-apis/bot/v2/hook/x", message)).toEqual({
    msg_type: "text",
    content: { text: "AI Gateway: hello" },
  });
  expect(webhookBody("https://oapi.dingtalk.com/robot/send?access_token=x", message)).toEqual({
    msgtype: "text",
    text: { content: "AI Gateway: hello" },
  });
  expect(webhookBody(hook, message)).toEqual({ ...message, text: "AI Gateway: hello" });
  expect(webhookProblem('{"errcode":310000,"errmsg":"sign not match"}')).toMatch(/310000/);
  expect(webhookProblem('{"code":0}')).toBeNull();
  expect(webhookProblem("ok")).toBeNull();
});

/** A platform whose webhook answers with `status`. */
async function withHook(alerts: object = {}) {
  const posts: { url: string; body: string; headers: Record<string, string> }[] = [];
  const world = { status: 200 };
  const platform = testPlatform({
    fetch: async (url, { body, headers }) => {
      posts.push({ url, body: String(body), headers });
      return new Response("", { status: world.status });
    },
  });
  await updateSettings(platform, "t", { alerts: { webhook: hook, secret: "signing secret", ...alerts } });
  platform.gateway.invalidate();
  return { platform, posts, world };
}

test("the address and the secret are sealed, shown redacted, and kept by a document that was exported", async () => {
  const { platform } = await withHook();
  const stored = () =>
    String(rowsOf<{ value: string }>(platform, "select value from settings where key = 'settings'")[0]?.value);
  expect(stored()).not.toMatch(/secret-part|signing secret/);
  const shown = { webhook: "https://hooks.example.com/********", secret: "********" };
  expect((await getSettings(platform)).alerts).toMatchObject(shown);
  const document = await exportConfig(platform);
  expect(document.settings.alerts).toMatchObject(shown);
  const before = stored();
  expect(await importConfig(platform, "t", document, { dryRun: false })).toEqual({ applied: true, changes: [] });
  await updateSettings(platform, "t", { alerts: { errorRate: 0.2 } });
  expect(JSON.parse(stored()).alerts).toEqual({ ...JSON.parse(before).alerts, errorRate: 0.2 });
});

test("an address that may not be called, or a mark with nothing behind it, is refused with its field", async () => {
  const platform = testPlatform();
  for (const webhook of ["http://169.254.169.254/x", "http://127.0.0.1/x", "https://other.example.com/********"])
    await expect(updateSettings(platform, "t", { alerts: { webhook } })).rejects.toMatchObject({
      status: 400,
      issues: [{ path: "alerts.webhook" }],
    });
  const document = { version: 1, settings: { alerts: { webhook: "ftp://x" }, maxAttempts: 0 } };
  await expect(importConfig(platform, "t", document, { dryRun: true })).rejects.toMatchObject({ status: 400 });
});

test("Send test posts to the address, signed, and tells what went wrong without naming it", async () => {
  const { platform, posts, world } = await withHook();
  expect(await sendTestAlert(platform)).toEqual({ ok: true, error: null });
  const [{ url, body, headers }] = posts as [(typeof posts)[number]];
  expect(url).toBe(hook);
  const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(headers["x-gateway-signature"] ?? "") ?? [];
  expect(signature).toBe(createHmac("sha256", "signing secret").update(`${seconds}.${body}`).digest("hex"));
  world.status = 404;
  expect(await sendTestAlert(platform)).toEqual({ ok: false, error: "The webhook answered with HTTP 404." });
});

test("an alert is posted once, whichever isolate noticed it, and a failure is noted", async () => {
  const { platform, posts, world } = await withHook();
  await createProvider(platform, "t", {
    id: "main",
    adapter: "openai",
    baseUrl: "https://api.example.com/v1",
    models: ["m"],
  });
  platform.gateway.invalidate();
  await platform.gateway.config();
  const target = { providerId: "main", model: "m", credential: null };
  for (let turn = 0; turn < 5; turn++) platform.gateway.healthBook.providerFailed(target, Date.now());
  world.status = 500;
  await platform.gateway.sendAlerts();
  expect(posts.map(({ body }) => JSON.parse(body))).toMatchObject([{ event: "provider_down", subject: "main" }]);
  expect((await listAlerts(platform)).data).toMatchObject([
    { event: "provider_down", subject: "main", error: "The webhook answered with HTTP 500." },
  ]);
  const alert = { event: "provider_down" as const, subject: "main", message: "again", notSince: Date.now() - hourMs };
  expect(await platform.gateway.ports.store.claimAlert(alert, Date.now())).toBe(false);
  expect(await platform.gateway.ports.store.claimAlert({ ...alert, notSince: Date.now() + 1 }, Date.now())).toBe(true);
});
