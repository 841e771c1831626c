import { connect } from "node:net";
import { beforeEach, expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { mp3, startMediaVendor } from "../media-vendor";
import { startSuite } from "../suite";

// A provider's own API through the gateway: `ANY /v1/passthrough/{provider}/{path}`.

const { host, gateway, vendor } = await startSuite({ vendor: startMediaVendor });

const someModelsKey = "sk-gw-some-models-0000000000000";
const noProviderKey = "sk-gw-no-provider-0000000000000";

const provider = (id: string, manners: string[] = [], more: object = {}) => ({
  id,
  adapter: "openai",
  baseUrl: vendor.url(...manners),
  credentials: [
    { name: "a", value: "sk-vendor-a" },
    { name: "b", value: "sk-vendor-b" },
  ],
  models: [{ id: "m", pricing: { input: 1, output: 1 } }],
  ...more,
});
const configure = (...providers: object[]) =>
  gateway.configure({
    providers,
    keys: [
      { id: "some", name: "Some models", value: someModelsKey, models: ["m"] },
      { id: "none", name: "No provider", value: noProviderKey, providers: ["elsewhere"] },
    ],
  });
const pass = (path: string, init: RequestInit = {}) =>
  fetch(`${host.url}/v1/passthrough/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${clientKey}`, ...init.headers },
    redirect: "manual",
  });
const lastCall = () => vendor.calls.at(-1)!;

beforeEach(() => {
  vendor.calls.length = 0;
  vendor.refusedKeys.clear();
});

test("method, path, query, body and headers arrive; credentials and cookies are exchanged", async () => {
  await configure(provider("own", [], { headers: { "x-operator": "o" } }));
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const answer = await pass("own/native/things/a%2Fb?x=1&y=%20z&key=sk-gw-mine", {
      method,
      body: '{"model":"m","n":1}',
      headers: {
        "content-type": "application/json",
        "x-custom": "yes",
        "x-operator": "client",
        cookie: "session=1",
        "x-api-key": clientKey,
        "x-forwarded-for": "10.0.0.1",
        origin: "https://app.example",
      },
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      method,
      path: "/v1/native/things/a%2Fb?x=1&y=%20z",
      body: '{"model":"m","n":1}',
    });
    expect(answer.headers.get("x-vendor")).toBe("yes");
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("x-gateway-provider")).toBe("own");
    const { headers } = lastCall();
    expect(headers.authorization).toMatch(/^Bearer sk-vendor-[ab]$/);
    expect(headers).toMatchObject({ "x-custom": "yes", "x-operator": "o", "content-type": "application/json" });
    for (const name of ["cookie", "x-api-key", "x-forwarded-for", "origin"]) expect(headers[name]).toBeUndefined();
    expect(JSON.stringify(headers)).not.toContain(clientKey);
    expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
      outcome: "success",
      model: "m",
      usage: { promptTokens: 5, completionTokens: 1 },
      costMicroUsd: 6,
    });
  }
});

test("GET has no body, HEAD and 204 have no answer's body, redirects are the client's to follow", async () => {
  await configure(provider("plain"));
  const got = await pass("plain/native/x");
  expect(await got.json()).toMatchObject({ method: "GET", body: "" });
  const head = await pass("plain/native/x", { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  const gone = await pass("plain/native/gone", { method: "DELETE" });
  expect([gone.status, await gone.text()]).toEqual([204, ""]);
  const moved = await pass("plain/native/moved");
  expect([moved.status, moved.headers.get("location")]).toEqual([302, "https://files.example/one?signed=1"]);
});

test("events and binary answers stream through, and a stream's usage is in the row", async () => {
  await configure(provider("streams"));
  const events = await pass("streams/native/events", {
    method: "POST",
    body: '{"model":"m","stream":true}',
    headers: { "content-type": "application/json" },
  });
  expect(events.headers.get("content-type")).toBe("text/event-stream");
  expect(await events.text()).toMatch(/^data: \{"choices"[\s\S]*data: \[DONE\]\n\n$/);
  expect(await gateway.log(events.headers.get("x-request-id"))).toMatchObject({
    usage: { promptTokens: 7, completionTokens: 2 },
    costMicroUsd: 9,
  });
  const binary = await pass("streams/native/binary");
  expect(binary.headers.get("content-type")).toBe("video/mp4");
  expect(Buffer.from(await binary.arrayBuffer()).equals(mp3)).toBe(true);
});

test("a form goes through byte by byte", async () => {
  await configure(provider("forms"));
  const form = new FormData();
  form.append("file", new Blob([mp3], { type: "audio/mpeg" }), "a.mp3");
  form.append("note", "hé");
  expect((await pass("forms/native/form", { method: "POST", body: form })).status).toBe(200);
  const { fields, files } = lastCall();
  expect(fields).toEqual({ note: "hé" });
  expect(files[0]!.bytes.equals(mp3)).toBe(true);
});

test("the upstream's status and words for a client's mistake come back, without the credential", async () => {
  await configure(provider("mistakes"));
  const answer = await pass("mistakes/native/teapot");
  expect(answer.status).toBe(418);
  const text = await answer.text();
  expect(text).toContain("short and stout");
  expect(text).not.toContain("sk-vendor");
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({ status: 418, outcome: "client_error" });
});

test("a rejected credential gives way to the next; with none left it is a 502", async () => {
  await configure(provider("keys"));
  vendor.refusedKeys.add("sk-vendor-a");
  for (let round = 0; round < 2; round++) expect((await pass("keys/native/x")).status).toBe(200);
  expect(lastCall().headers.authorization).toBe("Bearer sk-vendor-b");
  vendor.refusedKeys.add("sk-vendor-b");
  const answer = await pass("keys/native/x");
  const text = await answer.text();
  expect([answer.status, JSON.parse(text).error.code]).toEqual([502, "upstream_credentials_exhausted"]);
  expect(text).not.toContain("sk-vendor");
});

test("a failing upstream is a 502, a rate-limited one a 429", async () => {
  await configure(provider("down", ["status=500"]), provider("busy", ["status=429"]));
  expect((await pass("down/native/x")).status).toBe(502);
  const busy = await pass("busy/native/x");
  expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "30"]);
});

/** Sends a path as it stands: clients' URL parsers would tidy it up. */
function raw(path: string): Promise<string> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${clientKey}\r\nconnection: close\r\n\r\n`,
      ),
    );
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (piece) => {
      text += piece;
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}

test("no path leaves the provider's base URL, however it is written", async () => {
  await configure(provider("caged"));
  for (const path of [
    "../secret",
    "a/../../secret",
    "..%2fsecret",
    "%2e%2e/secret",
    "%2e%2e%2fsecret",
    "%252e%252e%252fsecret",
    "a/..%5c..%5csecret",
    "a\\..\\secret",
    "..;/secret",
    "./..//secret",
    "%2fevil.example/x",
    "a%2f%2fevil.example",
    "http:%2f%2fevil.example/",
    "a%0d%0ahost:evil",
    "a%00b",
    "%c0%ae%c0%ae/secret",
  ]) {
    const answer = await raw(`/v1/passthrough/caged/${path}`);
    // A host that tidies the address up itself finds no such endpoint.
    expect([path, /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]]).toEqual([path, expect.stringMatching(/^40[04]$/)]);
  }
  expect(vendor.calls.filter((call) => !call.path.startsWith("/v1/"))).toEqual([]);
});

test("a path with doubled slashes does not name another host", async () => {
  await configure(provider("slashes"));
  for (const path of ["/evil.example/x", "//evil.example/x", "http://evil.example/x"]) {
    const answer = await raw(`/v1/passthrough/slashes/${path}`);
    expect([path, /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]]).toEqual([path, "400"]);
  }
  expect(vendor.calls).toEqual([]);
});

test("an unknown provider, a key without it and a key for some models only are refused", async () => {
  await configure(provider("there"));
  expect((await pass("nowhere/x")).status).toBe(404);
  expect((await pass("there")).status).toBe(400);
  for (const key of [someModelsKey, noProviderKey]) {
    const answer = await pass("there/native/x", { headers: { authorization: `Bearer ${key}` } });
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
      403,
      "model_not_allowed",
    ]);
  }
  expect((await pass("there/native/x", { headers: { authorization: "Bearer sk-gw-wrong-key-00000" } })).status).toBe(
    401,
  );
  expect(vendor.calls).toEqual([]);
});

test("other adapters put their own authentication on", async () => {
  const own = (id: string, adapter: string, value: string) =>
    provider(id, [], { adapter, credentials: [{ name: "a", value }] });
  await configure(own("anthropic-own", "anthropic", "sk-ant-1"), own("gemini-own", "gemini", "g-key-1"));
  await pass("anthropic-own/native/x", { headers: { "anthropic-beta": "b", "x-api-key": clientKey } });
  expect(lastCall().headers).toMatchObject({
    "x-api-key": "sk-ant-1",
    "anthropic-version": "2023-06-01",
    "anthropic-beta": "b",
  });
  await pass("gemini-own/native/x");
  expect(lastCall().headers["x-goog-api-key"]).toBe("g-key-1");
  expect(lastCall().headers.authorization).toBeUndefined();
});

test("a client that leaves ends the upstream's call, and the row says so", async () => {
  await configure(provider("leaving", ["drip"]));
  const leave = new AbortController();
  const answer = await pass("leaving/audio/speech", { method: "POST", body: "{}", signal: leave.signal });
  const reader = answer.body!.getReader();
  await reader.read();
  leave.abort();
  await reader.closed.catch(() => {});
  await expect.poll(() => lastCall().closedEarly, { timeout: 8_000 }).toBe(true);
  const id = answer.headers.get("x-request-id");
  await expect
    .poll(async () => (await gateway.logs()).find(({ requestId }) => requestId === id)?.outcome, { timeout: 8_000 })
    .toBe("cancelled");
});
