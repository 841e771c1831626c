import { expect, test } from "vitest";
import { endpoint } from "~/tests/adapter-request";
import { call } from "~/tests/replay";
import { signedHeaders } from "../../attempt/upstream-request";
import { nativeRequest } from "../../dialects/anthropic/native";
import type { JsonObject } from "../../openai/fields";
import { bedrock } from "./adapter";

const baseUrl = "https://bedrock-runtime.eu-west-1.amazonaws.com";
const mantle = "https://bedrock-mantle.eu-west-1.api.aws/v1";
const claude = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
const native = bedrock.native!;
async function built(body: JsonObject, more: Parameters<typeof endpoint>[2] & { betas?: string } = {}) {
  const headers = new Headers(more.betas === undefined ? {} : { "anthropic-beta": more.betas });
  const request = { ...call("chat"), stream: body.stream === true };
  const sent = await native.prepare(
    nativeRequest(body, JSON.stringify(body), headers),
    request,
    endpoint(bedrock, claude, { baseUrl, ...more }),
    {
      fetch: more.fetch ?? (() => Promise.reject(new Error("no network"))),
      now: () => Date.UTC(2026, 10, 21),
      signal: new AbortController().signal,
    },
  );
  return { ...sent, request, body: JSON.parse(String(sent.body)) as JsonObject };
}

const hi = { model: "asked", max_tokens: 9, messages: [{ role: "user", content: "Hi" }] };

test("a Messages request goes to InvokeModel as it is: version and betas in the body, the model in the path", async () => {
  const thinking = { type: "enabled", budget_tokens: 2048, display: "omitted" };
  const tools = [{ type: "bash_20250124", name: "bash" }];
  const betas = "claude-code-20250219, interleaved-thinking-2025-05-14,advanced-tool-use-2025-11-20,own-2026-11-01";
  const sent = await built(
    { ...hi, thinking, tools, top_k: 5, service_tier: "auto", metadata: { user_id: "u" } },
    { betas, options: { anthropicBetas: ["own-2026-11-01"] } },
  );
  expect(sent.url).toBe(`${baseUrl}/model/${encodeURIComponent(claude)}/invoke`);
  expect(sent.headers.authorization).toBe("Bearer secret");
  expect(sent.body).toEqual({
    anthropic_version: "bedrock-2023-05-31",
    anthropic_beta: ["interleaved-thinking-2025-05-14", "tool-search-tool-2025-10-19", "own-2026-11-01"],
    max_tokens: 9,
    messages: hi.messages,
    thinking,
    tools,
    top_k: 5,
    metadata: { user_id: "u" },
  });
  const streamed = await built({ ...hi, stream: true });
  expect(streamed.url).toMatch(/\/invoke-with-response-stream$/);
  expect(streamed.body.stream).toBeUndefined();
  expect(streamed.body.anthropic_beta).toBeUndefined();
});

test("with an access key the native call is signed as well", async () => {
  const sent = await built(hi, { secret: "AKIDEXAMPLE:wJalrXUtnFEMI" });
  const { authorization } = await signedHeaders({ ...sent, body: JSON.stringify(sent.body) });
  expect(authorization).toContain("Credential=AKIDEXAMPLE/20261121/eu-west-1/bedrock/aws4_request");
});

test("at bedrock-mantle it is the API as Anthropic has it", async () => {
  const sent = await built(
    { ...hi, stream: true },
    { baseUrl: mantle, betas: "context-1m-2025-08-07,files-api-2025-04-14" },
  );
  expect(sent.url).toBe("https://bedrock-mantle.eu-west-1.api.aws/anthropic/v1/messages");
  expect(sent.headers).toMatchObject({
    "anthropic-version": "2023-06-01",
    "anthropic-beta": "context-1m-2025-08-07",
    authorization: "Bearer secret",
  });
  expect(sent.body).toEqual({ ...hi, model: claude, stream: true });
  expect(sent.translation!.frames).toBeUndefined();
});

test("only Claude, only Anthropic's clients, and not where the operator chose another format", () => {
  const speaks = (model: string, more = {}, format: "anthropic" | "gemini" = "anthropic") =>
    native.speaks(format, endpoint(bedrock, model, { baseUrl, ...more }).provider, model);
  expect(speaks(claude)).toBe(true);
  expect(speaks(claude, { baseUrl: mantle })).toBe(true);
  expect(speaks(claude, { baseUrl: `${baseUrl}/openai/v1` })).toBe(false);
  expect(speaks(claude, { options: { api: "converse" } })).toBe(false);
  expect(speaks("amazon.nova-2-lite-v1:0")).toBe(false);
  expect(speaks(claude, {}, "gemini")).toBe(false);
});

test("how far a cache mark reaches is left out, the mark stays", async () => {
  const mark = { type: "ephemeral", ttl: "1h" };
  const marked = (cache_control: object) => ({
    ...hi,
    system: [{ type: "text", text: "S", cache_control }],
    tools: [{ name: "t", input_schema: { type: "object" }, cache_control }],
    messages: [
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "a", content: [{ type: "text", text: "r", cache_control }] }],
      },
    ],
  });
  const { model: _, ...expected } = marked(mark);
  expect((await built(marked({ ...mark, scope: "global" }))).body).toMatchObject(expected);
  expect(JSON.stringify((await built(marked({ ...mark, scope: "global" }))).body)).not.toContain("scope");
});

test("images and documents behind an address are fetched, in results of tools too", async () => {
  const source = (url: string) => ({ type: "url", url });
  const files: Record<string, Response> = {
    "https://pictures.example/a.png": new Response(Buffer.from("89504e470d0a1a0a", "hex")),
    "https://pictures.example/b.txt": new Response("Grüße", { headers: { "content-type": "text/plain" } }),
  };
  const body = {
    ...hi,
    messages: [
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "a",
            content: [{ type: "image", source: source("https://pictures.example/a.png") }],
          },
          {
            type: "document",
            source: source("https://pictures.example/b.txt"),
            title: "T",
            cache_control: { type: "ephemeral" },
          },
        ],
      },
    ],
  };
  const sent = await built(body, { fetch: async (url) => files[url] as never });
  expect(sent.body.messages).toEqual([
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "a",
          content: [{ type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } }],
        },
        {
          type: "document",
          source: { type: "text", media_type: "text/plain", data: "Grüße" },
          title: "T",
          cache_control: { type: "ephemeral" },
        },
      ],
    },
  ]);
  const missing = async () => new Response("no", { status: 404 }) as never;
  await expect(built(structuredClone(body), { fetch: missing })).rejects.toMatchObject({
    status: 400,
    param: "messages.0.content.0.content.0.source.url",
  });
});
