import { expect, test } from "vitest";
import { prepared } from "~/tests/adapter-request";
import { call, joined } from "~/tests/replay";
import { otherWay } from "../../attempt/upstream-request";
import type { JsonObject } from "../../openai/fields";
import { noUsage } from "../../openai/usage";
import type { AiBinding } from "../../ports";
import { OpenAiRelay } from "../../stream/relay";
import { workersAi } from "./adapter";
import { bindingTranslation } from "./binding";

const model = "@cf/meta/llama-4-scout";
const hi = { messages: [{ role: "developer", content: "Hi" }], max_completion_tokens: 5 };

function binding(answer: () => Response) {
  const asked: { model: string; inputs: JsonObject }[] = [];
  const ai: AiBinding = {
    run: async (name, inputs) => {
      asked.push({ model: name, inputs });
      return answer();
    },
  };
  return { asked, ai };
}

async function run(ai: AiBinding | null, body: JsonObject = hi, operation: "chat" | "embeddings" = "chat") {
  const built = await prepared(workersAi, body, model, { options: { binding: true }, ai, operation });
  const response = await otherWay(built)!;
  return { status: response.status, text: (await response.text(1024)) ?? "" };
}

test("the binding gets OpenAI's request, and its answer in Cloudflare's own format is OpenAI's", async () => {
  const { asked, ai } = binding(() =>
    Response.json({
      response: "",
      tool_calls: [{ name: "f", arguments: { a: 1 } }],
      usage: { prompt_tokens: 3, completion_tokens: 4 },
    }),
  );
  const { text } = await run(ai);
  expect(asked).toEqual([{ model, inputs: { messages: [{ role: "system", content: "Hi" }], max_tokens: 5 } }]);
  expect(bindingTranslation.whole(call("chat"), text)).toMatchObject({
    choices: [
      { message: { tool_calls: [{ function: { name: "f", arguments: '{"a":1}' } }] }, finish_reason: "tool_calls" },
    ],
    usage: { prompt_tokens: 3 },
  });
  const digit = bindingTranslation.whole(call("chat"), '{"response":7}');
  expect(digit).toMatchObject({ choices: [{ message: { content: "7" }, finish_reason: "stop" }] });
});

test("a stream in either format is OpenAI's", () => {
  const events = {
    own: [
      '{"response":"He"}',
      '{"response":"llo"}',
      '{"response":"","usage":{"prompt_tokens":3,"completion_tokens":2}}',
    ],
    openai: [
      '{"id":"c","choices":[{"index":0,"delta":{"content":"Hello"}}]}',
      '{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
      '{"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}',
    ],
  };
  for (const list of Object.values(events)) {
    const relay = new OpenAiRelay(true, bindingTranslation.stream(call("chat")));
    const stream = [...list, "[DONE]"].map((event) => `data: ${event}\n\n`).join("");
    const text = new TextDecoder().decode(relay.push(new TextEncoder().encode(stream))!);
    const chunks = [...text.matchAll(/^data: (\{.*\})$/gm)].map((match) => JSON.parse(match[1]!));
    expect(joined(chunks)).toMatchObject({ text: "Hello", finish: "stop" });
    expect(relay.usage ?? noUsage).toMatchObject({ promptTokens: 3, completionTokens: 2 });
  }
});

test("embeddings over the binding", async () => {
  const { asked, ai } = binding(() => Response.json({ shape: [1, 2], data: [[0.5, 1]] }));
  const { text } = await run(ai, { input: "a" }, "embeddings");
  expect(asked[0]!.inputs).toEqual({ text: ["a"] });
  expect(bindingTranslation.whole(call("embeddings"), text)).toMatchObject({ data: [{ embedding: [0.5, 1] }] });
});

test("what the binding throws keeps its meaning; without a binding the attempt fails and says why", async () => {
  const throwing = (message: string) =>
    run({
      run: () => Promise.reject(new Error(message)),
    });
  expect((await throwing("5007: No such model @cf/x")).status).toBe(404);
  expect((await throwing("3040: Capacity temporarily exceeded")).status).toBe(429);
  expect(await throwing("3036: You have used up your daily free allocation")).toMatchObject({
    status: 429,
    text: expect.stringContaining("insufficient_quota"),
  });
  expect((await throwing("boom")).status).toBe(500);
  await expect(run(null)).rejects.toMatchObject({ failure: { code: "missing_binding" } });
});
