import { expect, test } from "vitest";
import { askedGateway, type UpstreamAsked } from "~/tests/asked-gateway";
import { openAiChat } from "../openai";

// OpenAI's models that think do so beside tools at /responses alone, and say so.

const refusal = {
  error: {
    message:
      "Function tools with reasoning_effort are not supported for gpt-5.6-sol in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.",
    type: "invalid_request_error",
    param: "reasoning_effort",
    code: null,
  },
};
const called = {
  id: "resp_1",
  object: "response",
  status: "completed",
  model: "gpt-5.6-sol",
  output: [{ type: "function_call", id: "fc_1", call_id: "call_1", name: "f", arguments: '{"a":1}' }],
  usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
};
const said = {
  id: "c",
  object: "chat.completion",
  model: "gpt-5.6-sol",
  choices: [{ index: 0, message: { role: "assistant", content: "pong" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

function answer({ url, body }: UpstreamAsked): Response {
  if (url.endsWith("/responses")) return Response.json(called);
  const thinks = body.reasoning_effort !== "none";
  return body.tools !== undefined && thinks ? Response.json(refusal, { status: 400 }) : Response.json(said);
}

const messages = [{ role: "user", content: "hi" }];
const tools = [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }];

test("a refusal that asks for /responses is heard, and remembered for requests with tools", async () => {
  const gateway = await askedGateway({}, answer);
  const ask = async (more: object) => {
    gateway.asked.length = 0;
    const { status, text } = await gateway.ask(openAiChat, { model: "m", messages, ...more });
    return {
      status,
      message: JSON.parse(text).choices[0].message,
      paths: gateway.asked.map(({ url }) => url.slice(26)),
    };
  };
  const call = { tool_calls: [{ id: "call_1", type: "function", function: { name: "f", arguments: '{"a":1}' } }] };
  expect(await ask({ tools, reasoning_effort: "low" })).toMatchObject({
    status: 200,
    message: call,
    paths: ["/chat/completions", "/responses"],
  });
  expect(gateway.asked[1]?.body).toMatchObject({
    reasoning: { effort: "low" },
    tools: [{ type: "function", name: "f" }],
  });
  expect(await ask({ tools })).toMatchObject({ message: call, paths: ["/responses"] });
  expect(await ask({ tools, reasoning_effort: "none" })).toMatchObject({ paths: ["/chat/completions"] });
  expect(await ask({ reasoning_effort: "low" })).toMatchObject({ paths: ["/chat/completions"] });
  expect(gateway.asked[0]?.body).toMatchObject({ reasoning_effort: "low" });
});

test("an upstream without /responses answers as it did, and nothing is remembered", async () => {
  const gateway = await askedGateway({}, (asked) =>
    asked.url.endsWith("/responses")
      ? Response.json({ error: { message: "not found" } }, { status: 404 })
      : answer(asked),
  );
  for (let turn = 0; turn < 2; turn++) {
    gateway.asked.length = 0;
    const { status } = await gateway.ask(openAiChat, { model: "m", messages, tools });
    expect([status, gateway.asked.length]).toEqual([expect.any(Number), 2]);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});
