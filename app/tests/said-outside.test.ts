import { expect, test } from "vitest";
import { openAiChat } from "~/gateway/dialects/openai";
import { askedGateway } from "./asked-gateway";
import { rowsOf } from "./platform";

const body = { model: "m", messages: [{ role: "user", content: "hi" }] };
const refusing = (status: number, message: string) => () =>
  Response.json({ error: { message, type: "x", code: null } }, { status });

test("the row of a request that nobody served is that of the provider whose failure it was", async () => {
  const { ask, logRows } = await askedGateway({}, refusing(500, "boom"));
  const answer = await ask(openAiChat, body);
  expect([answer.status, answer.headers.get("x-gateway-provider")]).toEqual([502, "main"]);
  expect(logRows()).toMatchObject([{ provider_id: "main", model: "m", outcome: "upstream_error", cost_micro_usd: 0 }]);
});

test("what was refused before any call has no provider in its row", async () => {
  const { ask, asked, logRows } = await askedGateway({}, refusing(500, "boom"));
  const answer = await ask(openAiChat, { ...body, model: "unknown" });
  expect([answer.status, asked.length]).toEqual([404, 0]);
  expect(logRows()).toMatchObject([{ provider_id: null, model: null, requested_model: "unknown" }]);
});

test("the upstream's host is taken out of its words, with and without its port, and so are secrets in headers", async () => {
  const words = "no route from http://models.internal.example:8000/v1 (models.internal.example) with access-secret-1";
  const { ask, logRows } = await askedGateway({}, refusing(400, words), {
    providers: [
      {
        id: "own",
        adapter: "openai",
        baseUrl: "http://models.internal.example:8000/v1",
        headers: { "cf-access-client-secret": "access-secret-1" },
        credentials: [{ name: "a", value: "sk-own" }],
        models: ["own-model"],
      },
    ],
  });
  const answer = await ask(openAiChat, { ...body, model: "own-model" });
  expect(answer.status).toBe(400);
  for (const text of [answer.text, JSON.stringify(logRows())]) {
    expect(text).toContain("no route from http://[redacted]/v1 ([redacted]) with [redacted]");
    expect(text).not.toMatch(/internal|access-secret/);
  }
});

test("a budget's refusal says the key's name, and never the key: not to the caller, not in the row, not in the audit trail", async () => {
  const key = "sk-gw-spent-0123456789abcdef";
  const { ask, platform, logRows } = await askedGateway(
    {},
    () =>
      Response.json({ choices: [{ message: { content: "x" }, finish_reason: "stop" }], usage: { prompt_tokens: 9 } }),
    { keys: [{ id: "spent", name: "Spent", value: key, limits: { budget: { usd: 0.000001, period: "day" } } }] },
  );
  expect((await ask(openAiChat, body, {}, key)).status).toBe(200);
  const refused = await ask(openAiChat, body, {}, key);
  expect([refused.status, refused.text]).toEqual([429, expect.stringContaining("Spent")]);
  expect(logRows()).toMatchObject([{ outcome: "success" }, { outcome: "rate_limited", provider_id: null }]);
  const stored = JSON.stringify([
    logRows(),
    rowsOf(platform, "select * from audit_log"),
    rowsOf(platform, "select * from api_keys"),
  ]);
  expect(stored).not.toContain(key);
  expect(refused.text).not.toContain(key);
});

test("Google's key goes in a header: an address in an error or a log cannot tell it", async () => {
  const secret = "AIzaSyUpstreamSecret0123";
  const { ask, asked, logRows } = await askedGateway(
    {},
    (call) => refusing(400, `bad request: ${call.url} ${secret}`)(),
    {
      providers: [
        {
          id: "google",
          adapter: "gemini",
          baseUrl: "https://models.example/v1beta",
          credentials: [{ name: "a", value: secret }],
          models: ["gemini-2.5-flash"],
        },
      ],
    },
  );
  const answer = await ask(openAiChat, { ...body, model: "gemini-2.5-flash" });
  expect(answer.status).toBe(400);
  expect([asked[0]?.url.includes("key="), asked[0]?.headers["x-goog-api-key"]]).toEqual([false, secret]);
  expect(answer.text + JSON.stringify(logRows())).not.toContain(secret);
});

test("where an answer does not say its model, it is the upstream's name for it, not the client's", async () => {
  const answer = {
    id: "1",
    message: { role: "assistant", content: [{ type: "text", text: "hi" }] },
    finish_reason: "COMPLETE",
  };
  const events = [
    { type: "message-start", id: "1" },
    { type: "content-start", index: 0, delta: { message: { content: { type: "text", text: "hi" } } } },
    { type: "message-end", delta: { finish_reason: "COMPLETE" } },
  ];
  const stream = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  const { ask, logRows } = await askedGateway(
    {},
    ({ body: { stream: streamed } }) =>
      streamed
        ? new Response(stream, { headers: { "content-type": "text/event-stream" } })
        : Response.json({ ...answer, usage: { tokens: { input_tokens: 3, output_tokens: 1 } } }),
    {
      providers: [
        {
          id: "cohere",
          adapter: "cohere",
          baseUrl: "https://api.cohere.example/v2",
          credentials: [{ name: "a", value: "co-key" }],
          models: [{ id: "house", upstream: "command-a-03-2025" }],
        },
      ],
    },
  );
  expect(JSON.parse((await ask(openAiChat, { ...body, model: "house" })).text).model).toBe("command-a-03-2025");
  expect((await ask(openAiChat, { ...body, model: "house", stream: true })).text).toContain(
    '"model":"command-a-03-2025"',
  );
  for (const row of logRows()) expect(row).toMatchObject({ model: "house", upstream_model: "command-a-03-2025" });
});
