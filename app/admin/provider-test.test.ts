import { expect, test } from "vitest";
import type { UpstreamRequest, UpstreamResponse } from "~/gateway/ports";
import { testPlatform } from "~/tests/platform";
import { syncModels, testDraft, testProvider } from "./provider-test.server";
import { createProvider, getProvider } from "./providers.server";

const base = { id: "main", adapter: "openai", baseUrl: "https://api.example.com/v1" };
const good = "sk-good-good-good-good";
const bad = "sk-bad-bad-bad-bad-bad";
const credentials = [
  { name: "good", value: good },
  { name: "bad", value: bad },
];

/** An upstream with one valid key; its error repeats the key, as some do. */
function upstream(calls: { url: string; init: UpstreamRequest }[] = []) {
  return async (url: string, init: UpstreamRequest) => {
    calls.push({ url, init });
    if (init.headers.authorization !== `Bearer ${good}`) {
      const sent = init.headers.authorization;
      return Response.json(
        { error: { message: `Incorrect API key provided: ${sent}`, code: "invalid_api_key" } },
        { status: 401 },
      );
    }
    if (url.endsWith("/models")) return Response.json({ data: [{ id: "b" }, { id: "a" }] });
    return Response.json({ choices: [{ message: { role: "assistant", content: "Hi" } }] });
  };
}

test("every credential gets its own real call, and errors hide the secret", async () => {
  const platform = testPlatform({ fetch: upstream() });
  await createProvider(platform, "t", { ...base, credentials });
  const result = await testProvider(platform, "main", {});
  expect(result).toMatchObject({ ok: false, status: 401, models: ["a", "b"] });
  expect(result.credentials).toMatchObject([
    { name: "good", ok: true, status: 200 },
    { name: "bad", ok: false, status: 401, error: expect.stringContaining("Incorrect API key") },
  ]);
  expect(JSON.stringify(result)).not.toContain(bad);
});

test("with a model a short chat is sent under the upstream's name for it", async () => {
  const calls: { url: string; init: UpstreamRequest }[] = [];
  const platform = testPlatform({ fetch: upstream(calls) });
  await createProvider(platform, "t", {
    ...base,
    credentials: [credentials[0]],
    models: [{ id: "mini", upstream: "real-mini" }],
  });
  expect(await testProvider(platform, "main", { model: "mini" })).toMatchObject({ ok: true, status: 200 });
  expect(calls[0]?.url).toBe("https://api.example.com/v1/chat/completions");
  expect(JSON.parse(String(calls[0]?.init.body))).toMatchObject({ model: "real-mini", max_tokens: 1 });
});

test("a network error and an answer that is no list are told", async () => {
  const broken = testPlatform();
  await createProvider(broken, "t", { ...base, credentials });
  expect(await testProvider(broken, "main", {})).toMatchObject({
    ok: false,
    status: 0,
    error: "no network in this test",
  });
  const page = testPlatform({ fetch: async () => new Response("<html>hello</html>") });
  await createProvider(page, "t", { ...base, credentials });
  expect(await testProvider(page, "main", {})).toMatchObject({
    ok: false,
    status: 200,
    error: expect.stringContaining("not JSON"),
  });
});

test("a draft is tested without being saved, with stored secrets where it has the mark", async () => {
  const platform = testPlatform({ fetch: upstream() });
  expect(
    await testDraft(platform, { adapter: "openai", baseUrl: base.baseUrl, credentials: [credentials[0]] }),
  ).toMatchObject({ ok: true });
  await expect(testDraft(platform, { adapter: "openai", baseUrl: "http://10.0.0.1" })).rejects.toMatchObject({
    status: 400,
  });
  await createProvider(platform, "t", { ...base, credentials });
  const edited = { ...(await getProvider(platform, "main")), credentials: [{ name: "good", value: "********" }] };
  expect(await testDraft(platform, edited)).toMatchObject({ ok: true, credentials: [{ name: "good", ok: true }] });
});

test("a draft's variable is read as it is when it is saved, and said where no header can carry it", async () => {
  const variables = { GOOD_KEY: "sk-good\n", BAD_KEY: "sk-ключ" };
  const keys: (string | undefined)[] = [];
  const fetch = async (_: string, { headers }: UpstreamRequest) => {
    keys.push(headers.authorization);
    return Response.json({ data: [{ id: "m" }] }) as unknown as UpstreamResponse;
  };
  const platform = testPlatform({ variables, fetch });
  const credentials = ["GOOD_KEY", "BAD_KEY", "NO_KEY"].map((env) => ({ name: env, env }));
  const result = await testDraft(platform, { adapter: "openai", baseUrl: "https://api.example.com/v1", credentials });
  expect(result.credentials).toMatchObject([
    { name: "GOOD_KEY", ok: true },
    { name: "BAD_KEY", ok: false, error: expect.stringMatching(/variable BAD_KEY must be one line/) },
    { name: "NO_KEY", ok: false, error: "The credential is empty." },
  ]);
  expect(keys).toEqual(["Bearer sk-good"]);
});

test("the demo provider answers its test without a network", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", { id: "demo", adapter: "demo" });
  expect(await testProvider(platform, "demo", {})).toMatchObject({
    ok: true,
    models: ["demo", "demo-embed"],
    credentials: [],
  });
  expect(await testProvider(platform, "demo", { model: "demo" })).toMatchObject({ ok: true });
});

test("the upstream's list is compared, and written only where asked", async () => {
  const platform = testPlatform({ fetch: upstream() });
  const models = ["gone", "gpt-*", { id: "alias", upstream: "b", pricing: { input: 1, output: 1 } }];
  await createProvider(platform, "t", { ...base, credentials: [credentials[1], credentials[0]], models });
  const sync = await syncModels(platform, "t", "main");
  expect(sync).toEqual({ models: [{ id: "a" }, { id: "b" }], added: ["a"], removed: ["gone"] });
  expect((await getProvider(platform, "main")).models).toHaveLength(3);
  await syncModels(platform, "t", "main", { apply: true });
  expect((await getProvider(platform, "main")).models).toEqual(["gpt-*", models[2], "a"]);
});

test("a list that cannot be fetched is an upstream error", async () => {
  const platform = testPlatform({ fetch: upstream() });
  await createProvider(platform, "t", { ...base, credentials: [credentials[1]] });
  await expect(syncModels(platform, "t", "main")).rejects.toMatchObject({ status: 502, code: "upstream_error" });
  await expect(syncModels(platform, "t", "nope")).rejects.toMatchObject({ status: 404 });
});
