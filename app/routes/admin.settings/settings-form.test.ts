import { expect, test } from "vitest";
import { defaultSettings, settingsSchema } from "~/gateway/config/settings";
import { fieldOfPath, settingsFormSchema, settingsLimits, toForm, toPatch } from "./settings-form";

test("what the form shows and sends back leaves the settings as they are", () => {
  const form = settingsFormSchema.parse(toForm(defaultSettings));
  expect(settingsSchema.parse({ ...defaultSettings, ...toPatch(form) })).toEqual(defaultSettings);
});

test("seconds become milliseconds without rounding errors", () => {
  const form = { ...toForm(defaultSettings), firstByteTimeout: 0.29, attemptTimeout: 1.005 };
  expect(toPatch(settingsFormSchema.parse(form))).toMatchObject({ firstByteTimeoutMs: 290, attemptTimeoutMs: 1005 });
});

test("the form has the limits of the document", () => {
  expect(settingsLimits).toEqual({
    maxAttempts: { min: 1, max: 100 },
    logRetentionDays: { min: 1, max: 3650 },
    seconds: { min: 0.001, max: 3600 },
    hours: { min: 0.0002, max: 8760 },
    similarity: { min: 0, max: 1 },
    percent: { min: 1, max: 100 },
    minutes: { min: 1, max: 1440 },
    failures: { min: 1, max: 100 },
    pause: { min: 1, max: 600 },
    kilobytes: { min: 1, max: 65_536 },
  });
  const invalid = { ...toForm(defaultSettings), maxAttempts: 0, requestTimeout: 3601, logRetentionDays: 1.5 };
  const { error } = settingsFormSchema.safeParse(invalid);
  expect(error?.issues.map((issue) => issue.path[0])).toEqual(["maxAttempts", "requestTimeout", "logRetentionDays"]);
});

test("origins are read from lines and commas, once each", () => {
  const form = { ...toForm(defaultSettings), origins: "https://a.example/\nhttp://localhost:3000, https://a.example" };
  expect(toPatch(settingsFormSchema.parse(form)).cors.origins).toEqual(["https://a.example", "http://localhost:3000"]);
});

test("an origin is a scheme and a host, or *", () => {
  for (const origins of ["a.example", "https://a.example/path", "ftp://a.example"]) {
    expect(settingsFormSchema.safeParse({ ...toForm(defaultSettings), origins }).success, origins).toBe(false);
  }
  expect(settingsFormSchema.safeParse({ ...toForm(defaultSettings), origins: "" }).success).toBe(true);
});

test("issues of the document find their field", () => {
  expect(fieldOfPath("firstByteTimeoutMs")).toBe("firstByteTimeout");
  expect(fieldOfPath("cors.origins.0")).toBe("origins");
  expect(fieldOfPath("limits.gateway.budget.usd")).toBe("gatewayBudget");
  expect(fieldOfPath("alerts.webhook")).toBe("webhook");
  expect(fieldOfPath("cache.semantic.threshold")).toBe("semanticThreshold");
  expect(fieldOfPath("cache.unknown")).toBeNull();
});

test("limits and alerts go through the form unchanged, and an empty field is no limit", () => {
  const limits = {
    defaults: { rpm: 600, budget: { usd: 50, period: "month" as const } },
    gateway: { concurrency: 40, quota: { tokens: 1_000_000, period: "day" as const } },
  };
  const alerts = {
    webhook: "https://h.example/********",
    secret: null,
    events: ["error_rate" as const],
    errorRate: 0.25,
  };
  const settings = settingsSchema.parse({ limits, alerts });
  const form = settingsFormSchema.parse(toForm(settings));
  expect(settingsSchema.parse({ ...settings, ...toPatch(form) })).toEqual(settings);
  expect(toPatch({ ...form, defaultsRpm: undefined, webhook: "" })).toMatchObject({
    limits: { defaults: { rpm: undefined } },
    alerts: { webhook: null },
  });
});

test("hours become the seconds that they came from", () => {
  const cache = { ...defaultSettings.cache, ttlSeconds: 100, shared: true };
  const form = settingsFormSchema.parse(toForm({ ...defaultSettings, cache, mask: ["keys"] }));
  expect(toPatch(form)).toMatchObject({ cache: { ttlSeconds: 100, shared: true }, mask: ["keys"] });
});
