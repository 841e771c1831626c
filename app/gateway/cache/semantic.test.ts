import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { chatOf, semantic, tools, upstream } from "~/tests/cached-gateway";
import { openAiChat } from "../dialects/openai";
import { mostSimilar, unitVector } from "./questions";

test("a question that means the same is answered from the cache, and the row says how alike it was", async () => {
  const { ask, asked, logRows } = await askedGateway(semantic, upstream);
  await ask(openAiChat, chatOf("What is the capital of France?"));
  const similar = await ask(openAiChat, chatOf("Which is the main city of France?"));
  expect(similar.cache).toBe("hit");
  const rows = logRows().filter((row) => row.endpoint === "/v1/chat/completions");
  expect(JSON.parse(String(rows.at(-1)?.cache_hit))).toMatchObject(["semantic", 1, expect.any(String), 60]);
  expect((await ask(openAiChat, chatOf("What is the weather in France?"))).cache).toBe("miss");
  expect(
    (await ask(openAiChat, chatOf("Which is the main city?", [{ role: "system", content: "Be short" }]))).cache,
  ).toBe("miss");
  expect(asked.filter(({ url }) => url.endsWith("/chat/completions"))).toHaveLength(3);
  expect(logRows().filter((row) => row.endpoint === "/v1/embeddings")).toHaveLength(4);
});

test.each([
  ["temperature", { temperature: 0.5 }],
  ["tools", { tools }],
  ["form of the answer", { response_format: { type: "json_object" } }],
  ["model", { model: "main/m" }],
])("a question that means the same is another one with another %s", async (_name, change) => {
  const { ask } = await askedGateway(semantic, upstream);
  await ask(openAiChat, chatOf("What is the capital of France?"));
  expect((await ask(openAiChat, { ...chatOf("The main city of France?"), ...change })).cache).toBe("miss");
});

test("only a question of nothing but text is compared", async () => {
  const { ask } = await askedGateway(semantic, upstream);
  const parts = (text: string, ...more: object[]) => ({
    model: "m",
    messages: [{ role: "user", content: [{ type: "text", text }, ...more] }],
  });
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
  await ask(openAiChat, parts("What is the capital of France?"));
  expect((await ask(openAiChat, parts("The main city of France?", image))).cache).toBe("miss");
  expect((await ask(openAiChat, parts("The main city of France?"))).cache).toBe("hit");
});

test("of the questions that are alike enough the most similar one answers, whatever other vectors are kept", () => {
  const kept = (id: string, ...vector: number[]) => ({ id, vector: Float32Array.from(vector), expiresAt: 1 });
  const asked = Float32Array.from([1, 0]);
  const questions = [kept("other model", 1, 0, 0), kept("far", 0.8, 0.6), kept("near", 0.96, 0.28), kept("off", 0, 1)];
  expect(mostSimilar(questions, asked, 0.9)).toMatchObject({ id: "near" });
  expect(mostSimilar(questions, asked, 0.7)).toMatchObject({ id: "near" });
  expect(mostSimilar(questions, asked, 0.97)).toBeNull();
  expect(mostSimilar([kept("same", 1, 0)], asked, 1)).toEqual({ id: "same", similarity: 1 });
});

test("a vector without direction is none", () => {
  expect(unitVector([3, 4])).toEqual(Float32Array.from([0.6, 0.8]));
  for (const values of [[], [0, 0], [Number.NaN, 1], [Number.POSITIVE_INFINITY]]) expect(unitVector(values)).toBeNull();
});

test("questions are found again after the memory is gone", async () => {
  const { ask, platform } = await askedGateway(semantic, upstream);
  await ask(openAiChat, chatOf("What is the capital of France?"));
  platform.gateway.cache.clear();
  expect((await ask(openAiChat, chatOf("The main city of France?"))).cache).toBe("hit");
});

test("a model for embeddings that fails costs the hit, not the answer", async () => {
  const { ask } = await askedGateway(semantic, (asked) =>
    asked.url.endsWith("/embeddings") ? new Response("no", { status: 500 }) : upstream(asked),
  );
  await ask(openAiChat, chatOf("What is the capital of France?"));
  expect(await ask(openAiChat, chatOf("The main city of France?"))).toMatchObject({ status: 200, cache: "miss" });
});
