import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { beforeAll, expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// Kept answers and recorded bodies of the built bundle, with the vendors' own SDKs and the host's own encryption.

const { host, gateway, upstream } = await startSuite({ upstream: startUpstream });

let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  openai = new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: clientKey, baseURL: host.url, maxRetries: 0 });
  await gateway.configure({
    settings: { captureBodies: true, cache: { enabled: true } },
    providers: [
      {
        id: "main",
        adapter: "openai",
        baseUrl: upstream.url(),
        credentials: [{ name: "a", value: "sk-upstream-secret-000" }],
        models: [{ id: "m", pricing: { input: 1, output: 10 } }],
      },
    ],
  });
});

const ask = (content: string) => ({ model: "m", max_tokens: 64, messages: [{ role: "user" as const, content }] });

test("one answer serves both vendors' SDKs, streamed and not, with its usage", async () => {
  const first = await openai.chat.completions.create(ask("Kept?"));
  const words = first.choices[0]?.message.content;
  const streamed = openai.chat.completions.stream({ ...ask("Kept?"), stream_options: { include_usage: true } });
  const whole = await streamed.finalChatCompletion();
  expect([whole.choices[0]?.message.content, whole.id, whole.usage]).toEqual([words, first.id, first.usage]);
  const message = await anthropic.messages.create(ask("Kept?"));
  const inPieces = await anthropic.messages.stream(ask("Kept?")).finalMessage();
  for (const { content, usage } of [message, inPieces]) {
    expect(content).toMatchObject([{ type: "text", text: words }]);
    expect(usage.output_tokens).toBe(first.usage?.completion_tokens);
  }
  expect(upstream.calls).toHaveLength(1);
});

test("clearing the cache holds from the next request on", async () => {
  const before = upstream.calls.length;
  await openai.chat.completions.create(ask("Cleared?"));
  const held = await (await gateway.admin("/api/admin/cache")).json();
  expect(held.entries).toBeGreaterThan(0);
  const cleared = await gateway.admin("/api/admin/cache", { method: "DELETE" });
  expect((await cleared.json()).cleared).toBeGreaterThanOrEqual(held.entries);
  const { response } = await openai.chat.completions.create(ask("Cleared?")).withResponse();
  expect(response.headers.get("x-gateway-cache")).toBe("miss");
  expect(upstream.calls).toHaveLength(before + 2);
});

test("a hit has one row that cost nothing and says what it saved, and what was said is in it without secrets", async () => {
  await openai.chat.completions.create(ask("Recorded?"));
  const { response } = await openai.chat.completions.create(ask("Recorded?")).withResponse();
  expect(response.headers.get("x-gateway-cache")).toBe("hit");
  const id = response.headers.get("x-request-id") ?? "";
  const row = await (await gateway.admin(`/api/admin/logs/${id}`)).json();
  expect(row).toMatchObject({ cache: "hit", cacheKind: "exact", costMicroUsd: 0, attemptCount: 0, outcome: "success" });
  expect(row.savedMicroUsd).toBeGreaterThan(0);
  expect(JSON.parse(row.bodies.request.text)).toMatchObject({ messages: [{ content: "Recorded?" }] });
  expect(JSON.parse(row.bodies.response.text)).toMatchObject({ object: "chat.completion" });
  expect(JSON.stringify(row)).not.toMatch(/sk-upstream|sk-gw-test/);
});
