import { expect, test } from "vitest";
import { readBodies } from "~/admin/bodies.server";
import { askedGateway, clientKey, otherKey, type UpstreamAsked } from "~/tests/asked-gateway";
import { maskKinds } from "../config/settings";
import { openAiChat } from "../dialects/openai";
import { Capture } from "./capture";
import { maskText } from "./mask";

const answer = {
  id: "c1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ ...answer, object: "chat.completion.chunk", usage: undefined, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

function upstream({ body, headers: sent }: UpstreamAsked): Response {
  const headers = {
    "x-request-id": "up-1",
    "x-echo": JSON.stringify(sent),
    "set-cookie": "a=b",
    server: "secret-host.example.com",
  };
  if (body.stream)
    return new Response(
      `${chunk({ role: "assistant", content: "Hel" })}${chunk({ content: "lo" })}${chunk({}, "stop")}data: [DONE]\n\n`,
      {
        headers: { ...headers, "content-type": "text/event-stream" },
      },
    );
  if (body.user === "bad") return Response.json({ error: { message: "bad thing" } }, { status: 400, headers });
  return Response.json(answer, { headers });
}

const question = { model: "m", messages: [{ role: "user", content: "Hi" }] };

async function asked(settings: Record<string, unknown>, body: object, headers: Record<string, string> = {}) {
  const gateway = await askedGateway(settings, upstream);
  const { text } = await gateway.ask(openAiChat, body, headers);
  const [row] = gateway.logRows();
  return { text, bodies: await readBodies(gateway.platform, String(row?.request_id)) };
}

test("nothing is recorded unless the settings or the key say so", async () => {
  expect((await asked({}, question)).bodies).toBeNull();
  const keys = [
    { id: "one", name: "One", value: clientKey, captureBodies: true },
    { id: "two", name: "Two", value: otherKey },
  ];
  const { ask, logRows, platform } = await askedGateway({}, upstream, { keys });
  await ask(openAiChat, question);
  await ask(openAiChat, question, {}, otherKey);
  const bodies = await Promise.all(logRows().map((row) => readBodies(platform, String(row.request_id))));
  expect(
    logRows()
      .map((row, at) => [row.key_id, bodies[at] !== null])
      .sort(),
  ).toEqual([
    ["one", true],
    ["two", false],
  ]);
});

test("bodies are recorded as they came and went, headers without secrets and without the upstream's host", async () => {
  const { bodies, text } = await asked({ captureBodies: true }, question, { "x-team-token": "abc", "x-app": "shop" });
  expect(bodies?.request).toEqual({
    text: JSON.stringify(question),
    bytes: JSON.stringify(question).length,
    truncated: false,
  });
  expect(bodies?.response?.text).toBe(text);
  expect(bodies?.requestHeaders).toMatchObject({
    authorization: "[masked]",
    "x-team-token": "[masked]",
    "x-app": "shop",
  });
  expect(bodies?.responseHeaders).toMatchObject({ "x-gateway-provider": "main" });
  expect(bodies?.attempts).toMatchObject([
    {
      status: 200,
      requestHeaders: { authorization: "[masked]", "content-type": "application/json" },
      responseHeaders: { "x-request-id": "up-1", "x-echo": "[masked]", "set-cookie": "[masked]" },
    },
  ]);
  expect(JSON.stringify(bodies)).not.toMatch(/sk-upstream|sk-gw|example\.com/);
});

test("a stream is recorded as the whole that it came to, an error as the client saw it", async () => {
  const streamed = await asked({ captureBodies: true }, { ...question, stream: true });
  expect(JSON.parse(streamed.bodies?.response?.text ?? "")).toMatchObject({
    choices: [{ message: { content: "Hello" }, finish_reason: "stop" }],
  });
  const refused = await asked({ captureBodies: true }, { ...question, user: "bad" });
  expect(refused.bodies?.response?.text).toContain("bad thing");
  expect(refused.bodies?.attempts).toMatchObject([{ status: 400 }]);
});

test("a long body is cut, and not within a character", async () => {
  let stored = "";
  const store = {
    saveBodies: async (_id: string, _at: number, sealed: string) => {
      stored = sealed;
    },
  };
  const capture = new Capture("é".repeat(400_000), new Headers(), {});
  await capture.write({ store, seal: async (clear: string) => clear } as never, "r", 1);
  const { request } = JSON.parse(stored);
  expect(request).toMatchObject({ bytes: 800_000, truncated: true });
  expect(request.text).toBe("é".repeat(262_144));
});

test.each([
  ["write to jo.doe+x@mail.example.co.uk.", "write to [email]."],
  ["call +49 (0) 30 1234-5678 or 555-123-4567 or 13812345678", "call [phone] or [phone] or [phone]"],
  ["use sk-proj-abcdefghijklmnop and Bearer abcdef1234567890", "use [key] and Bearer [key]"],
  ["+49 30 12345678, +49 30 87654321", "[phone], [phone]"],
  ["use AKIAIOSFODNN7EXAMPLE, gsk_abcdefghijklmnop and ghp_abcdefghijklmnop", "use [key], [key] and [key]"],
  ["card 4111 1111 1111 1111, order 4111 1111 1111 1112", "card [card], order 4111 1111 1111 1112"],
  ["at 1732000000 and 1732000000000, v1.2.3, 2026-11-21", "at 1732000000 and 1732000000000, v1.2.3, 2026-11-21"],
])("%s is masked", (text, masked) => {
  expect(maskText(text, maskKinds)).toBe(masked);
  expect(maskText(text, [])).toBe(text);
});

test("a long text is looked through once, however much it looks like what is masked", () => {
  const begun = performance.now();
  for (const text of ["eyJ-".repeat(64_000), "x".repeat(4_000_000), "+1 ".repeat(500_000), "a@".repeat(500_000)])
    expect(maskText(text, maskKinds)).toBe(text);
  // The square of these takes minutes.
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(maskText(`${"a".repeat(70)}@example.com`, maskKinds)).toBe("[email]");
});

test("a body as deep as no stack is recorded, and masked", () => {
  const deep = `${'{"a":'.repeat(20_000)}"jo@example.com"${"}".repeat(20_000)}`;
  expect(maskText(deep, maskKinds)).toBe(deep.replace("jo@example.com", "[email]"));
});

test("of a long body what is kept is masked up to the cut", async () => {
  let stored = "";
  const store = {
    saveBodies: async (_id: string, _at: number, sealed: string) => {
      stored = sealed;
    },
  };
  const key = "sk-proj-abcdefghijklmnop";
  const text = `${"a ".repeat((512 * 1024 - 12) / 2)}${key} ${"jo@example.com ".repeat(1_000_000)}`;
  await new Capture(text, new Headers(), {}).write({ store, seal: async (clear: string) => clear } as never, "r", 1);
  const { request } = JSON.parse(stored);
  expect(request).toMatchObject({ bytes: text.length, truncated: true });
  expect(request.text).not.toContain("sk-proj");
  expect(request.text.length).toBeLessThanOrEqual(512 * 1024);
});

test("of JSON only the words are masked, and it stays JSON", () => {
  const image = "data:image/png;base64,AAAA";
  const body = (address: string) => ({
    created: 4111111111111111,
    messages: [{ role: "user", content: [{ text: `line\n${address}` }, { image }] }],
    stop: [address],
  });
  expect(JSON.parse(maskText(JSON.stringify(body("jo@example.com")), maskKinds))).toEqual(body("[email]"));
});
