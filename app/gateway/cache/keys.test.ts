import { expect, test } from "vitest";
import { askedGateway, clientKey, otherKey } from "~/tests/asked-gateway";
import { cached, chatOf, question, semantic, upstream } from "~/tests/cached-gateway";
import { rowsOf } from "~/tests/platform";
import { openAiChat } from "../dialects/openai";

test("keys share answers only where the settings say so", async () => {
  const own = await askedGateway(cached, upstream);
  await own.ask(openAiChat, question);
  expect((await own.ask(openAiChat, question, {}, otherKey)).cache).toBe("miss");
  const shared = await askedGateway({ cache: { enabled: true, shared: true } }, upstream);
  await shared.ask(openAiChat, question);
  expect((await shared.ask(openAiChat, question, {}, otherKey)).cache).toBe("hit");
});

test("what is kept is sealed, answers and questions", async () => {
  const { ask, platform } = await askedGateway(semantic, upstream);
  Object.assign(platform.gateway.ports, { seal: async (clear: string) => btoa(unescape(encodeURIComponent(clear))) });
  await ask(openAiChat, chatOf("What is the capital of France?"));
  const rows = rowsOf(platform, "select * from cached_answers");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/Hello|capital/);
});

test("a hit counts against the key's requests, not against its tokens", async () => {
  const limits = { rpm: 3, tpm: 400 };
  const { ask } = await askedGateway(cached, upstream, {
    keys: [{ id: "one", name: "One", value: "sk-gw-test-0123456789", limits }],
  });
  const asks = [];
  for (let turn = 0; turn < 4; turn++) asks.push(await ask(openAiChat, { ...question, max_tokens: 20 }));
  expect(asks.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(Number(asks[2]?.headers.get("x-ratelimit-remaining-tokens"))).toBeGreaterThan(300);
});

test("a shared answer is not for a key that may not use the provider that made it", async () => {
  const keys = [
    { id: "one", name: "One", value: clientKey, providers: ["main"] },
    { id: "two", name: "Two", value: otherKey, providers: ["other"] },
  ];
  const other = {
    id: "other",
    adapter: "openai",
    baseUrl: "https://other.example.com/v1",
    credentials: [{ name: "a", value: "sk-other-secret-12345" }],
    models: ["m"],
  };
  const { ask } = await askedGateway({ cache: { enabled: true, shared: true } }, upstream, {
    keys,
    providers: [other],
  });
  await ask(openAiChat, question);
  expect((await ask(openAiChat, question, {}, otherKey)).cache).toBe("miss");
});

test("a key that may not use the model gets no kept answer", async () => {
  const keys = [
    { id: "one", name: "One", value: clientKey },
    { id: "two", name: "Two", value: otherKey, models: ["e"] },
  ];
  const { ask } = await askedGateway({ cache: { enabled: true, shared: true } }, upstream, { keys });
  await ask(openAiChat, question);
  expect((await ask(openAiChat, question, {}, otherKey)).status).toBe(403);
  expect((await ask(openAiChat, { ...question, model: "unknown" })).status).toBe(404);
});
