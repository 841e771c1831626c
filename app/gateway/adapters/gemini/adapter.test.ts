import { expect, test } from "vitest";
import { builtBody, builtCall } from "~/tests/adapter-request";
import type { JsonObject } from "../../openai/fields";
import { gemini } from "./adapter";

const flash = "gemini-2.5-flash";
const messages = [{ role: "user", content: "Hi" }];

test("the call has the key in a header and the method in the address", () => {
  const baseUrl = "https://upstream.example/v1beta";
  const url = (body: JsonObject, name = flash, operation: "chat" | "embeddings" = "chat") =>
    builtCall(gemini, { messages, ...body }, name, { baseUrl, operation }).url;
  expect(builtCall(gemini, { messages }, flash).headers).toMatchObject({ "x-goog-api-key": "secret" });
  expect(url({})).toBe(`${baseUrl}/models/${flash}:generateContent`);
  expect(url({ stream: true }, "models/x")).toBe(`${baseUrl}/models/x:streamGenerateContent?alt=sse`);
  expect(url({ input: "a" }, "gemini-embedding-2", "embeddings")).toBe(
    `${baseUrl}/models/gemini-embedding-2:batchEmbedContents`,
  );
});

test("embeddings are asked for in one call; token ids are refused", () => {
  const embed = (body: JsonObject) => builtBody(gemini, body, "gemini-embedding-2", { operation: "embeddings" });
  expect(embed({ input: ["a", "b"], dimensions: 8 })).toEqual({
    requests: ["a", "b"].map((text) => ({
      model: "models/gemini-embedding-2",
      content: { parts: [{ text }] },
      outputDimensionality: 8,
    })),
  });
  expect(() => embed({ input: [[1, 2]] })).toThrow(expect.objectContaining({ status: 400, param: "input" }));
});

test("a wrong key, a used-up day and a used-up minute are told apart", () => {
  const codeOf = (status: string, details: object[]) =>
    gemini.translation!.error(JSON.stringify([{ error: { code: 400, message: "m", status, details } }]));
  expect(codeOf("INVALID_ARGUMENT", [{ reason: "API_KEY_INVALID" }])).toMatchObject({
    error: { code: "invalid_api_key" },
  });
  const quota = (quotaId: string) => codeOf("RESOURCE_EXHAUSTED", [{ violations: [{ quotaId }] }]);
  expect(quota("GenerateRequestsPerDayPerProject")).toMatchObject({ error: { code: "insufficient_quota" } });
  expect(quota("GenerateRequestsPerMinutePerProject")).toMatchObject({ error: { code: "rate_limit_exceeded" } });
});

test("reads the list of models", () => {
  expect(gemini.readModels({ models: [{ name: "models/b" }, { name: "models/a" }] })).toEqual(["a", "b"]);
});
