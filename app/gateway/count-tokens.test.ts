import { expect, test } from "vitest";
import { endpoint } from "~/tests/adapter-request";
import type { UpstreamCall } from "./adapters/adapter";
import { bedrock } from "./adapters/bedrock/adapter";
import { vertex } from "./adapters/vertex/adapter";
import { anthropicTokenCount } from "./dialects/anthropic/dialect";
import type { Call } from "./dialects/dialect";
import { isObject, type JsonObject } from "./openai/fields";

// How the clouds are asked for a count, by a client of Anthropic's format.

const context = {
  fetch: () => Promise.reject(new Error("no network in this test")),
  now: () => 0,
  signal: new AbortController().signal,
};
const request = { model: "m", system: "S", messages: [{ role: "user", content: "Hi" }], service_tier: "auto" };
const call = anthropicTokenCount(new Headers()).read(JSON.stringify(request)) as Call;

const baseUrl = "https://upstream.example";
const prepared = (adapter: typeof bedrock, model: string, options: JsonObject = {}) =>
  adapter.countTokens!.prepare(call, endpoint(adapter, model, { baseUrl, options }), context) as Promise<UpstreamCall>;
const bodyOf = ({ body }: UpstreamCall): JsonObject => JSON.parse(String(body));

test("bedrock: Claude's own format by the model's bare id, without an inference profile's region", async () => {
  const made = await prepared(bedrock, "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  expect(made.url).toBe(`${baseUrl}/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/count-tokens`);
  const { input } = bodyOf(made) as { input: { invokeModel: { body: string } } };
  expect(JSON.parse(atob(input.invokeModel.body))).toEqual({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 1024,
    system: "S",
    messages: request.messages,
  });
});

test("bedrock: a count by Converse has what Converse counts", async () => {
  const made = await prepared(bedrock, "anthropic.claude-sonnet-4-5-20250929-v1:0", { api: "converse" });
  expect(bodyOf(made)).toEqual({
    input: { converse: { messages: [{ role: "user", content: [{ text: "Hi" }] }], system: [{ text: "S" }] } },
  });
});

test("bedrock counts for Claude alone", () => {
  const counts = (model: string, options = {}) =>
    bedrock.countTokens!.counts!(endpoint(bedrock, model, { baseUrl, options }));
  expect(counts("us.anthropic.claude-haiku-4-5-20251001-v1:0")).toBe(true);
  expect(counts("amazon.nova-2-lite-v1:0")).toBe(false);
  expect(counts("us.anthropic.claude-haiku-4-5-20251001-v1:0", { api: "openai" })).toBe(false);
  expect(bedrock.countTokens!.read({ inputTokens: 7 })).toBe(7);
});

test("vertex: Claude's and Google's models each by their own call", async () => {
  const claude = await prepared(vertex, "claude-sonnet-4-6");
  expect(claude.url).toMatch(/\/publishers\/anthropic\/models\/count-tokens:rawPredict$/);
  expect(bodyOf(claude)).toEqual({ model: "claude-sonnet-4-6", system: "S", messages: request.messages });
  const google = await prepared(vertex, "gemini-3.8-flash");
  expect(google.url).toMatch(/\/publishers\/google\/models\/gemini-3\.8-flash:countTokens$/);
  expect(isObject(bodyOf(google).systemInstruction)).toBe(true);
  expect(vertex.countTokens!.read({ totalTokens: 5 })).toBe(5);
  expect(vertex.countTokens!.read({ input_tokens: 6 })).toBe(6);
});
