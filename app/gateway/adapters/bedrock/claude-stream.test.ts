import { expect, test } from "vitest";
import { endpoint } from "~/tests/adapter-request";
import { askedGateway, type UpstreamAsked } from "~/tests/asked-gateway";
import { bedrockFrame } from "~/tests/bedrock-frames";
import { call, fixture } from "~/tests/replay";
import { anthropicMessages } from "../../dialects/anthropic/dialect";
import { nativeRequest } from "../../dialects/anthropic/native";
import { MessageWriter } from "../../dialects/anthropic/writer";
import type { JsonObject } from "../../openai/fields";
import { OpenAiRelay } from "../../stream/relay";
import { bedrock } from "./adapter";

const claude = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
const hi = { model: "asked", max_tokens: 9, messages: [{ role: "user", content: "Hi" }] };
const metrics = { inputTokenCount: 12, outputTokenCount: 6, invocationLatency: 900, firstByteLatency: 400 };

/** The events of a recorded stream as InvokeModelWithResponseStream sends them: base64, padding, metrics at the end. */
function frames(name: string, most = 1000): { bytes: Buffer; events: string } {
  const datas = fixture("anthropic", `${name}.stream.txt`)
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .slice(0, most)
    .map((line) => JSON.parse(line.slice(6)) as JsonObject)
    .map((data) => (data.type === "message_stop" ? { ...data, "amazon-bedrock-invocationMetrics": metrics } : data));
  const chunk = (data: JsonObject) => ({ bytes: Buffer.from(JSON.stringify(data)).toString("base64"), p: "abcdefgh" });
  return {
    bytes: Buffer.concat(datas.map((data) => bedrockFrame("chunk", chunk(data)))),
    events: datas.map((data) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`).join(""),
  };
}

async function streamedCall() {
  const body = { ...hi, stream: true };
  const request = { ...call("chat"), stream: true };
  const asked = nativeRequest(body, JSON.stringify(body), new Headers());
  const context = { fetch: () => Promise.reject(new Error("no network")), now: Date.now, signal: AbortSignal.abort() };
  const { translation } = await bedrock.native!.prepare(
    asked,
    request,
    endpoint(bedrock, claude, { baseUrl: "https://bedrock-runtime.eu-west-1.amazonaws.com" }),
    context,
  );
  return { translation, request };
}

for (const name of ["text", "tool-call", "reasoning"])
  for (const size of [1, 7, 4096])
    test(`${name}: frames cut at ${size} bytes become Anthropic's events, metered on their way`, async () => {
      const { translation, request } = await streamedCall();
      const { bytes, events } = frames(name);
      const writer = new MessageWriter([], () => 0);
      const relay = new OpenAiRelay(true, translation!.stream(request), writer, translation!.frames!(), true);
      const decoder = new TextDecoder();
      let text = "";
      for (let at = 0; at < bytes.length && !relay.over; at += size)
        text += decoder.decode(relay.push(bytes.subarray(at, at + size)) ?? undefined, { stream: true });
      relay.end();
      expect(text).toBe(events);
      expect(relay.failure).toBeNull();
      expect(relay.finished).toBe(true);
      expect(relay.usage?.completionTokens).toBeGreaterThan(0);
    });

test("a stream that ends early is cut, a broken frame a failure, an exception what AWS calls it", async () => {
  const { translation, request } = await streamedCall();
  const failureOf = (...pieces: Uint8Array[]) => {
    const relay = new OpenAiRelay(true, translation!.stream(request), null, translation!.frames!(), true);
    for (const piece of pieces) if (!relay.over) relay.push(piece);
    relay.end();
    return relay.failure;
  };
  const half = frames("text", 3).bytes;
  expect(failureOf(half)).toMatchObject({ code: "stream_cut" });
  expect(failureOf(half, bedrockFrame("throttlingException", { message: "Too many requests" }))).toMatchObject({
    kind: "rate_limit",
  });
  expect(failureOf(half, bedrockFrame("modelStreamErrorException", { message: "broke" }))).toMatchObject({
    kind: "server",
  });
  expect(failureOf(Buffer.from("<html>"))).toMatchObject({ code: "broken_frame" });
});

const messages = anthropicMessages(new Headers());
const cloud = (id: string, priority: number) => ({
  id,
  adapter: "bedrock",
  baseUrl: `https://bedrock-runtime.${id}.amazonaws.com`,
  priority,
  credentials: [{ name: "a", value: "ABSKsecret" }],
  models: [{ id: "c", upstream: claude, pricing: { input: 1, output: 2 } }],
});
const ownApi = { ...cloud("own", 2), adapter: "anthropic", baseUrl: "https://api.anthropic.example/v1" };
const stream = (bytes: Buffer) =>
  new Response(new Uint8Array(bytes), { headers: { "content-type": "application/vnd.amazon.eventstream" } });

test("a throttled region hands over to the next one, whose events reach the client as Anthropic sent them", async () => {
  const { bytes, events } = frames("text");
  const { ask, asked, logRows } = await askedGateway(
    {},
    ({ url }: UpstreamAsked) =>
      url.includes("first") ? stream(bedrockFrame("throttlingException", { message: "Slow down" })) : stream(bytes),
    { providers: [cloud("first", 0), cloud("second", 1)] },
  );
  const answer = await ask(messages, { ...hi, model: "c", stream: true });
  expect(answer.text).toBe(events);
  expect(answer.headers.get("x-gateway-provider")).toBe("second");
  expect(asked.map(({ body }) => body.anthropic_version)).toEqual(["bedrock-2023-05-31", "bedrock-2023-05-31"]);
  const [row] = await logRows();
  expect(row).toMatchObject({ outcome: "success", attempt_count: 2 });
  expect(Number(row!.cost_micro_usd)).toBeGreaterThan(0);
});

test("a whole answer is Anthropic's own; AWS's error is told in its shape", async () => {
  const text = fixture("anthropic", "tool-call.json");
  let refuse = false;
  const { ask } = await askedGateway(
    {},
    () =>
      refuse
        ? Response.json({ message: "messages.0: nothing there" }, { status: 400 })
        : new Response(text, { headers: { "content-type": "application/json" } }),
    { providers: [cloud("first", 0)] },
  );
  expect((await ask(messages, { ...hi, model: "c" })).text).toBe(text);
  refuse = true;
  const refused = await ask(messages, { ...hi, model: "c" });
  expect([refused.status, JSON.parse(refused.text)]).toMatchObject([
    400,
    { type: "error", error: { type: "invalid_request_error", message: expect.stringContaining("nothing there") } },
  ]);
});

test("what only Anthropic's own servers do goes past Bedrock; with Bedrock alone it is a 400 that names the field", async () => {
  const search = { ...hi, model: "c", tools: [{ type: "web_search_20250305", name: "web_search" }] };
  const answer = () =>
    new Response(fixture("anthropic", "text.json"), { headers: { "content-type": "application/json" } });
  const both = await askedGateway({}, answer, { providers: [cloud("first", 0), ownApi] });
  expect((await both.ask(messages, search)).headers.get("x-gateway-provider")).toBe("own");
  const alone = await askedGateway({}, answer, { providers: [cloud("first", 0)] });
  expect(JSON.parse((await alone.ask(messages, search)).text).error.message).toMatch(/^tools\.0\.type:/);
  const thread = await alone.ask(messages, { ...hi, model: "c", thread: { id: "t" } });
  expect(JSON.parse(thread.text).error.details).toMatchObject({ error_code: "thread_unsupported_request" });
});
