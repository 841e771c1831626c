import { expect, test } from "vitest";
import { rowsOf, testPlatform } from "~/tests/platform";
import { healthWithProbes } from "./health.server";
import { runDueProbes } from "./health-probes.server";
import { createProvider } from "./providers.server";

const minuteMs = 60_000;
const answers = {
  list: { object: "list", data: [{ id: "m" }] },
  chat: { object: "chat.completion", choices: [{ index: 0, message: { role: "assistant", content: "x" } }] },
};

/** A provider that is probed every minute; `status` is what its upstream answers. */
async function probed(probe: object, credentials = [{ name: "a", value: "sk-one-secret-text" }]) {
  const upstream = { status: 200, calls: [] as { url: string; body: unknown; key: string | undefined }[] };
  const platform = testPlatform({
    fetch: async (url, { body, headers }) => {
      upstream.calls.push({ url, body: body === null ? null : JSON.parse(String(body)), key: headers.authorization });
      const good = url.endsWith("/models") ? answers.list : answers.chat;
      const text = JSON.stringify(upstream.status === 200 ? good : { error: { message: "out of order" } });
      return new Response(text, { status: upstream.status });
    },
  });
  await createProvider(platform, "t", {
    id: "main",
    adapter: "openai",
    baseUrl: "https://api.example.com/v1",
    credentials,
    models: [{ id: "*" }, { id: "small", upstream: "small-2026" }],
    probe: { intervalSeconds: 60, ...probe },
  });
  const health = async () => (await healthWithProbes(platform))[0]!;
  return { platform, upstream, health };
}

test("a probe runs when it is due, is no request of a client's, and its last result is told", async () => {
  const { platform, upstream, health } = await probed({});
  const now = Date.UTC(2026, 10, 21);
  expect(await runDueProbes(platform, now)).toBe(1);
  expect(await runDueProbes(platform, now + 30_000)).toBe(0);
  expect(await runDueProbes(platform, now + minuteMs)).toBe(1);
  expect(upstream.calls.map(({ url }) => url)).toEqual(Array(2).fill("https://api.example.com/v1/models"));
  expect(await health()).toMatchObject({ probe: { ok: true, status: 200, credential: "a", error: null } });
  expect(rowsOf(platform, "select count(*) as n from request_log")).toEqual([{ n: 0 }]);
  expect(rowsOf(platform, "select count(*) as n from model_statistics")).toEqual([{ n: 0 }]);
});

test("five failures in a row take the provider down, a success brings it back", async () => {
  const { platform, upstream, health } = await probed({ kind: "token" });
  upstream.status = 503;
  const now = Date.UTC(2026, 10, 21);
  for (let turn = 0; turn < 5; turn++) {
    expect((await health()).state).toBe("healthy");
    await runDueProbes(platform, now + turn * minuteMs);
  }
  expect(await health()).toMatchObject({ state: "down", probe: { ok: false, status: 503, error: "out of order" } });
  expect(upstream.calls[0]).toMatchObject({ body: { model: "small-2026", max_tokens: 1 } });
  upstream.status = 200;
  await runDueProbes(platform, now + 5 * minuteMs);
  expect((await health()).state).toBe("healthy");
});

test("credentials take turns, and one that the upstream rejects is marked", async () => {
  const { platform, upstream, health } = await probed({}, [
    { name: "a", value: "sk-one-secret-text" },
    { name: "b", value: "sk-two-secret-text" },
  ]);
  const now = Date.UTC(2026, 10, 21);
  for (let turn = 0; turn < 2; turn++) await runDueProbes(platform, now + turn * minuteMs);
  expect(new Set(upstream.calls.map(({ key }) => key)).size).toBe(2);
  upstream.status = 401;
  await runDueProbes(platform, now + 2 * minuteMs);
  expect((await health()).credentials.filter(({ state }) => state === "rejected")).toHaveLength(1);
});

test("a provider without a probe, or that is off, is not asked", async () => {
  const { platform, upstream } = await probed({ enabled: false });
  expect(await runDueProbes(platform, Date.UTC(2026, 10, 21))).toBe(0);
  expect(upstream.calls).toEqual([]);
});
