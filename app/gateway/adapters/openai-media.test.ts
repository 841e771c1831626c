import { expect, test } from "vitest";
import { pixelFile, runMedia } from "~/tests/media-run";

// What speaks OpenAI's format, and where its vendors differ.

const ranked = { results: [{ index: 0, relevance_score: 0.5 }], usage: { total_tokens: 9 } };
const rerank = { query: "q", documents: ["a", { text: "b" }], top_n: 1, return_documents: true };

test("Azure: images and audio at the v1 path, and below the deployment on older ones", async () => {
  const made = { created: 1, data: [{ b64_json: "AA" }] };
  const v1 = await runMedia(
    "azure-openai",
    "images",
    { model: "my-image", body: { prompt: "x" } },
    [made],
    "https://r.openai.azure.com/openai/v1",
  );
  expect(v1.sent[0]).toMatchObject({
    url: "https://r.openai.azure.com/openai/v1/images/generations",
    headers: { "api-key": "sk-secret" },
    body: { model: "my-image", prompt: "x" },
  });
  const classic = await runMedia(
    "azure-openai",
    "image_edits",
    {
      model: "my-image",
      body: { prompt: "x" },
      files: [["image", pixelFile()]],
      options: { apiVersion: "2025-04-01-preview" },
    },
    [made],
    "https://r.openai.azure.com/openai",
  );
  expect(classic.sent[0]).toMatchObject({
    url: "https://r.openai.azure.com/openai/deployments/my-image/images/edits?api-version=2025-04-01-preview",
    body: { image: "a.png image/png 70", model: "my-image" },
  });
});

test("reranking: documents stay with the gateway's client, the path is the preset's", async () => {
  const plain = await runMedia("openai", "rerank", { body: rerank }, [ranked]);
  expect(plain.sent[0]).toMatchObject({ url: "https://vendor.example/v1/rerank" });
  expect(plain.sent[0]!.body).toEqual({ query: "q", documents: ["a", { text: "b" }], top_n: 1, model: "vendor-model" });
  expect(plain.content).toMatchObject({ results: [{ index: 0, relevance_score: 0.5, document: { text: "a" } }] });
  const qwen = await runMedia(
    "openai",
    "rerank",
    { model: "qwen3-rerank", body: rerank, preset: "qwen" },
    [ranked],
    "https://dashscope.aliyuncs.com/compatible-mode/v1",
  );
  expect(qwen.sent[0]).toMatchObject({
    url: "https://dashscope.aliyuncs.com/compatible-api/v1/reranks",
    body: { documents: ["a", "b"], top_n: 1 },
  });
});

test("reranking: DashScope's older models and Voyage have shapes of their own", async () => {
  const older = await runMedia(
    "openai",
    "rerank",
    { model: "gte-rerank-v2", body: rerank, preset: "qwen" },
    [{ output: { results: [{ index: 1, relevance_score: 0.7 }] }, usage: { total_tokens: 4 }, request_id: "r" }],
    "https://dashscope.aliyuncs.com/compatible-mode/v1",
  );
  expect(older.sent[0]).toMatchObject({
    url: "https://dashscope.aliyuncs.com/api/v1/services/rerank/text-rerank/text-rerank",
    body: {
      model: "gte-rerank-v2",
      input: { query: "q", documents: ["a", "b"] },
      parameters: { top_n: 1, return_documents: false },
    },
  });
  expect(older.content).toMatchObject({ id: "r", results: [{ index: 1, document: { text: "b" } }] });
  expect(older.answer.usage).toMatchObject({ promptTokens: 4, completionTokens: 0 });
  const voyage = await runMedia("openai", "rerank", { body: rerank, options: { quirks: { rerankFormat: "voyage" } } }, [
    { object: "list", data: [{ index: 0, relevance_score: 0.4 }], model: "rerank-2", usage: { total_tokens: 3 } },
  ]);
  expect(voyage.sent[0]!.body).toEqual({ query: "q", documents: ["a", "b"], top_k: 1, model: "vendor-model" });
  expect(voyage.content).toMatchObject({ model: "rerank-2", results: [{ index: 0, relevance_score: 0.4 }] });
});

test("Cohere: documents as texts, searches are no tokens", async () => {
  const { sent, content, answer } = await runMedia(
    "cohere",
    "rerank",
    {
      model: "rerank-v4.0",
      body: { query: "q", documents: [{ title: "T", text: "b" }], rank_fields: ["title"], return_documents: true },
    },
    [
      {
        id: "1",
        results: [{ index: 0, relevance_score: 0.9 }],
        meta: { api_version: { version: "2" }, billed_units: { search_units: 1 } },
      },
    ],
    "https://api.cohere.com/v2",
  );
  expect(sent[0]).toMatchObject({
    url: "https://api.cohere.com/v2/rerank",
    headers: { authorization: "Bearer sk-secret" },
    body: { model: "rerank-v4.0", query: "q", documents: ["title: T"] },
  });
  expect(content).toMatchObject({
    id: "1",
    results: [{ index: 0, relevance_score: 0.9, document: { title: "T", text: "b" } }],
    meta: { billed_units: { search_units: 1 } },
  });
  expect(answer.usage).toBeNull();
});

test("an error inside a 200 and an answer of another kind are failures", async () => {
  const run = (answer: object) => runMedia("openai", "images", { body: { prompt: "x" } }, [answer as never]);
  await expect(run({ error: { message: "overloaded" } })).rejects.toMatchObject({ failure: { kind: "server" } });
  await expect(run({ choices: [] })).rejects.toMatchObject({ failure: { kind: "format" } });
  await expect(
    runMedia("openai", "speech", { body: { input: "x", voice: "v" } }, [{ error: { message: "no such voice" } }]),
  ).rejects.toMatchObject({ failure: { message: "no such voice" } });
});
