import { expect, test } from "vitest";
import { rowsOf, testPlatform } from "~/tests/platform";
import { refusal } from "~/tests/refusal";
import { exportConfig, importConfig } from "./config.server";
import { createProvider, deleteProvider, getProvider, listProviders, updateProvider } from "./providers.server";

const base = { id: "main", adapter: "openai", baseUrl: "https://api.example.com/v1" };
const secret = "sk-abcdefghijklmnopqrstuvwxyz";

test("a base URL may end with the address that a proxy calls, and with no other query", async () => {
  const withUrl = (baseUrl: string) => createProvider(testPlatform(), "t", { ...base, baseUrl });
  expect((await refusal(withUrl("https://a.example.com/openai?api-version=1"))).paths).toEqual(["baseUrl"]);
  const proxied = "https://proxy.example.com/?url=https://api.example.com/v1";
  expect((await withUrl(proxied)).baseUrl).toBe(proxied);
});

test("a provider called as the dashboard's form gets an id with a page of its own", async () => {
  const platform = testPlatform();
  const { id } = await createProvider(platform, "tester", { ...base, id: undefined, name: "New" });
  expect(id).toBe("new-2");
});

test("a provider is made with defaults, and its secrets are never shown", async () => {
  const platform = testPlatform();
  const created = await createProvider(platform, "tester", {
    ...base,
    credentials: [{ name: "a", value: secret }],
    models: ["gpt-4o", { id: "mini", upstream: "gpt-4o-mini", pricing: { input: 1, output: 2 } }, { id: "bare" }],
  });
  expect(created).toMatchObject({
    id: "main",
    name: "main",
    preset: null,
    enabled: true,
    priority: 0,
    weight: 1,
    credentials: [{ name: "a", value: "********" }],
    models: ["gpt-4o", { id: "mini", upstream: "gpt-4o-mini", pricing: { input: 1, output: 2 } }, "bare"],
    credentialStates: [
      { name: "a", hint: "sk-…wxyz", state: "ok", env: null, cooldownUntil: null, lastError: null, rejections: 0 },
    ],
    source: "database",
  });
  expect(JSON.stringify(created)).not.toContain(secret);
  expect(JSON.stringify(rowsOf(platform, "select * from credentials"))).not.toContain(secret);
  expect((await platform.gateway.config()).providers[0]?.credentials[0]?.secret).toBe(secret);
  expect(platform.told).toContain("invalidate");
  expect(rowsOf(platform, "select actor, action, kind, target_id from audit_log")).toEqual([
    { actor: "tester", action: "create", kind: "provider", target_id: "main" },
  ]);
});

test("a header that carries a secret is shown as the mark, and the mark keeps it", async () => {
  const platform = testPlatform();
  const headers = { "x-team": "growth", "CF-Access-Client-Secret": "access-secret", "x-api-key": "second-key-value" };
  const created = await createProvider(platform, "tester", { ...base, headers });
  const marks = { "x-team": "growth", "CF-Access-Client-Secret": "********", "x-api-key": "********" };
  expect(created.headers).toEqual(marks);
  expect((await exportConfig(platform)).providers[0]?.headers).toEqual(marks);
  const stored = () => JSON.parse(String(rowsOf(platform, "select headers from providers")[0]?.headers));
  const sealed = expect.stringMatching(/^sealed v1\./);
  expect(stored()).toEqual({ "x-team": "growth", "CF-Access-Client-Secret": sealed, "x-api-key": sealed });
  const before = stored();
  const same = await importConfig(platform, "tester", await exportConfig(platform), { dryRun: true });
  expect(same.changes).toEqual([]);
  await updateProvider(platform, "tester", "main", { headers });
  expect(stored()).toEqual(before);
  const sent = async () => (await platform.gateway.config()).providers[0]?.headers;
  await updateProvider(platform, "tester", "main", { headers: { ...marks, "x-team": "core", "x-api-key": "third" } });
  expect(await sent()).toEqual({ ...headers, "x-team": "core", "x-api-key": "third" });
  await expect(
    updateProvider(platform, "tester", "main", { headers: { authorization: "********" } }),
  ).rejects.toMatchObject({ issues: [{ path: "headers.authorization" }] });
  // A row from before headers were sealed works as it is, and is sealed with the next change of its provider.
  platform.database.sqlite.exec(`update providers set headers = '{"x-api-key":"from-before"}'`);
  platform.gateway.invalidate();
  expect(await sent()).toEqual({ "x-api-key": "from-before" });
  expect((await updateProvider(platform, "tester", "main", { weight: 2 })).headers).toEqual({
    "x-api-key": "********",
  });
  expect(stored()).toEqual({ "x-api-key": sealed });
  expect(await sent()).toEqual({ "x-api-key": "from-before" });
  await updateProvider(platform, "tester", "main", { headers: {} });
  expect(await sent()).toEqual({});
});

test("the demo adapter needs neither base URL nor credentials", async () => {
  const created = await createProvider(testPlatform(), "tester", { id: "demo", adapter: "demo" });
  expect(created).toMatchObject({ adapter: "demo", credentials: [] });
});

test("without an id the name gives one that is free", async () => {
  const platform = testPlatform();
  const { id: _, ...document } = base;
  expect((await createProvider(platform, "t", { ...document, name: "My Upstream!" })).id).toBe("my-upstream");
  expect((await createProvider(platform, "t", { ...document, name: "My Upstream!" })).id).toBe("my-upstream-2");
  expect((await createProvider(platform, "t", { ...document, name: "月之暗面" })).id).toBe("月之暗面");
});

test("every mistake is told at once, with its path", async () => {
  const document = {
    id: "bad",
    adapter: "telepathy",
    baseUrl: "http://169.254.169.254/latest",
    priority: 1.5,
    surprise: true,
    credentials: [{ name: "a" }],
  };
  expect(await refusal(createProvider(testPlatform(), "t", document))).toEqual({
    status: 400,
    code: "invalid_config",
    paths: ["priority", "credentials.0", "surprise", "adapter", "baseUrl"],
  });
  const { priority: _, surprise: __, ...rest } = document;
  const credentials = [
    { name: "a", value: "********" },
    { name: "a", env: "ENCRYPTION_KEY" },
  ];
  const more = {
    ...rest,
    credentials,
    models: ["x", "x"],
    preset: "nope",
    headers: { Host: "x" },
    options: { responses: "maybe" },
  };
  expect((await refusal(createProvider(testPlatform(), "t", more))).paths.sort()).toEqual([
    "adapter",
    "baseUrl",
    "credentials.0.value",
    "credentials.1.env",
    "credentials.1.name",
    "headers.Host",
    "models.1.id",
    "options.responses",
    "preset",
  ]);
});

test("private base URLs need the host's leave", async () => {
  const document = { ...base, baseUrl: "http://localhost:11434/v1" };
  expect((await refusal(createProvider(testPlatform(), "t", document))).paths).toEqual(["baseUrl"]);
  expect(await createProvider(testPlatform({ allowPrivateUpstreams: true }), "t", document)).toMatchObject(document);
});

test("a base URL may take a part from the options, and needs it then", async () => {
  const document = { ...base, baseUrl: "https://{region}.example.com/v1/" };
  expect((await refusal(createProvider(testPlatform(), "t", document))).paths).toEqual(["options.region"]);
  const platform = testPlatform();
  const created = await createProvider(platform, "t", { ...document, options: { region: "eu-1" } });
  expect(created.baseUrl).toBe("https://{region}.example.com/v1");
  expect((await platform.gateway.config()).providers[0]?.baseUrl).toBe("https://eu-1.example.com/v1");
});

test("a taken id is a conflict, an unknown one is not found", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", base);
  expect(await refusal(createProvider(platform, "t", base))).toMatchObject({ status: 409, code: "conflict" });
  expect(await refusal(getProvider(platform, "other"))).toMatchObject({ status: 404, code: "not_found" });
  expect(await refusal(updateProvider(platform, "t", "other", {}))).toMatchObject({ status: 404 });
  expect(await refusal(deleteProvider(platform, "t", "other"))).toMatchObject({ status: 404 });
});

test("a patch changes what it names and keeps the rest, secrets included", async () => {
  const platform = testPlatform();
  const before = await createProvider(platform, "t", {
    ...base,
    credentials: [{ name: "a", value: secret }],
    models: ["m"],
  });
  const rows = rowsOf(platform, "select id, sealed from credentials");
  const after = await updateProvider(platform, "t", "main", {
    priority: 5,
    credentials: [{ name: "a", value: "********" }],
  });
  expect(after).toEqual({ ...before, priority: 5, updatedAt: after.updatedAt });
  expect(rowsOf(platform, "select id, sealed from credentials")).toEqual(rows);
  expect(rowsOf(platform, "select detail from audit_log order by id desc limit 1")).toEqual([
    { detail: '{"fields":["priority"]}' },
  ]);
});

test("what a GET answered may be sent back as a patch", async () => {
  const platform = testPlatform();
  const before = await createProvider(platform, "t", { ...base, credentials: [{ name: "a", value: secret }] });
  expect(await updateProvider(platform, "t", "main", before)).toEqual(before);
  expect(rowsOf(platform, "select count(*) as n from audit_log")).toEqual([{ n: 1 }]);
});

test("somebody else's change in the meantime is a conflict where the caller asks for it", async () => {
  const platform = testPlatform();
  const { updatedAt } = await createProvider(platform, "t", base);
  const first = await updateProvider(platform, "t", "main", { priority: 1 }, { ifUpdatedAt: updatedAt });
  expect(first.updatedAt).not.toBe(updatedAt);
  expect(
    await refusal(updateProvider(platform, "t", "main", { priority: 2 }, { ifUpdatedAt: updatedAt })),
  ).toMatchObject({ status: 409 });
  expect((await getProvider(platform, "main")).priority).toBe(1);
});

test("deleting a provider takes its credentials and models along", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", { ...base, credentials: [{ name: "a", value: secret }], models: ["m"] });
  await deleteProvider(platform, "t", "main");
  expect(await listProviders(platform)).toEqual([]);
  expect(rowsOf(platform, "select 1 from credentials union all select 1 from provider_models")).toEqual([]);
});

test("a variable of the environment makes a provider, which the first change stores", async () => {
  const platform = testPlatform({ variables: { OPENAI_API_KEY: "sk-env" } });
  const [provider] = await listProviders(platform);
  expect(provider).toMatchObject({
    id: "openai",
    source: "environment",
    credentials: [{ name: "env", env: "OPENAI_API_KEY" }],
    createdAt: null,
  });
  expect((await platform.gateway.config()).providers[0]).toMatchObject({
    id: "openai",
    credentials: [{ secret: "sk-env" }],
  });
  expect(await refusal(deleteProvider(platform, "t", "openai"))).toMatchObject({ status: 409 });

  const changed = await updateProvider(platform, "t", "openai", { priority: 3 });
  expect(changed).toMatchObject({
    id: "openai",
    source: "database",
    priority: 3,
    credentials: [{ env: "OPENAI_API_KEY" }],
  });
  expect(await listProviders(platform)).toHaveLength(1);
  expect((await platform.gateway.config()).providers).toHaveLength(1);
});
