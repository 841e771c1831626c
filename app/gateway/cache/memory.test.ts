import { expect, test } from "vitest";
import { askedGateway, clientKey } from "~/tests/asked-gateway";
import { cached, question, upstream } from "~/tests/cached-gateway";
import { openAiChat } from "../dialects/openai";
import { handle } from "../handle";
import { ByteLru } from "./byte-lru";

test("what is not in the memory is looked for in a store that hangs for a moment only", async () => {
  const { ask, platform } = await askedGateway(cached, upstream);
  Object.assign(platform.gateway.ports.store, { findAnswer: () => new Promise(() => {}) });
  const startedAt = performance.now();
  expect(await ask(openAiChat, question)).toMatchObject({ status: 200, cache: "miss" });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test("an answer is found by the very next request, before any deferred work is done", async () => {
  const { platform, asked } = await askedGateway(cached, upstream);
  Object.assign(platform.gateway.ports, { sleep: () => new Promise(() => {}) });
  const ask = async (body: object) => {
    const request = new Request("http://gateway/v1", {
      method: "POST",
      headers: { authorization: `Bearer ${clientKey}` },
      body: JSON.stringify(body),
    });
    const response = await handle(platform.gateway, openAiChat, request, () => {});
    await response.text();
    return response.headers.get("x-gateway-cache");
  };
  const other = { ...question, messages: [{ role: "user", content: "Streamed" }], stream: true };
  expect([await ask(question), await ask(question), await ask(other), await ask(other)]).toEqual([
    "miss",
    "hit",
    "miss",
    "hit",
  ]);
  expect(asked).toHaveLength(2);
});

test("the memory is bounded in bytes and forgets what is past its time", () => {
  const memory = new ByteLru<string>(100);
  for (const name of ["a", "b", "c", "d"]) memory.set(name, name, 25, 10);
  memory.get("a", 0);
  memory.set("e", "e", 20, 10);
  memory.set("huge", "huge", 30, 10);
  expect(["a", "b", "c", "d", "e", "huge"].map((name) => memory.get(name, 0))).toEqual([
    "a",
    undefined,
    "c",
    "d",
    "e",
    undefined,
  ]);
  expect(memory.get("a", 10)).toBeUndefined();
});
