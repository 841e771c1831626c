import OpenAI from "openai";
import { expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startNativeVendor } from "../native-vendor";
import { startSuite } from "../suite";

// Signed reasoning comes back on the second turn of a tool loop, though OpenAI's SDK sends no field that could carry it.

const { host, gateway, vendor } = await startSuite({ vendor: startNativeVendor });

const client = new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 });

const models = { anthropic: "claude-sonnet-4-5", gemini: "gemini-3.1-pro-preview" };
const provider = (format: "anthropic" | "gemini", signs: string) => ({
  id: `signs-${format}`,
  adapter: format,
  baseUrl: vendor.url(format, { signs }),
  credentials: [{ name: "a", value: "sk-native" }],
  models: [{ id: "m", upstream: models[format] }],
});
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: "function",
    function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
  },
];
const asked: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "What is the weather in Paris?" }];

/** The first turn's tool call as a plain client keeps it: id, name and arguments, nothing else. */
async function firstTurn(stream: boolean): Promise<OpenAI.ChatCompletionMessageFunctionToolCall> {
  const request = { model: "m", messages: asked, tools, reasoning_effort: "high" as const };
  const { choices } = stream
    ? await client.chat.completions.stream(request).finalChatCompletion()
    : await client.chat.completions.create(request);
  const call = choices[0]?.message.tool_calls?.[0];
  if (call?.type !== "function") throw new Error("no tool was called");
  const { name, arguments: text } = call.function;
  return { id: call.id, type: "function", function: { name, arguments: text } };
}

const secondTurn = (call: OpenAI.ChatCompletionMessageFunctionToolCall) =>
  client.chat.completions
    .create({
      model: "m",
      tools,
      reasoning_effort: "high",
      messages: [
        ...asked,
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: call.id, content: "sunny" },
      ],
    })
    .withResponse();

for (const format of ["anthropic", "gemini"] as const) {
  for (const stream of [false, true]) {
    test(`${format}: turn two of a plain client has the signature, ${stream ? "streamed" : "whole"}`, async () => {
      await gateway.configure({ providers: [provider(format, "c2lnbmVk")] });
      const { data, response } = await secondTurn(await firstTurn(stream));
      expect(data.choices[0]?.message.content).toContain("sunny");
      expect(response.headers.get("x-gateway-attempts")).toBe("1");
    });
  }
}

test("a signature that its vendor refuses is left out, once, instead of failing every further turn", async () => {
  await gateway.configure({ providers: [provider("anthropic", "b2xk")] });
  const call = await firstTurn(false);
  await gateway.configure({ providers: [provider("anthropic", "bmV3")] });
  const { data, response } = await secondTurn(call);
  expect(data.choices[0]?.message.content).toContain("sunny");
  expect(response.headers.get("x-gateway-attempts")).toBe("2");
});
