import { beforeAll, expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { chunksOf, deltaOf } from "~/tests/replay";
import { geminiDialect } from "../../dialects/gemini/dialect";
import { openAiChat } from "../../dialects/openai";
import type { JsonObject } from "../../openai/fields";

// Names of tools that an upstream refuses.

const odd = "files.read";
const long = `mcp__${"server_".repeat(20)}list`;
const plain = /^[a-zA-Z_][\w-]{0,63}$/;
const tool = (name: string) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: {} } },
});
const body = {
  tools: [tool(odd), tool(long), tool("plain")],
  tool_choice: { type: "function", function: { name: odd } },
  messages: [
    { role: "user", content: "a" },
    { role: "assistant", tool_calls: [{ id: "c", type: "function", function: { name: odd, arguments: "{}" } }] },
    { role: "tool", tool_call_id: "c", content: "b" },
  ],
};

/** Calls back the first two tools that it was offered. */
let gateway: Awaited<ReturnType<typeof askedGateway>>;
beforeAll(async () => {
  const credentials = [{ name: "a", value: "sk-upstream-secret-123" }];
  gateway = await askedGateway(
    {},
    ({ url, body: { tools, stream } }) => {
      const offered = tools as { name: string; function: { name: string } }[];
      if (url.includes("claude.example")) {
        const content = offered
          .slice(0, 2)
          .map(({ name }, index) => ({ type: "tool_use", id: `t${index}`, name, input: {} }));
        return Response.json({ type: "message", content, stop_reason: "tool_use" });
      }
      const calls = offered.slice(0, 2).map((each, index) => ({
        index,
        id: `t${index}`,
        type: "function",
        function: { name: each.function.name, arguments: "{}" },
      }));
      if (stream !== true)
        return Response.json({ choices: [{ message: { tool_calls: calls }, finish_reason: "tool_calls" }] });
      const chunk = { id: "x", choices: [{ index: 0, delta: { tool_calls: calls }, finish_reason: "tool_calls" }] };
      return new Response(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`, {
        headers: { "content-type": "text/event-stream" },
      });
    },
    {
      providers: [
        {
          id: "claude",
          adapter: "anthropic",
          baseUrl: "https://claude.example/v1",
          credentials,
          models: ["claude-sonnet-4-5"],
        },
      ],
    },
  );
});

test("Anthropic gets names that it takes, in tools, choice and earlier calls, and the client its own", async () => {
  const { text } = await gateway.ask(openAiChat, { model: "claude-sonnet-4-5", ...body });
  const sent = gateway.asked.at(-1)!.body as {
    tools: JsonObject[];
    tool_choice: JsonObject;
    messages: { content: JsonObject[] }[];
  };
  const names = sent.tools.map(({ name }) => String(name));
  expect(names).toEqual([expect.stringMatching(plain), expect.stringMatching(plain), "plain"]);
  expect([sent.tool_choice.name, sent.messages[1]!.content[0]!.name]).toEqual([names[0], names[0]]);
  const calls = JSON.parse(text).choices[0].message.tool_calls as { function: { name: string } }[];
  expect(calls.map((call) => call.function.name)).toEqual([odd, long]);
});

test("Google's clients may have dots in them, which OpenAI's format does not take", async () => {
  const functionDeclarations = [{ name: odd }, { name: long }];
  const request = { contents: [{ role: "user", parts: [{ text: "a" }] }], tools: [{ functionDeclarations }] };
  const whole = await gateway.ask(geminiDialect("m:generateContent", new URLSearchParams()), request);
  const sent = gateway.asked.at(-1)!.body as { tools: { function: { name: string } }[] };
  expect(sent.tools.map((each) => each.function.name)).toEqual([
    expect.stringMatching(plain),
    expect.stringMatching(plain),
  ]);
  const { parts } = JSON.parse(whole.text).candidates[0].content;
  expect(parts.map((part: { functionCall: JsonObject }) => part.functionCall.name)).toEqual([odd, long]);
  const streamed = await gateway.ask(geminiDialect("m:streamGenerateContent", new URLSearchParams("alt=sse")), request);
  expect(streamed.text).toContain(`"name":"${odd}"`);
});

test("clients of OpenAI's own format name their tools for it: nothing is changed", async () => {
  const { text } = await gateway.ask(openAiChat, { model: "m", stream: true, ...body });
  expect(gateway.asked.at(-1)!.body).toMatchObject({ tools: body.tools });
  expect(chunksOf(text).flatMap((chunk) => (deltaOf(chunk).tool_calls as JsonObject[]) ?? [])).toMatchObject([
    { function: { name: odd } },
    { function: { name: long } },
  ]);
});
