import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startSuite } from "../suite";

const { host, gateway } = await startSuite({});

beforeAll(async () => {
  await gateway.configure({
    providers: [{ id: "demo", adapter: "demo", models: ["demo"], options: { chunkDelayMs: 0 } }],
    keys: [
      { id: "narrow", name: "Narrow", value: "sk-gw-narrow-key-00000000", models: ["other*"] },
      { id: "off", name: "Off", value: "sk-gw-disabled-key-000000", enabled: false },
      { id: "old", name: "Old", value: "sk-gw-expired-key-0000000", expiresAt: "2020-01-01T00:00:00Z" },
    ],
  });
});

const message = [{ role: "user", content: "ping" }];
const bad: [what: string, body: unknown, param: string | null][] = [
  ["no JSON", "{not json", null],
  ["an empty body", "", null],
  ["an array", "[]", null],
  ["no model", { messages: message }, "model"],
  ["a number as model", { model: 5, messages: message }, "model"],
  ["no messages", { model: "demo" }, "messages"],
  ["text as messages", { model: "demo", messages: "hi" }, "messages"],
  ["no message", { model: "demo", messages: [] }, "messages"],
  ["an unknown role", { model: "demo", messages: [{ role: "king", content: "hi" }] }, "messages[0].role"],
  ["a number as content", { model: "demo", messages: [{ role: "user", content: 7 }] }, "messages[0].content"],
  [
    "a tool answer without id",
    { model: "demo", messages: [{ role: "tool", content: "x" }] },
    "messages[0].tool_call_id",
  ],
  ["a hot temperature", { model: "demo", messages: message, temperature: 9 }, "temperature"],
  ["text as temperature", { model: "demo", messages: message, temperature: "hot" }, "temperature"],
  ["no tokens", { model: "demo", messages: message, max_tokens: 0 }, "max_tokens"],
  ["text as stream", { model: "demo", messages: message, stream: "yes" }, "stream"],
  ["an object as tools", { model: "demo", messages: message, tools: {} }, "tools"],
  [
    "a tool without a name",
    { model: "demo", messages: message, tools: [{ type: "function", function: {} }] },
    "tools[0].function.name",
  ],
  ["an unknown strategy", { model: "demo", messages: message, route: "luckiest" }, "route"],
  ["a number as provider", { model: "demo", messages: message, provider: 3 }, "provider"],
  ["numbers in metadata", { model: "demo", messages: message, metadata: { a: 1 } }, "metadata"],
  ["text as models", { model: "demo", messages: message, models: "x" }, "models"],
  ["a crowd of models", { model: "demo", messages: message, models: Array(257).fill("x") }, "models"],
];

for (const [what, body, param] of bad) {
  test(`${what} is a 400 that names the field, and its log row has the model`, async () => {
    const answer = await gateway.call("/v1/chat/completions", body);
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as {
      error: { message: string; type: string; param: string | null; code: string };
    };
    expect(error).toMatchObject({ type: "invalid_request_error", code: "invalid_request_error", param });
    expect(error.message).not.toBe("");
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    const asked = typeof body === "object" && (body as Record<string, unknown>).model;
    expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
      status: 400,
      requestedModel: typeof asked === "string" ? asked : null,
    });
  });
}

test("keys: none, wrong, disabled and expired ones are 401, a model outside the key's list is 403", async () => {
  const anonymous = await fetch(`${host.url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "demo", messages: message }),
  });
  expect(anonymous.status).toBe(401);
  for (const key of ["nonsense", "sk-gw-disabled-key-000000", "sk-gw-expired-key-0000000"]) {
    const answer = await gateway.chat({ model: "demo" }, { key });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { type: "authentication_error", code: "invalid_api_key" } });
  }
  const narrow = await gateway.chat({ model: "demo" }, { key: "sk-gw-narrow-key-00000000" });
  expect(narrow.status).toBe(403);
  expect(await narrow.json()).toMatchObject({ error: { type: "permission_error", code: "model_not_allowed" } });
  const asHeader = await fetch(`${host.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "x-api-key": clientKey },
    body: JSON.stringify({ model: "demo", messages: message }),
  });
  expect(asHeader.status).toBe(200);
});

/** What every answer under /v1 carries, one that no model was called for too. */
function expectOwnHeaders({ headers }: Response): void {
  expect(headers.get("x-request-id")).toMatch(/^req_/);
  expect(headers.get("x-gateway-cache")).toBe("bypass");
  expect(headers.get("server-timing")).toMatch(/^gateway;dur=\d+, upstream;dur=0$/);
}

test("paths and methods that do not exist answer in OpenAI's shape", async () => {
  const cases: [string, string, number][] = [
    ["GET", "/v1/nothing", 404],
    ["POST", "/v1/nothing", 404],
    ["GET", "/v1/nothing.data", 404],
    ["GET", "/v1", 404],
    ["POST", "/chat/completions", 404],
    ["GET", "/v1/chat/completions", 405],
    ["PUT", "/v1/chat/completions", 405],
    ["DELETE", "/v1/models", 405],
    ["GET", "/v1/models/%E0%A4%A", 400],
    ["GET", "/v1/models/no-such.data", 404],
  ];
  for (const [method, path, status] of cases) {
    const answer = await fetch(`${host.url}${path}`, { method, headers: { authorization: `Bearer ${clientKey}` } });
    expect([method, path, answer.status]).toEqual([method, path, status]);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.any(String), type: "invalid_request_error" },
    });
    if (path.startsWith("/v1")) expectOwnHeaders(answer);
  }
  const models = await fetch(`${host.url}/v1/models`, { headers: { authorization: `Bearer ${clientKey}` } });
  expectOwnHeaders(models);
  await models.body?.cancel();
  const slashed = await gateway.call("/v1/chat/completions/", { model: "demo", messages: message });
  expect(slashed.status).toBe(200);
  await slashed.body?.cancel();
});

test("health, preflights and the way of a browser", async () => {
  const health = await fetch(`${host.url}/health`);
  expect(await health.json()).toMatchObject({ status: "ok", database: "ok", providers: { healthy: 1, total: 1 } });
  const preflight = await fetch(`${host.url}/v1/chat/completions`, {
    method: "OPTIONS",
    headers: {
      origin: "https://app.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization, x-stainless-os",
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  expect(preflight.headers.get("access-control-allow-headers")).toContain("x-stainless-os");
  const crossed = await gateway.chat({ model: "demo" }, { headers: { origin: "https://app.example" } });
  expect(crossed.headers.get("access-control-allow-origin")).toBe("*");
  await crossed.body?.cancel();
  const admin = await fetch(`${host.url}/api/admin/providers`, {
    method: "OPTIONS",
    headers: { origin: "https://app.example", "access-control-request-method": "POST" },
  });
  expect(admin.headers.get("access-control-allow-origin")).toBeNull();
  const browser = await fetch(`${host.url}/`, { headers: { accept: "text/html" }, redirect: "manual" });
  expect([browser.status, browser.headers.get("location")]).toEqual([302, "/admin"]);
  expect(await (await fetch(`${host.url}/`)).json()).toMatchObject({ status: "ok" });
});

test("bodies may be packed with gzip or deflate, within the same limit of what comes out; other encodings are a 415", async () => {
  const ask = async (path: string, encoding: string, body: Uint8Array<ArrayBuffer>) => {
    const answer = await fetch(`${host.url}${path}`, {
      method: "POST",
      headers: { "x-api-key": clientKey, "content-type": "application/json", "content-encoding": encoding },
      body,
    });
    const { error } = (await answer.json()) as { error?: { param?: string; type?: string } };
    return [answer.status, error?.param ?? error?.type];
  };
  const text = JSON.stringify({ model: "demo", messages: message, max_tokens: 5 });
  const packed = gzipSync(text);
  const [chat, messages] = ["/v1/chat/completions", "/v1/messages"];
  expect(await ask(chat, "gzip", packed)).toEqual([200, undefined]);
  expect(await ask(messages, "X-Gzip", packed)).toEqual([200, undefined]);
  expect(await ask(messages, "deflate", deflateSync(text))).toEqual([200, undefined]);
  expect(
    await ask(
      "/v1beta/models/demo:generateContent",
      "identity",
      Buffer.from('{"contents":[{"parts":[{"text":"hi"}]}]}'),
    ),
  ).toEqual([200, undefined]);
  expect(await ask(chat, "br", brotliCompressSync(text))).toEqual([415, "content-encoding"]);
  expect(await ask(messages, "zstd", packed)).toEqual([415, "invalid_request_error"]);
  expect(await ask(chat, "gzip", Buffer.from(text))).toEqual([400, "content-encoding"]);
  expect(await ask(chat, "gzip", packed.subarray(0, -4))).toEqual([400, "content-encoding"]);
  expect((await ask(chat, "gzip", gzipSync(Buffer.alloc(33 * 1024 * 1024, 32))))[0]).toBe(413);
  const configuration = await gateway.admin("/api/admin/config?dryRun=true", {
    method: "PUT",
    headers: { "content-encoding": "gzip" },
    body: gzipSync('{"version":1}'),
  });
  expect(configuration.status).toBe(200);
});

test("a byte order mark before the body is no part of it", async () => {
  const headers = { authorization: `Bearer ${clientKey}`, "content-type": "application/json" };
  const body = `\ufeff${JSON.stringify({ model: "demo", messages: message })}`;
  const answer = await fetch(`${host.url}/v1/chat/completions`, { method: "POST", headers, body });
  expect([answer.status, (await answer.json()).object]).toEqual([200, "chat.completion"]);
});

test("deep nesting and strange numbers do not hurt", async () => {
  const deep = `{"model":"demo","messages":[{"role":"user","content":"hi"}],"extra":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
  const answer = await gateway.call("/v1/chat/completions", deep);
  expect([200, 400]).toContain(answer.status);
  await answer.body?.cancel();
  const huge = await gateway.call(
    "/v1/chat/completions",
    '{"model":"demo","messages":[{"role":"user","content":"hi"}],"max_tokens":1e999}',
  );
  expect(huge.status).toBe(400);
  await huge.body?.cancel();
});

test("a stranger's form of any number of fields keeps nobody waiting", async () => {
  const answer = await fetch(`${host.url}/login`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "a&".repeat(100_000),
  });
  expect(answer.status).toBe(413);
  await answer.body?.cancel();
});
