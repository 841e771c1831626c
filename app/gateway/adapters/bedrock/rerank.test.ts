import { expect, test } from "vitest";
import { runMedia } from "~/tests/media-run";

const base = "https://bedrock-runtime.eu-central-1.amazonaws.com";
const body = { query: "q", documents: ["a", { text: "b" }], top_n: 1, return_documents: true, max_tokens_per_doc: 512 };
const ranked = { results: [{ index: 1, relevance_score: 0.8 }] };

test("Cohere's and Amazon's rerankers are invoked, each with the fields that it knows", async () => {
  const cohere = await runMedia("bedrock", "rerank", { model: "cohere.rerank-v3-5:0", body }, [ranked], base);
  expect(cohere.sent[0]).toMatchObject({
    url: `${base}/model/cohere.rerank-v3-5%3A0/invoke`,
    headers: { authorization: "Bearer sk-secret" },
    body: { query: "q", documents: ["a", "b"], top_n: 1, api_version: 2, max_tokens_per_doc: 512 },
  });
  expect(cohere.content).toMatchObject({
    model: "cohere.rerank-v3-5:0",
    results: [{ index: 1, relevance_score: 0.8, document: { text: "b" } }],
  });
  // OpenAI's path is for chat alone.
  const amazon = await runMedia(
    "bedrock",
    "rerank",
    { model: "amazon.rerank-v1:0", body },
    [ranked],
    `${base}/openai/v1`,
  );
  expect(amazon.sent[0]!.url).toBe(`${base}/model/amazon.rerank-v1%3A0/invoke`);
  expect(amazon.sent[0]!.body).toEqual({ query: "q", documents: ["a", "b"], top_n: 1 });
});

test("an error of Bedrock's keeps its words", async () => {
  const refused = Response.json({ message: "Malformed input request" }, { status: 400 });
  await expect(
    runMedia("bedrock", "rerank", { model: "amazon.rerank-v1:0", body }, [refused], base),
  ).rejects.toMatchObject({ failure: { kind: "client", message: "Malformed input request" } });
});
