import { exportPKCS8, generateKeyPair, jwtVerify } from "jose";
import { beforeAll, expect, test } from "vitest";
import { endpoint, prepared } from "~/tests/adapter-request";
import { call } from "~/tests/replay";
import { signedHeaders } from "../../attempt/upstream-request";
import type { NativeFormat } from "../../dialects/dialect";
import type { JsonObject } from "../../openai/fields";
import type { UpstreamRequest, UpstreamResponse } from "../../ports";
import { messagesTranslation } from "../anthropic/translation";
import { geminiTranslation } from "../gemini/translation";
import { vertex } from "./adapter";

const root = "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1";
const hi = { messages: [{ role: "user", content: "Hi" }] };
const start = Date.UTC(2026, 10, 21);

let publicKey: CryptoKey;
let pem: string;

beforeAll(async () => {
  const pair = await generateKeyPair("RS256", { extractable: true });
  publicKey = pair.publicKey;
  pem = await exportPKCS8(pair.privateKey);
});

const account = (email: string, more = {}) =>
  JSON.stringify({
    type: "service_account",
    client_email: email,
    private_key: pem,
    private_key_id: "k1",
    token_uri: "http://127.0.0.1:9/token",
    ...more,
  });

/** A token endpoint that gives t1, t2, ... for an hour each. */
function tokenEndpoint(answer?: () => Response) {
  const asked: { url: string; form: URLSearchParams }[] = [];
  const fetch = async (url: string, { body }: UpstreamRequest): Promise<UpstreamResponse> => {
    asked.push({ url, form: new URLSearchParams(String(body)) });
    return answer?.() ?? Response.json({ access_token: `t${asked.length}`, expires_in: 3600 });
  };
  return { asked, fetch };
}

async function bearer(secret: string, more: object): Promise<string | undefined> {
  const built = await prepared(vertex, hi, "gemini-3.8-flash", { baseUrl: root, secret, ...more });
  return (await signedHeaders(built)).authorization;
}

test("a service account signs for a token, which is kept until shortly before its end and asked for once by many", async () => {
  const { asked, fetch } = tokenEndpoint();
  const secret = account("many@p.iam");
  const at = (now: number) => bearer(secret, { fetch, now });
  expect(await Promise.all([at(start), at(start), at(start)])).toEqual(["Bearer t1", "Bearer t1", "Bearer t1"]);
  expect(await at(start + 3_400_000)).toBe("Bearer t1");
  expect(await Promise.all([at(start + 3_500_000), at(start + 3_500_000)])).toEqual(["Bearer t2", "Bearer t2"]);
  expect(asked).toHaveLength(2);
  expect(asked[0]!.url).toBe("http://127.0.0.1:9/token");
  expect(asked[0]!.form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  const { payload, protectedHeader } = await jwtVerify(asked[0]!.form.get("assertion")!, publicKey, {
    currentDate: new Date(start),
  });
  expect(protectedHeader).toMatchObject({ alg: "RS256", kid: "k1" });
  expect(payload).toMatchObject({
    iss: "many@p.iam",
    aud: "http://127.0.0.1:9/token",
    scope: "https://www.googleapis.com/auth/cloud-platform",
    iat: start / 1000,
    exp: start / 1000 + 3600,
  });
});

test("the JSON may come in base64; API keys and access tokens go as what they are", async () => {
  const { fetch } = tokenEndpoint();
  expect(await bearer(btoa(account("b64@p.iam")), { fetch })).toBe("Bearer t1");
  expect(await bearer("ya29.token", {})).toBe("Bearer ya29.token");
  const keyed = await prepared(vertex, hi, "gemini-3.8-flash", { baseUrl: root, secret: "AIzaKey" });
  expect(keyed.headers).toMatchObject({ "x-goog-api-key": "AIzaKey" });
  expect(keyed.headers.authorization).toBeUndefined();
});

test("an account that is refused or broken is a failed credential, a token endpoint that is down is not", async () => {
  const refused = tokenEndpoint(() =>
    Response.json({ error: "invalid_grant", error_description: "Invalid JWT Signature." }, { status: 400 }),
  );
  await expect(bearer(account("no@p.iam"), { fetch: refused.fetch })).rejects.toMatchObject({
    failure: { kind: "credential", code: "invalid_grant", message: expect.stringContaining("Invalid JWT Signature") },
  });
  await expect(bearer(account("pem@p.iam", { private_key: "none" }), {})).rejects.toMatchObject({
    failure: { kind: "credential" },
  });
  await expect(bearer('{"client_email": 1}', {})).rejects.toMatchObject({ failure: { kind: "credential" } });
  const down = tokenEndpoint(() => new Response("oops", { status: 503 }));
  await expect(bearer(account("down@p.iam"), { fetch: down.fetch })).rejects.toMatchObject({
    failure: { kind: "server" },
  });
  await expect(bearer(account("gone@p.iam"), {})).rejects.toMatchObject({ failure: { kind: "network" } });
  // The failure is not kept.
  expect(await bearer(account("down@p.iam"), { fetch: tokenEndpoint().fetch })).toBe("Bearer t1");
});

test("Google's models in Gemini's format, Claude in Anthropic's, everybody in OpenAI's where the base URL says so", async () => {
  const build = async (model: string, baseUrl = root, body: object = hi, options = {}) => {
    const built = await prepared(vertex, { ...body }, model, { baseUrl, secret: "ya29.t", options });
    return { ...built, body: JSON.parse(String(built.body)) };
  };
  const native = await build("google/gemini-3.8-flash", root, { ...hi, stream: true });
  expect(native.url).toBe(`${root}/publishers/google/models/gemini-3.8-flash:streamGenerateContent?alt=sse`);
  expect(native.body.contents).toEqual([{ role: "user", parts: [{ text: "Hi" }] }]);
  expect(native.translation).toBe(geminiTranslation);

  const claude = await build("claude-sonnet-4-5@20250929", `${root}/endpoints/openapi`);
  expect(claude.url).toBe(`${root}/publishers/anthropic/models/claude-sonnet-4-5%4020250929:rawPredict`);
  expect(claude.body).toMatchObject({ anthropic_version: "vertex-2023-10-16", messages: hi.messages });
  expect(claude.body.model).toBeUndefined();
  expect(claude.translation).toBe(messagesTranslation);
  expect((await build("claude-sonnet-4-5", root, { ...hi, stream: true })).url).toMatch(/:streamRawPredict$/);

  const open = await build("gemini-3.8-flash", `${root}/endpoints/openapi`);
  expect(open.url).toBe(`${root}/endpoints/openapi/chat/completions`);
  expect(open.body.model).toBe("google/gemini-3.8-flash");
  expect(open.translation).toBeUndefined();
  expect((await build("meta/llama-4-maverick")).url).toBe(`${root}/endpoints/openapi/chat/completions`);
  expect((await build("gemini-3.8-flash", `${root}/endpoints/openapi`, hi, { api: "native" })).url).toMatch(
    /:generateContent$/,
  );
});

test("a client of Anthropic's or Gemini's own format goes through as it came, where the model has that format", async () => {
  const { native } = vertex;
  if (native === undefined) throw new Error("no native way");
  const target = (model: string, baseUrl = root) => endpoint(vertex, model, { baseUrl, secret: "ya29.t" });
  const send = async (format: NativeFormat, body: JsonObject, model: string, stream = false, betas = "context-1m") => {
    expect(native.speaks(format, target(model).provider, model)).toBe(true);
    const built = await native.prepare(
      { format, body, text: JSON.stringify(body), headers: { "anthropic-beta": betas }, nativeOnly: null },
      { ...call("chat"), stream },
      target(model),
      { fetch: tokenEndpoint().fetch, now: () => start, signal: new AbortController().signal },
    );
    return { ...built, body: JSON.parse(String(built.body)) };
  };
  const thinking = { type: "enabled", budget_tokens: 2048, display: "omitted" };
  const claude = await send("anthropic", { model: "asked", max_tokens: 9, thinking, ...hi }, "claude-opus-4-8", true);
  expect(claude.url).toBe(`${root}/publishers/anthropic/models/claude-opus-4-8:streamRawPredict`);
  expect(claude.body).toEqual({ anthropic_version: "vertex-2023-10-16", max_tokens: 9, thinking, ...hi });
  expect(claude.headers).toMatchObject({ "anthropic-beta": "context-1m", authorization: "Bearer ya29.t" });
  expect(claude.translation).toBe(messagesTranslation);

  const marked = { type: "ephemeral", scope: "global" };
  const coding = await send(
    "anthropic",
    {
      model: "asked",
      max_tokens: 9,
      service_tier: "auto",
      system: [{ type: "text", text: "S", cache_control: marked }],
      ...hi,
    },
    "claude-opus-4-8",
    false,
    "claude-code-20250219,advanced-tool-use-2025-11-20, interleaved-thinking-2025-05-14",
  );
  expect(coding.headers["anthropic-beta"]).toBe("tool-search-tool-2025-10-19,interleaved-thinking-2025-05-14");
  expect(coding.body.system).toEqual([{ type: "text", text: "S", cache_control: { type: "ephemeral" } }]);
  expect(coding.body.service_tier).toBeUndefined();
  const lacks = (body: JsonObject) =>
    native.lacks!({ format: "anthropic", body, text: null, headers: {}, nativeOnly: null });
  expect(lacks({ ...hi, thread: { id: "t" } })).toBe(true);
  expect(lacks({ ...hi, tools: [{ type: "code_execution_20250825" }] })).toBe(true);
  expect(lacks({ ...hi, tools: [{ type: "web_search_20250305" }] })).toBe(false);

  const contents = [{ parts: [{ text: "Hi" }] }];
  const gemini = await send("gemini", { contents, labels: { team: "a" } }, "gemini-3.8-flash");
  expect(gemini.url).toBe(`${root}/publishers/google/models/gemini-3.8-flash:generateContent`);
  expect(gemini.body).toEqual({ contents: [{ role: "user", ...contents[0] }], labels: { team: "a" } });

  const open = target("gemini-3.8-flash", `${root}/endpoints/openapi`);
  expect(native.speaks("gemini", open.provider, open.model)).toBe(false);
  expect(native.speaks("anthropic", open.provider, open.model)).toBe(false);
});

test("the global location has a host without a prefix", async () => {
  const baseUrl = "https://global-aiplatform.googleapis.com/v1/projects/p/locations/global/endpoints/openapi";
  const built = await prepared(vertex, hi, "gemini-3.8-flash", { baseUrl, secret: "ya29.t" });
  expect(built.url).toBe(
    "https://aiplatform.googleapis.com/v1/projects/p/locations/global/endpoints/openapi/chat/completions",
  );
});

test("embeddings are predictions", async () => {
  const body = { input: ["a", "b"], dimensions: 8 };
  const more = { baseUrl: root, secret: "ya29.t", operation: "embeddings" } as const;
  const built = await prepared(vertex, body, "text-embedding-005", more);
  expect(built.url).toBe(`${root}/publishers/google/models/text-embedding-005:predict`);
  expect(JSON.parse(String(built.body))).toEqual({
    instances: [{ content: "a" }, { content: "b" }],
    parameters: { outputDimensionality: 8 },
  });
  const prediction = { embeddings: { values: [0.5], statistics: { token_count: 2 } } };
  const text = JSON.stringify({ predictions: [prediction, prediction] });
  expect(built.translation!.whole(call("embeddings"), text)).toMatchObject({
    data: [{ embedding: [0.5] }, { embedding: [0.5] }],
    usage: { prompt_tokens: 4 },
  });
});

test("signed parts are looked up for the models of vendors that sign, not for what others serve there", () => {
  const wants = (model: string) =>
    vertex.wantsSignatures?.(call("chat", hi), endpoint(vertex, model, { baseUrl: root }));
  expect([wants("gemini-3.8-flash"), wants("google/gemini-3.8-flash")]).toEqual([true, true]);
  expect([wants("meta/llama-4"), wants("deepseek-ai/deepseek-v3.2-maas")]).toEqual([false, false]);
});
