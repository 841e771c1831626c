import { expect, test } from "vitest";
import { sha256Hex } from "~/lib/hash";
import { rowsOf, testPlatform } from "~/tests/platform";
import { exportConfig, getSettings, importConfig, updateSettings } from "./config.server";
import { AdminError } from "./errors";
import { createKey } from "./keys.server";
import { addCredentials } from "./provider-credentials.server";
import { createProvider, getProvider, updateProvider } from "./providers.server";

const document = {
  version: 1,
  settings: { strategy: "balanced", logRetentionDays: 7 },
  providers: [
    {
      id: "openai-main",
      adapter: "openai",
      baseUrl: "https://api.example.com/v1",
      credentials: [
        { name: "a", value: "sk-first-secret-value" },
        { name: "b", env: "SOME_VARIABLE" },
      ],
      models: [
        "gpt-4o-mini",
        { id: "gpt-4o", upstream: "gpt-4o-2024", pricing: { input: 2.5, output: 10, cachedInput: 1.25 } },
      ],
      options: { zeta: 1, alpha: { nested: [true, null, "x"] } },
      timeouts: { firstByteMs: 10_000 },
    },
    { id: "demo", adapter: "demo" },
  ],
  routes: [
    {
      id: "auto",
      strategy: "cheapest",
      models: ["gpt-4o-mini"],
      rules: [{ when: { images: true }, models: ["gpt-4o"] }],
    },
  ],
  keys: [{ id: "ci", name: "CI", value: "sk-gw-0123456789abcdef", limits: { rpm: 60, tpm: null } }],
};

const apply = { dryRun: false };
const issuesOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof AdminError ? error.issues.map((issue) => issue.path) : error;
};

test("a dry run answers the plan and writes nothing", async () => {
  const platform = testPlatform();
  const plan = await importConfig(platform, "t", document, { dryRun: true });
  expect(plan.applied).toBe(false);
  expect(plan.changes.map(({ action, kind, id }) => [action, kind, id])).toEqual([
    ["update", "settings", "settings"],
    ["create", "provider", "openai-main"],
    ["create", "provider", "demo"],
    ["create", "route", "auto"],
    ["create", "key", "ci"],
  ]);
  expect(plan.changes[0]?.fields).toEqual(["strategy", "logRetentionDays"]);
  expect(await exportConfig(platform)).toMatchObject({ providers: [], routes: [{ id: "auto" }], keys: [] });
  expect(platform.told).toEqual([]);
});

test("an import makes everything that it plans, and its key works", async () => {
  const platform = testPlatform();
  const result = await importConfig(platform, "t", document, apply);
  expect(result.applied).toBe(true);
  const config = await platform.gateway.config();
  expect(config.settings.strategy).toBe("balanced");
  expect(config.providers.map((provider) => provider.id)).toEqual(["openai-main", "demo"]);
  expect(config.routes[0]).toMatchObject({ id: "auto", fallbacks: [] });
  expect(
    await platform.gateway.ports.store.findKey(await sha256Hex("sk-gw-0123456789abcdef"), Date.now()),
  ).toMatchObject({ id: "ci", limits: { rpm: 60 } });
  expect(rowsOf(platform, "select count(*) as n from audit_log")).toEqual([{ n: 5 }]);
});

test("a PUT of what GET gave changes nothing, and the export has no secret", async () => {
  const platform = testPlatform({ variables: { OPENAI_API_KEY: "sk-env" } });
  await importConfig(platform, "t", document, apply);
  const exported = JSON.parse(JSON.stringify(await exportConfig(platform)));
  expect(JSON.stringify(exported)).not.toContain("sk-first-secret-value");
  expect(JSON.stringify(exported)).not.toContain("sk-gw-0123456789abcdef");
  expect(exported.providers.map((provider: { id: string }) => provider.id)).toEqual(["openai-main", "demo"]);
  expect(await importConfig(platform, "t", exported, { dryRun: true })).toEqual({ applied: false, changes: [] });
  expect(await importConfig(platform, "t", exported, apply)).toEqual({ applied: true, changes: [] });
});

test("the same document twice changes nothing the second time", async () => {
  const platform = testPlatform();
  await importConfig(platform, "t", document, apply);
  expect((await importConfig(platform, "t", document, apply)).changes).toEqual([]);
});

test("only what differs is listed, and what is left out goes", async () => {
  const platform = testPlatform();
  await importConfig(platform, "t", document, apply);
  const next = {
    ...document,
    providers: [{ ...document.providers[0], priority: 4, credentials: [{ name: "a", value: "********" }] }],
    routes: [{ ...document.routes[0], fallbacks: ["demo"] }],
    keys: [{ id: "ci", name: "CI renamed", limits: { rpm: 60 } }],
  };
  const before = rowsOf(platform, "select id, sealed from credentials where name = 'a'");
  const result = await importConfig(platform, "t", next, apply);
  expect(result.changes).toEqual([
    { action: "update", kind: "provider", id: "openai-main", fields: ["priority", "credentials"] },
    { action: "delete", kind: "provider", id: "demo", fields: [] },
    { action: "update", kind: "route", id: "auto", fields: ["fallbacks"] },
    { action: "update", kind: "key", id: "ci", fields: ["name"] },
  ]);
  expect(rowsOf(platform, "select id, sealed from credentials")).toEqual(before);
  expect(
    await platform.gateway.ports.store.findKey(await sha256Hex("sk-gw-0123456789abcdef"), Date.now()),
  ).toMatchObject({ name: "CI renamed" });
});

test("a route and models that are left out go, and are listed", async () => {
  const platform = testPlatform();
  await importConfig(platform, "t", document, apply);
  const [first, ...others] = document.providers;
  const next = { ...document, providers: [{ ...first, models: [] }, ...others], routes: [] };
  const { changes } = await importConfig(platform, "t", next, apply);
  expect(changes).toEqual([
    { action: "update", kind: "provider", id: "openai-main", fields: expect.arrayContaining(["models"]) },
    { action: "delete", kind: "route", id: "auto", fields: [] },
  ]);
  expect(rowsOf(platform, "select * from provider_models where provider_id = 'openai-main'")).toEqual([]);
  expect(rowsOf(platform, "select * from routes")).toEqual([]);
});

test("one mistake anywhere keeps everything as it was, and every mistake is named", async () => {
  const platform = testPlatform();
  await importConfig(platform, "t", document, apply);
  const bad = {
    ...document,
    providers: [
      { ...document.providers[0], credentials: [{ name: "unknown", value: "********" }], baseUrl: "ftp://example.com" },
      { id: "openai-main", adapter: "demo" },
    ],
    routes: [document.routes[0], document.routes[0]],
    keys: [{ id: "fresh", name: "No value" }],
  };
  expect(await issuesOf(importConfig(platform, "t", bad, apply))).toEqual([
    "providers.1.id",
    "routes.1.id",
    "providers.0.baseUrl",
    "providers.0.credentials.0.value",
    "keys.0.value",
  ]);
  expect((await importConfig(platform, "t", document, apply)).changes).toEqual([]);
  const malformed = {
    version: 2,
    providers: [{ id: "a/b", baseUrl: "http://[::1]" }],
    keys: [{ id: "x", name: 5 }],
    extra: 1,
  };
  expect(await issuesOf(importConfig(platform, "t", malformed, apply))).toEqual([
    "version",
    "providers.0.id",
    "keys.0.name",
    "extra",
    "providers.0.adapter",
    "providers.0.baseUrl",
    "keys.0.value",
  ]);
  expect(await issuesOf(importConfig(platform, "t", "nonsense", apply))).toEqual([""]);
});

test("a key's value may be kept by the mark, changed, and moved to another key", async () => {
  const platform = testPlatform();
  const first = { id: "one", name: "One", value: "sk-gw-value-number-one" };
  const second = { id: "two", name: "Two", value: "sk-gw-value-number-two" };
  await importConfig(platform, "t", { version: 1, keys: [first, second] }, apply);
  const kept = await importConfig(
    platform,
    "t",
    { version: 1, keys: [{ ...first, value: "********" }, second] },
    apply,
  );
  expect(kept.changes).toEqual([]);
  const swapped = [
    { ...first, value: second.value },
    { ...second, value: first.value },
  ];
  const result = await importConfig(platform, "t", { version: 1, keys: swapped }, apply);
  expect(result.changes.map((change) => change.fields)).toEqual([["value"], ["value"]]);
  expect(await platform.gateway.ports.store.findKey(await sha256Hex(second.value), 0)).toMatchObject({ id: "one" });
  expect(
    await issuesOf(
      importConfig(platform, "t", { version: 1, keys: [first, { ...second, value: first.value }] }, apply),
    ),
  ).toEqual(["keys.1.value"]);
});

test("a document with thousands of things goes in and out", async () => {
  const platform = testPlatform();
  const providers = Array.from({ length: 1000 }, (_, index) => ({
    id: `p${index}`,
    adapter: "openai",
    baseUrl: `https://p${index}.example.com/v1`,
    credentials: [{ name: "a", value: `sk-secret-number-${index}` }],
    models: ["a", "b", `c${index}`],
  }));
  const keys = Array.from({ length: 2000 }, (_, index) => ({
    id: `k${index}`,
    name: `Key ${index}`,
    value: `sk-gw-value-number-${index}`,
  }));
  const startedAt = performance.now();
  await importConfig(platform, "t", { version: 1, providers, keys }, apply);
  const exported = await exportConfig(platform);
  expect(exported.providers.map((provider) => provider.id)).toEqual(providers.map((provider) => provider.id));
  expect((await importConfig(platform, "t", exported, apply)).changes).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test("settings change field by field, nested ones too", async () => {
  const platform = testPlatform();
  await updateSettings(platform, "t", { cache: { enabled: true, semantic: { threshold: 0.9 } } });
  const settings = await updateSettings(platform, "t", { maxAttempts: 3 });
  expect(settings).toMatchObject({
    maxAttempts: 3,
    cache: { enabled: true, ttlSeconds: 3600, semantic: { enabled: false, threshold: 0.9 } },
  });
  expect(await getSettings(platform)).toEqual(settings);
  expect(await issuesOf(updateSettings(platform, "t", { maxAttempts: 0, cache: { ttlSeconds: "x" } }))).toEqual([
    "maxAttempts",
    "cache.ttlSeconds",
  ]);
  expect(await issuesOf(updateSettings(platform, "t", { balancedWeights: { price: 60 } }))).toEqual([
    "balancedWeights",
  ]);
});

test("writes at the same time all count: nothing is lost and no id is given twice", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", { id: "demo", adapter: "demo" });
  const keys = await Promise.all(Array.from({ length: 12 }, () => createKey(platform, "t", { name: "Same name" })));
  expect(new Set(keys.map((key) => key.id)).size).toBe(12);
  await Promise.all([
    updateProvider(platform, "t", "demo", { weight: 7 }),
    updateProvider(platform, "t", "demo", { priority: 8 }),
    addCredentials(platform, "t", "demo", [{ value: "first" }]),
    addCredentials(platform, "t", "demo", [{ value: "second" }]),
    updateSettings(platform, "t", { maxAttempts: 2 }),
    updateSettings(platform, "t", { logRetentionDays: 9 }),
  ]);
  expect(await getProvider(platform, "demo")).toMatchObject({
    weight: 7,
    priority: 8,
    credentials: [{ name: "key-1" }, { name: "key-2" }],
  });
  expect(await getSettings(platform)).toMatchObject({ maxAttempts: 2, logRetentionDays: 9 });
  const creations = await Promise.allSettled(
    Array.from({ length: 5 }, () => createProvider(platform, "t", { id: "one", adapter: "demo" })),
  );
  expect(creations.map((result) => result.status).sort()).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
    "rejected",
  ]);
  const rejected = creations.find((result) => result.status === "rejected");
  expect(rejected?.reason).toMatchObject({ status: 409, code: "conflict" });
});

test("the built-in route goes through a document unchanged, and one without it removes it for good", async () => {
  const platform = testPlatform();
  const routes = async () => (await platform.gateway.config()).routes.map(({ id }) => id);
  const fresh = await exportConfig(platform);
  expect(fresh.routes).toMatchObject([{ id: "auto", models: ["*"] }]);
  expect(await importConfig(platform, "t", fresh, { dryRun: false })).toEqual({ applied: true, changes: [] });
  expect(await routes()).toEqual(["auto"]);
  await importConfig(platform, "t", { ...fresh, routes: [] }, { dryRun: true });
  expect(await routes()).toEqual(["auto"]);
  await importConfig(platform, "t", { ...fresh, routes: [] }, { dryRun: false });
  expect(await routes()).toEqual([]);
  expect((await exportConfig(platform)).routes).toEqual([]);
  await importConfig(platform, "t", { ...fresh, routes: [{ id: "auto", models: ["mine"] }] }, { dryRun: false });
  expect((await exportConfig(platform)).routes).toMatchObject([{ id: "auto", models: ["mine"] }]);
  await importConfig(platform, "t", { ...fresh, routes: [] }, { dryRun: false });
  expect(await routes()).toEqual([]);
});
