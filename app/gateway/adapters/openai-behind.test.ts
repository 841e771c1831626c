import { expect, test } from "vitest";
import { builtBody, builtCall, textOf } from "~/tests/adapter-request";
import type { JsonObject } from "../openai/fields";
import { azureOpenAi } from "./azure-openai";
import { workersAi } from "./workers-ai/adapter";

const hi = { messages: [{ role: "developer", content: "Hi" }] };
const base = "https://r.openai.azure.com/openai";

test("azure-openai: the v1 path is OpenAI's with another header", () => {
  const call = builtCall(azureOpenAi, { ...hi, store: true }, "my-deployment", { baseUrl: `${base}/v1` });
  expect(call.url).toBe(`${base}/v1/chat/completions`);
  expect(call.headers).toMatchObject({ "api-key": "secret" });
  expect(call.headers.authorization).toBeUndefined();
  expect(JSON.parse(textOf(call))).toMatchObject({ model: "my-deployment", store: true, messages: hi.messages });
});

test("azure-openai: an Entra ID token is a bearer token, a version of the operator's goes along", () => {
  const more = { baseUrl: `${base}/v1`, secret: "eyJhbGciOi", options: { apiVersion: "preview" } };
  const call = builtCall(azureOpenAi, hi, "d", more);
  expect(call.url).toBe(`${base}/v1/chat/completions?api-version=preview`);
  expect(call.headers).toMatchObject({ authorization: "Bearer eyJhbGciOi" });
  expect(call.headers["api-key"]).toBeUndefined();
});

test("azure-openai: deployment paths carry the deployment and the version", () => {
  const url = (operation: "chat" | "embeddings", options: JsonObject) =>
    builtCall(azureOpenAi, { ...hi, input: "a" }, "my d", { baseUrl: base, operation, options }).url;
  expect(url("chat", {})).toBe(`${base}/deployments/my%20d/chat/completions?api-version=2025-04-01-preview`);
  expect(url("embeddings", { apiVersion: "2024-06-01" })).toBe(
    `${base}/deployments/my%20d/embeddings?api-version=2024-06-01`,
  );
});

test("azure-openai: classic versions do not get what they refuse", () => {
  const body = { ...hi, stream: true, store: true, max_completion_tokens: 5, reasoning_effort: "low" };
  const sent = (apiVersion: string) => builtBody(azureOpenAi, body, "d", { baseUrl: base, options: { apiVersion } });
  const old = sent("2024-06-01");
  expect(old).toMatchObject({ max_tokens: 5, messages: [{ role: "system", content: "Hi" }] });
  for (const field of ["store", "stream_options", "reasoning_effort", "max_completion_tokens"])
    expect(old[field]).toBeUndefined();
  expect(sent("2025-04-01-preview")).toMatchObject({ ...body, stream_options: { include_usage: true } });
});

test("workers-ai: OpenAI's endpoints below the account, and its own list of models", () => {
  const baseUrl = "https://api.cloudflare.com/client/v4/accounts/abc/ai";
  const call = builtCall(workersAi, { ...hi, max_completion_tokens: 5 }, "@cf/x/y", { baseUrl });
  expect(call).toMatchObject({ url: `${baseUrl}/v1/chat/completions`, headers: { authorization: "Bearer secret" } });
  expect(JSON.parse(textOf(call))).toMatchObject({ max_tokens: 5, messages: [{ role: "system" }] });
  expect(workersAi.readModels({ success: true, result: [{ id: "1", name: "@cf/b" }, { name: "@cf/a" }] })).toEqual([
    "@cf/a",
    "@cf/b",
  ]);
});
