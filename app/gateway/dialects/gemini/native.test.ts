import { expect, test } from "vitest";
import { geminiRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../../openai/fields";
import { carry } from "../carried";
import { geminiDialect } from "./dialect";

const { base, readAs, read, refusal } = geminiRequests;

for (const [name, body, field] of [
  ["search", { tools: [{ googleSearch: {} }] }, "tools[0].googleSearch"],
  ["code execution", { tools: [{ code_execution: {} }] }, "tools[0].code_execution"],
  ["cached content", { cachedContent: "cachedContents/x" }, "cachedContent"],
  [
    "a file of Google's",
    {
      contents: [
        {
          parts: [
            { fileData: { fileUri: "https://generativelanguage.googleapis.com/v1beta/files/x", mimeType: "a/b" } },
          ],
        },
      ],
    },
    "contents[0].parts[0].fileData",
  ],
] as [string, JsonObject, string][])
  test(`${name} is for Google alone`, () => {
    const native = read(body).native;
    expect(native?.nativeOnly).toMatchObject({ field });
    expect(native?.body).toEqual({ ...base, ...body });
  });

test("the gateway's own fields are read and go no further; another vendor's signature is replaced", () => {
  const part = { functionCall: { name: "f" }, thoughtSignature: carry({ details: [] }) };
  const call = read({
    provider: "p",
    models: ["b"],
    route: "cheapest",
    metadata: { tier: "gold" },
    contents: [{ role: "model", parts: [part] }],
  });
  expect(call.routing).toMatchObject({ provider: { only: ["p"] }, models: ["b"], metadata: { tier: "gold" } });
  expect(call.native).toMatchObject({ format: "gemini", text: null });
  expect(call.native?.body).toEqual({
    contents: [
      {
        role: "model",
        parts: [{ functionCall: { name: "f" }, thoughtSignature: "skip_thought_signature_validator" }],
      },
    ],
  });
});

test("models with slashes and colons, and methods that do not exist", () => {
  const dialect = geminiDialect("meta/llama3:8b:generateContent", new URLSearchParams("key=k"));
  expect(dialect.read(JSON.stringify(base)).model).toBe("meta/llama3:8b");
  expect(dialect.keyInUrl).toBe("k");
  expect(() => geminiDialect("m:predict", new URLSearchParams())).toThrow("Unknown request URL");
});

test("embeddings, one and several", () => {
  const content = { parts: [{ text: "a" }, { text: "b" }] };
  expect(readAs("embedContent", { content, outputDimensionality: 8, taskType: "RETRIEVAL_QUERY" }).body).toEqual({
    model: "m",
    input: "a\nb",
    encoding_format: "float",
    dimensions: 8,
    task_type: "RETRIEVAL_QUERY",
  });
  const batch = readAs("batchEmbedContents", { requests: [{ content }, { content: { parts: [{ text: "c" }] } }] });
  expect(batch.body.input).toEqual(["a\nb", "c"]);
  expect(
    batch.surface?.whole({
      data: [
        { index: 1, embedding: [2] },
        { index: 0, embedding: [1] },
      ],
    }),
  ).toEqual({
    embeddings: [{ values: [1] }, { values: [2] }],
  });
  const [first, other] = [{ content }, { content, taskType: "RETRIEVAL_QUERY" }];
  expect(readAs("batchEmbedContents", { requests: [other, other] }).body.task_type).toBe("RETRIEVAL_QUERY");
  expect(refusal({ requests: [first, other] }, "batchEmbedContents").param).toBe("requests[1].taskType");
  expect(refusal({ content: { parts: [{ inlineData: {} }] } }, "embedContent").param).toBe("content.parts[0]");
});

test("a count of tokens takes contents alone or a whole request", () => {
  expect(readAs("countTokens", { generateContentRequest: { model: "models/m", ...base } }).body.messages).toEqual([
    { role: "user", content: "hi" },
  ]);
});
