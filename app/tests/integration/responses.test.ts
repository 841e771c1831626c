import OpenAI, { BadRequestError, InternalServerError, NotFoundError } from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { clientKey } from "../gateway-client";
import { startNativeVendor } from "../native-vendor";
import { startResponsesVendor } from "../responses-vendor";
import { startSuite } from "../suite";

// The Responses surface with OpenAI's own SDK, before an upstream that only chats and one that speaks it natively.

const { host, gateway, vendor, foreign } = await startSuite({
  vendor: startResponsesVendor,
  foreign: startNativeVendor,
});

let client: OpenAI;
let stranger: OpenAI;

const formats = ["chat", "native"] as const;
const strangerKey = "sk-gw-stranger-000000000000000000";
const tools: OpenAI.Responses.Tool[] = ["weather", "time"].map((name) => ({
  type: "function",
  name,
  strict: false,
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
}));

beforeAll(async () => {
  const at = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${host.url}/v1`, maxRetries: 0 });
  client = at(clientKey);
  stranger = at(strangerKey);
  const provider = (format: "chat" | "native", id: string, manners = {}, priority = 0) => ({
    id,
    adapter: "openai",
    baseUrl: vendor.url(format, manners),
    credentials: [{ name: "a", value: "sk-mock" }],
    models: [id.replace(/-\d$/, "")],
    priority,
    options: format === "native" ? { responses: "native" } : {},
  });
  await gateway.configure({
    providers: [
      provider("chat", "chat"),
      provider("native", "native"),
      provider("chat", "chat-cut", { cut: true }),
      provider("native", "native-cut", { cut: true }),
      provider("native", "moves-0", { status: 503 }),
      provider("chat", "moves-1", {}, 1),
      provider("chat", "down", { status: 500 }),
      provider("chat", "refusing", { status: 422 }),
      provider("native", "native-refusing", { status: 422 }),
      ...(["anthropic", "gemini"] as const).map((format) => ({
        id: format,
        adapter: format,
        baseUrl: foreign.url(format),
        credentials: [{ name: "a", value: "sk-native" }],
        models: [format],
      })),
    ],
    keys: [{ id: "stranger", name: "Stranger", value: strangerKey }],
  });
});
beforeEach(() => {
  vendor.calls.length = 0;
});

for (const model of formats) {
  test(`${model}: create answers, and the log row has usage and the provider`, async () => {
    const { data, response } = await client.responses.create({ model, input: "ping" }).withResponse();
    expect(data).toMatchObject({ object: "response", status: "completed", output_text: "pong", error: null });
    expect(data.id).toMatch(/^resp_/);
    expect(data.usage).toMatchObject(
      model === "chat" ? { input_tokens: 11, output_tokens: 7 } : { input_tokens: 12, output_tokens: 8 },
    );
    expect(vendor.calls[0]!.path).toBe(model === "chat" ? "/chat/completions" : "/responses");
    const row = await gateway.log(response.headers.get("x-request-id"));
    expect(row).toMatchObject({ outcome: "success", providerId: model, requestedModel: model });
    expect(row.usage).toMatchObject(
      model === "chat"
        ? { promptTokens: 11, completionTokens: 7, cachedTokens: 4, source: "provider" }
        : { promptTokens: 12, completionTokens: 8, cachedTokens: 5, source: "provider" },
    );
  });

  test(`${model}: the SDK's stream helper takes every event, and usage is recorded`, async () => {
    const stream = client.responses.stream({ model, input: "ping", reasoning: { effort: "low", summary: "auto" } });
    const types: string[] = [];
    let text = "";
    for await (const event of stream) {
      types.push(event.type);
      if (event.type === "response.output_text.delta") text += event.delta;
    }
    const done = await stream.finalResponse();
    expect(text).toBe("pong");
    expect(done.output_text).toBe("pong");
    expect(done.output).toMatchObject([
      { type: "reasoning", summary: [{ type: "summary_text", text: "Let me think." }] },
      { type: "message", status: "completed" },
    ]);
    expect(types[0]).toBe("response.created");
    expect(types.at(-1)).toBe("response.completed");
    const [row] = await gateway.logs(`model=${model}`);
    expect(row).toMatchObject({ outcome: "success", usage: { source: "provider" } });
    expect(row!.usage.completionTokens).toBe(model === "chat" ? 7 : 8);
  });

  for (const streamed of [false, true]) {
    const ask = (body: OpenAI.Responses.ResponseCreateParamsNonStreaming): Promise<OpenAI.Responses.Response> =>
      streamed ? client.responses.stream({ ...body, stream: true }).finalResponse() : client.responses.create(body);
    const how = streamed ? "streamed" : "whole";
    const outputs = (response: OpenAI.Responses.Response) =>
      response.output
        .filter((item) => item.type === "function_call")
        .map(({ call_id, name, arguments: text }) => {
          expect(JSON.parse(text)).toEqual({ city: "Paris" });
          return { type: "function_call_output" as const, call_id, output: name === "weather" ? "sun" : "noon" };
        });

    test(`${model}: parallel calls and their results by previous_response_id, ${how}`, async () => {
      const first = await ask({ model, input: "ping", tools, reasoning: { effort: "low" } });
      const results = outputs(first);
      expect(results).toHaveLength(2);
      const second = await ask({ model, input: results, tools, previous_response_id: first.id });
      expect(second.output_text).toBe("It says sun and noon.");
      const third = await ask({ model, input: "and?", previous_response_id: second.id });
      expect(third.output_text).toMatch(/^It says|^pong/);
      const { body } = vendor.calls.at(-1)!;
      // Question, calls, results, answer, question: as many as each format has of them, without the reasoning.
      const list = (model === "chat" ? body.messages : body.input) as { type?: string }[];
      expect(list.filter(({ type }) => type !== "reasoning")).toHaveLength(model === "chat" ? 6 : 7);
    });

    test(`${model}: the same by resending items, ${how}`, async () => {
      const input: OpenAI.Responses.ResponseInput = [{ role: "user", content: "ping" }];
      const first = await ask({ model, input, tools, store: false, reasoning: { effort: "low" } });
      const made = first.output as OpenAI.Responses.ResponseInput;
      const second = await ask({ model, input: [...input, ...made, ...outputs(first)], tools, store: false });
      expect(second.output_text).toBe("It says sun and noon.");
    });
  }

  test(`${model}: structured output is parsed`, async () => {
    const format = zodTextFormat(z.object({ answer: z.number() }), "answer");
    const parsed = await client.responses.parse({ model, input: "ping", text: { format } });
    expect(parsed.output_parsed).toEqual({ answer: 42 });
  });

  test(`${model}: a stream that breaks after content ends with response.failed`, async () => {
    const stream = await client.responses.create({ model: `${model}-cut`, input: "ping", stream: true });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    const first = events[0] as OpenAI.Responses.ResponseCreatedEvent;
    expect(events.at(-1)).toMatchObject({
      type: "response.failed",
      sequence_number: events.length - 1,
      response: { id: first.response.id, status: "failed", error: { code: "server_error" } },
    });
    expect((await gateway.logs(`model=${model}-cut`))[0]).toMatchObject({ outcome: "upstream_error" });
  });

  test(`${model}: a kept response is read, listed and deleted, and is its key's alone`, async () => {
    const made = await client.responses.create({ model, input: "ping" });
    expect(await client.responses.retrieve(made.id)).toMatchObject({ id: made.id, output_text: "pong" });
    const items = await client.responses.inputItems.list(made.id);
    expect(items.data).toMatchObject([
      { type: "message", role: "user", content: [{ type: "input_text", text: "ping" }] },
    ]);
    await expect(stranger.responses.retrieve(made.id)).rejects.toThrow(NotFoundError);
    await expect(stranger.responses.delete(made.id)).rejects.toThrow(NotFoundError);
    const building = stranger.responses.create({ model, input: "more", previous_response_id: made.id });
    await expect(building).rejects.toMatchObject({
      status: 400,
      code: "previous_response_not_found",
      param: "previous_response_id",
    });
    await expect(client.responses.cancel(made.id)).rejects.toThrow(BadRequestError);
    await client.responses.delete(made.id);
    await expect(client.responses.retrieve(made.id)).rejects.toThrow(NotFoundError);
  });

  test(`${model}: store false keeps nothing`, async () => {
    const made = await client.responses.create({ model, input: "ping", store: false });
    await expect(client.responses.retrieve(made.id)).rejects.toThrow(NotFoundError);
    const more = client.responses.create({ model, input: "more", previous_response_id: made.id });
    await expect(more).rejects.toMatchObject({ code: "previous_response_not_found" });
  });
}

for (const model of ["anthropic", "gemini"])
  for (const streamed of [false, true])
    test(`${model}: a tool loop by previous_response_id, ${streamed ? "streamed" : "whole"}`, async () => {
      const ask = (body: OpenAI.Responses.ResponseCreateParamsNonStreaming) =>
        streamed ? client.responses.stream({ ...body, stream: true }).finalResponse() : client.responses.create(body);
      const first = await ask({ model, input: "ping", instructions: "Be brief.", tools: tools.slice(0, 1) });
      const [made] = first.output;
      if (made?.type !== "function_call") throw new Error("no call");
      expect(JSON.parse(made.arguments)).toEqual({ city: "Paris" });
      const result = { type: "function_call_output" as const, call_id: made.call_id, output: '{"sun":true}' };
      const second = await ask({ model, input: [result], tools: tools.slice(0, 1), previous_response_id: first.id });
      expect(second).toMatchObject({ status: "completed", output_text: 'It says {"sun":true}.' });
      expect(second.usage).toMatchObject({
        input_tokens: 11,
        output_tokens: 3,
        input_tokens_details: { cached_tokens: 6 },
      });
    });

test("a native upstream gets the body as it came and its bytes go to the client", async () => {
  const body = { model: "native", input: "ping", store: true, tools: [{ type: "web_search" }], new_field: { a: 1 } };
  const answer = await gateway.call("/v1/responses", body);
  expect(vendor.calls[0]!.body).toEqual(body);
  const said = (await answer.json()) as { vendor_field: string; output: { type: string }[] };
  expect(said.vendor_field).toBe("kept");
  expect(said.output.map(({ type }) => type)).toEqual(["web_search_call", "message"]);
  const streamed = await gateway.call("/v1/responses", { ...body, stream: true });
  expect(await streamed.text()).toContain('"vendor_field":"kept"');
});

test("OpenAI's own tools are a 400 that names them where no provider speaks the Responses API", async () => {
  const asked = client.responses.create({ model: "chat", input: "ping", tools: [{ type: "web_search" }] });
  await expect(asked).rejects.toMatchObject({ status: 400, param: "tools[0].type", code: "invalid_request_error" });
  expect(vendor.calls).toHaveLength(0);
});

test("a conversation moves between upstreams, in both directions", async () => {
  const first = await client.responses.create({ model: "native", input: "ping", reasoning: { effort: "low" } });
  const second = await client.responses.create({
    model: "chat",
    input: "more",
    previous_response_id: first.id,
    reasoning: { effort: "low" },
  });
  expect(second.output_text).toBe("pong 3");
  const third = await client.responses.create({ model: "native", input: "more", previous_response_id: second.id });
  expect(third.output_text).toMatch(/^pong/);
  const items = vendor.calls.at(-1)!.body.input as { type?: string; id?: string }[];
  expect(items.map(({ type }) => type ?? "message")).toEqual([
    "message",
    "reasoning",
    "message",
    "message",
    "message",
    "message",
  ]);
  expect(items.filter(({ type }) => type === "message").every(({ id }) => id === undefined)).toBe(true);
});

for (const stream of [false, true])
  test(`a native upstream that is down is stood in for by one that chats, ${stream ? "streamed" : "whole"}`, async () => {
    const answer = await gateway.call("/v1/responses", { model: "moves", input: "ping", stream });
    expect([answer.status, answer.headers.get("x-gateway-provider")]).toEqual([200, "moves-1"]);
    expect(await answer.text()).toContain('"status":"completed"');
  });

test("an item of an earlier answer may be referred to by its id", async () => {
  const first = await client.responses.create({ model: "chat", input: "ping" });
  const reference = { type: "item_reference" as const, id: first.output[0]!.id! };
  const second = await client.responses.create({
    model: "chat",
    input: [{ role: "user", content: "ping" }, reference, { role: "user", content: "more" }],
  });
  expect(second.output_text).toBe("pong 3");
  const strange = { type: "item_reference" as const, id: `msg_${"0".repeat(32)}o0` };
  const asked = client.responses.create({ model: "chat", input: [strange] });
  await expect(asked).rejects.toMatchObject({ status: 400, param: "input[0].id" });
});

test("errors are OpenAI's, typed by the SDK", async () => {
  const asked = (body: object) => client.responses.create(body as OpenAI.Responses.ResponseCreateParamsNonStreaming);
  await expect(asked({ model: "nobody", input: "x" })).rejects.toThrow(NotFoundError);
  await expect(asked({ model: "down", input: "x" })).rejects.toThrow(InternalServerError);
  await expect(asked({ model: "refusing", input: "x" })).rejects.toMatchObject({ status: 422, type: "mock_error" });
  await expect(asked({ model: "native-refusing", input: "x" })).rejects.toMatchObject({
    status: 422,
    type: "mock_error",
  });
  await expect(asked({ model: "chat", input: [{ role: "user", content: [{ type: "text" }] }] })).rejects.toMatchObject({
    status: 400,
    param: "input[0].content[0].type",
    type: "invalid_request_error",
  });
  const invalid = new OpenAI({ apiKey: "sk-gw-wrong", baseURL: `${host.url}/v1`, maxRetries: 0 });
  await expect(invalid.responses.create({ model: "chat", input: "x" })).rejects.toMatchObject({
    code: "invalid_api_key",
  });
  await expect(client.responses.retrieve("resp_none")).rejects.toMatchObject({ code: "response_not_found" });
  const wrongMethod = await fetch(`${host.url}/v1/responses`, { headers: { authorization: `Bearer ${clientKey}` } });
  expect(wrongMethod.status).toBe(405);
});

test("input tokens are estimated", async () => {
  const { input_tokens: tokens } = await client.responses.inputTokens.count({
    model: "chat",
    input: "four words or so",
  });
  expect(tokens).toBeGreaterThan(2);
});
