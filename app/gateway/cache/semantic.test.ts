import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { chatOf, semantic, upstream } from "~/tests/cached-gateway";
import { openAiChat } from "../dialects/openai";

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
