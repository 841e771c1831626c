import { expect, test } from "vitest";
import { catalogModels } from "~/admin/catalog";
import { catalogModel } from "~/admin/openapi-schemas";
import { adminClient } from "./admin-api";
import { logRow } from "./log-rows";
import { testPlatform } from "./platform";

const provider = {
  id: "main",
  adapter: "openai",
  baseUrl: "https://api.example.com/v1",
  credentials: [{ name: "a", value: "sk-abcdefghijklmnop" }],
};

test("a provider's life: 201, list, 200, 409, 204, 404", async () => {
  const call = adminClient(testPlatform());
  expect(await call("POST", "/api/admin/providers", provider)).toMatchObject({ status: 201, body: { id: "main" } });
  expect(await call("GET", "/api/admin/providers")).toMatchObject({
    status: 200,
    body: { data: [{ id: "main" }], nextCursor: null },
  });
  expect(await call("PATCH", "/api/admin/providers/main", { weight: 3 })).toMatchObject({
    status: 200,
    body: { weight: 3 },
  });
  expect(await call("POST", "/api/admin/providers", provider)).toMatchObject({
    status: 409,
    body: { error: { code: "conflict" } },
  });
  expect(await call("DELETE", "/api/admin/providers/main")).toMatchObject({ status: 204, text: "" });
  expect(await call("GET", "/api/admin/providers/main")).toMatchObject({
    status: 404,
    body: { error: { code: "not_found" } },
  });
});

test("a key's life, with the clear key in two answers only", async () => {
  const call = adminClient(testPlatform());
  const created = await call("POST", "/api/admin/keys", { id: "ci", name: "CI" });
  expect(created).toMatchObject({ status: 201, body: { id: "ci", key: expect.stringMatching(/^sk-gw-/) } });
  expect((await call("PATCH", "/api/admin/keys/ci", { enabled: false })).body).not.toHaveProperty("key");
  expect(await call("POST", "/api/admin/keys/ci/rotate")).toMatchObject({
    status: 200,
    body: { key: expect.stringMatching(/^sk-gw-/) },
  });
  expect(await call("POST", "/api/admin/keys/ci/rotate", { overlapHours: "x" })).toMatchObject({ status: 400 });
  expect((await call("GET", "/api/admin/keys")).text).not.toContain(created.body.key);
  expect(await call("DELETE", "/api/admin/keys/ci")).toMatchObject({ status: 204 });
});

test("a route is put, read and deleted", async () => {
  const call = adminClient(testPlatform());
  expect(await call("PUT", "/api/admin/routes/auto", { models: ["a"], strategy: "cheapest" })).toMatchObject({
    status: 200,
    body: { id: "auto", models: ["a"], rules: [], fallbacks: [] },
  });
  expect(await call("PUT", "/api/admin/routes/auto", { id: "other", models: ["a"] })).toMatchObject({ status: 400 });
  expect(await call("PUT", "/api/admin/routes/auto", { models: [] })).toMatchObject({
    status: 400,
    body: { error: { issues: [{ path: "models" }] } },
  });
  expect(await call("GET", "/api/admin/routes")).toMatchObject({ body: { data: [{ id: "auto" }] } });
  expect(await call("DELETE", "/api/admin/routes/auto")).toMatchObject({ status: 204 });
  expect(await call("GET", "/api/admin/routes/auto")).toMatchObject({ status: 404 });
});

test("bodies that are not what they should be are 400 with issues", async () => {
  const call = adminClient(testPlatform());
  for (const body of ["{", "", "[]", '"text"', "null", "[".repeat(100_000) + "]".repeat(100_000)]) {
    expect(await call("POST", "/api/admin/providers", body)).toMatchObject({
      status: 400,
      body: {
        error: {
          code: "invalid_config",
          message: expect.any(String),
          issues: [{ path: "", message: expect.any(String) }],
        },
      },
    });
  }
});

test("a body over 32 MB is 413", async () => {
  const call = adminClient(testPlatform());
  expect(await call("PUT", "/api/admin/config", `"${"x".repeat(33 * 1024 * 1024)}"`)).toMatchObject({
    status: 413,
    body: { error: { code: "request_too_large" } },
  });
});

test("unknown paths, wrong methods and strangers get JSON errors", async () => {
  const platform = testPlatform();
  const call = adminClient(platform);
  for (const path of ["/api/admin", "/api/admin/nope", "/api/admin/providers/a/b/c", "/api/other"]) {
    expect(await call("GET", path)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  }
  const refused = await call("PUT", "/api/admin/providers");
  expect(refused).toMatchObject({ status: 405, body: { error: { code: "method_not_allowed" } } });
  expect(refused.headers.get("allow")).toBe("GET, POST");
  for (const path of ["/api/admin/providers", "/api/admin/nope", "/metrics"]) {
    expect(await adminClient(platform, {})("GET", path)).toMatchObject({
      status: 401,
      body: { error: { code: "invalid_api_key" } },
    });
  }
});

test("a write whose If-Match names an older version is a 412, and changes nothing", async () => {
  const call = adminClient(testPlatform());
  await call("POST", "/api/admin/providers", provider);
  await call("POST", "/api/admin/keys", { id: "ci", name: "CI" });
  await call("PUT", "/api/admin/routes/r", { models: ["a"] });
  const writes: [path: string, method: string, body: object][] = [
    ["/api/admin/providers/main", "PATCH", { weight: 7 }],
    ["/api/admin/keys/ci", "PATCH", { name: "New" }],
    ["/api/admin/routes/r", "PUT", { models: ["b"] }],
    ["/api/admin/settings", "PATCH", { maxAttempts: 3 }],
    ["/api/admin/config?dryRun=true", "PUT", { version: 1 }],
  ];
  for (const [path, method, body] of writes) {
    const { headers, text } = await call("GET", path.split("?")[0]!);
    const etag = headers.get("etag") ?? "";
    expect(etag).toMatch(/^".+"$/);
    expect(await call(method, path, body, { "if-match": '"older"' })).toMatchObject({
      status: 412,
      body: { error: { code: "precondition_failed", type: "invalid_request_error" } },
    });
    expect((await call("GET", path.split("?")[0]!)).text).toBe(text);
    expect(await call(method, path, body, { "if-match": `"older", W/${etag}` })).toMatchObject({ status: 200 });
    if (path.includes("dryRun")) continue;
    expect((await call("GET", path)).headers.get("etag")).not.toBe(etag);
    expect(await call(method, path, body, { "if-match": etag })).toMatchObject({ status: 412 });
  }
  expect(await call("DELETE", "/api/admin/keys/ci", undefined, { "if-match": '"older"' })).toMatchObject({
    status: 412,
  });
  expect(await call("DELETE", "/api/admin/keys/ci", undefined, { "if-match": "*" })).toMatchObject({ status: 204 });
  expect(await call("PUT", "/api/admin/routes/new", { models: ["a"] }, { "if-match": "*" })).toMatchObject({
    status: 412,
  });
});

test("the configuration goes out and in, with a dry run", async () => {
  const call = adminClient(testPlatform());
  const document = { version: 1, providers: [provider] };
  expect(await call("PUT", "/api/admin/config?dryRun=true", document)).toMatchObject({
    status: 200,
    body: { applied: false, changes: [{ id: "main" }] },
  });
  expect((await call("GET", "/api/admin/providers")).body.data).toEqual([]);
  expect(await call("PUT", "/api/admin/config", document)).toMatchObject({
    status: 200,
    body: { applied: true, changes: [{ action: "create" }] },
  });
  const exported = await call("GET", "/api/admin/config");
  expect(exported.body.providers[0].credentials).toEqual([{ name: "a", value: "********" }]);
  expect((await call("PUT", "/api/admin/config", exported.body)).body).toEqual({ applied: true, changes: [] });
  expect(await call("PUT", "/api/admin/config?dryRun=perhaps", document)).toMatchObject({
    status: 400,
    body: { error: { issues: [{ path: "dryRun" }] } },
  });
  for (const name of ["dryRun", "dryRun="]) {
    const { body } = await call("PUT", `/api/admin/config?${name}`, { version: 1 });
    expect(body).toMatchObject({
      applied: false,
      changes: expect.arrayContaining([{ action: "delete", kind: "provider", id: "main", fields: [] }]),
    });
  }
  expect((await call("GET", "/api/admin/config")).body).toEqual(exported.body);
  expect(await call("PUT", "/api/admin/config?dryrun=true", { version: 1 })).toMatchObject({
    status: 400,
    body: { error: { issues: [{ path: "dryrun" }] } },
  });
});

test("query parameters are checked and all named at once", async () => {
  const call = adminClient(testPlatform());
  const answer = await call("GET", "/api/admin/logs?from=yesterday&limit=1001&status=9xx&cursor=abc");
  expect(answer.status).toBe(400);
  expect(answer.body.error.issues.map((issue: { path: string }) => issue.path)).toEqual([
    "from",
    "status",
    "limit",
    "cursor",
  ]);
  expect((await call("GET", "/api/admin/usage?interval=week&groupBy=color")).body.error.issues).toHaveLength(2);
  expect(await call("GET", "/api/admin/usage?from=2026-11-02&to=2026-11-01")).toMatchObject({ status: 400 });
  expect(await call("GET", "/api/admin/logs?from=&model=&limit=")).toMatchObject({ status: 200 });
});

test("a body that cannot be simulated is refused like every other bad body", async () => {
  const call = adminClient(testPlatform());
  const paths = async (body: unknown) => {
    const answer = await call("POST", "/api/admin/routes/simulate", body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_config" } } });
    return answer.body.error.issues.map((issue: { path: string }) => issue.path);
  };
  expect(await paths({})).toEqual(["model"]);
  expect(await paths([])).toEqual([""]);
  expect(await paths({ model: "m", messages: [{ role: "king", content: "x" }] })).toEqual(["messages.0.role"]);
});

test("log rows are listed, paged and read one by one", async () => {
  const platform = testPlatform();
  const call = adminClient(platform);
  const createdAt = Date.UTC(2026, 10, 20);
  await platform.gateway.ports.store.writeLog("x", [
    logRow({ requestId: "r1", createdAt }),
    logRow({ requestId: "r2", createdAt: createdAt + 1 }),
  ]);
  const first = await call("GET", "/api/admin/logs?limit=1&from=2026-11-20T00:00:00Z");
  expect(first.body.data[0].requestId).toBe("r2");
  const second = await call("GET", `/api/admin/logs?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ data: [{ requestId: "r1" }], nextCursor: null });
  expect(await call("GET", "/api/admin/logs/r1")).toMatchObject({
    status: 200,
    body: { requestId: "r1", attempts: [{ index: 0 }], plan: [{}] },
  });
  expect(await call("GET", "/api/admin/logs/nope")).toMatchObject({ status: 404 });
  expect(
    (await call("GET", `/api/admin/usage?from=${createdAt}&to=${createdAt + 3_600_000}&groupBy=model`)).body.totals
      .requests,
  ).toBe(2);
});

test("metrics are Prometheus text with escaped labels", async () => {
  const platform = testPlatform();
  const call = adminClient(platform);
  await call("POST", "/api/admin/providers", { id: "demo", adapter: "demo" });
  await platform.gateway.ports.store.writeLog("x", [
    logRow({ model: 'a"b\\c', providerId: "demo", createdAt: Date.now() }),
  ]);
  const { status, text, headers } = await call("GET", "/metrics");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toMatch(/^text\/plain/);
  expect(text).toContain('gateway_requests_total{provider="demo",model="a\\"b\\\\c"} 1\n');
  expect(text).toContain('gateway_provider_state{provider="demo",state="healthy"} 1\n');
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? -?[\d.e+-]+)$/);
});

test("only presets that this build can speak are offered", async () => {
  const { body } = await adminClient(testPlatform())("GET", "/api/admin/presets");
  expect(body.data.map((preset: { id: string }) => preset.id)).toContain("deepseek");
  const models = await adminClient(testPlatform())("GET", "/api/admin/catalog/models");
  expect(models.body.data).toContainEqual(
    expect.objectContaining({
      id: "gpt-4o-mini",
      preset: "openai",
      suggested: true,
      contextLength: 128_000,
      pricing: { input: 0.15, output: 0.6, cachedInput: 0.075 },
    }),
  );
});

test("the OpenAPI document describes every path of the admin API", async () => {
  const { body } = await adminClient(testPlatform(), {})("GET", "/api/openapi.json");
  expect(body.openapi).toMatch(/^3\./);
  expect(Object.keys(body.paths["/api/admin/providers/{id}"])).toEqual(["get", "patch", "delete"]);
  expect(body.paths["/api/admin/config"].put.requestBody.content["application/json"].schema).toBeDefined();
  const refusals = (path: string, method: string) => Object.keys(body.paths[path][method].responses);
  expect(refusals("/api/admin/routes/simulate", "post")).toContain("404");
  expect(refusals("/api/admin/config", "put")).toEqual(["200", "400", "401", "403", "409", "412", "413", "503"]);
  expect(refusals("/api/admin/providers/{id}/models/sync", "post")).toEqual(expect.arrayContaining(["403", "502"]));
  expect(Object.keys(body.paths["/metrics"].get.responses["200"].content)).toEqual(["text/plain"]);
});

test("every row of the catalogue of models is as the OpenAPI document says", () => {
  expect(catalogModels().filter((model) => !catalogModel.safeParse(model).success)).toEqual([]);
});

test("a key without a name is called by its id, and one without either is refused", async () => {
  const call = adminClient(testPlatform());
  expect((await call("POST", "/api/admin/keys", { id: "ci" })).body).toMatchObject({ id: "ci", name: "ci" });
  expect(await call("POST", "/api/admin/keys", {})).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_config", issues: [{ path: "name" }] } },
  });
  const document = { version: 1, keys: [{ id: "imported", value: "sk-gw-value-of-imported" }] };
  expect(await call("PUT", "/api/admin/config", document)).toMatchObject({ status: 200 });
  expect((await call("GET", "/api/admin/config")).body.keys).toMatchObject([{ id: "imported", name: "imported" }]);
  expect((await call("PUT", "/api/admin/config", document)).body.changes).toEqual([]);
});

test("the audit trail tells who changed what", async () => {
  const call = adminClient(testPlatform());
  await call("POST", "/api/admin/providers", provider);
  await call("PATCH", "/api/admin/providers/main", { weight: 2 });
  const { body } = await call("GET", "/api/admin/audit?limit=1");
  expect(body.data).toMatchObject([
    { actor: "admin-token", action: "update", kind: "provider", targetId: "main", detail: { fields: ["weight"] } },
  ]);
  expect((await call("GET", `/api/admin/audit?cursor=${body.nextCursor}`)).body).toMatchObject({
    data: [{ action: "create" }],
    nextCursor: null,
  });
  expect((await call("GET", "/api/admin/audit")).text).not.toContain("sk-abc");
});

test("settings are read and changed", async () => {
  const call = adminClient(testPlatform());
  expect(await call("PATCH", "/api/admin/settings", { logRetentionDays: 3 })).toMatchObject({
    status: 200,
    body: { logRetentionDays: 3, maxAttempts: 6 },
  });
  expect((await call("GET", "/api/admin/settings")).body.logRetentionDays).toBe(3);
});
