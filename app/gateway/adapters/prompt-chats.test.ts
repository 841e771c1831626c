import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { openAiChat, openAiCompletions } from "../dialects/openai";
import type { JsonObject } from "../openai/fields";

// /v1/completions before vendors that only chat.

const fixture = (path: string) => readFileSync(join(import.meta.dirname, "../../tests/fixtures", path), "utf8");
const pricing = { input: 1, output: 10 };
const provider = (id: string, adapter: string, upstream: string) => ({
  id,
  adapter,
  baseUrl: `https://${id}.example.com/v1`,
  credentials: [{ name: "a", value: "sk-upstream-secret-456" }],
  models: [{ id, upstream, pricing }],
});
const providers = [
  provider("claude", "anthropic", "claude-sonnet-4-5"),
  provider("gemini", "gemini", "gemini-3-flash-preview"),
  provider("workers", "workers-ai", "@cf/meta/llama-3.1-8b-instruct"),
  provider("command", "cohere", "command-a-03-2025"),
];
const folders: Record<string, string> = {
  claude: "anthropic/reasoning",
  gemini: "gemini/text",
  workers: "workers-ai/text",
  command: "cohere/text",
};

const { ask, asked, logRows } = await askedGateway(
  {},
  ({ url, body }) => {
    const folder = folders[new URL(url).hostname.split(".")[0]!]!;
    return body.stream === true || url.includes("streamGenerateContent")
      ? new Response(fixture(`${folder}.stream.txt`), { headers: { "content-type": "text/event-stream" } })
      : new Response(fixture(`${folder}.json`), { headers: { "content-type": "application/json" } });
  },
  { providers },
);

/** The chunks of a stream; its last line is checked. */
function chunksOf(text: string): JsonObject[] {
  const events = text.trim().split("\n\n");
  expect(events.pop()).toBe("data: [DONE]");
  return events.map((event) => JSON.parse(event.slice("data: ".length)) as JsonObject);
}

for (const model of Object.keys(folders))
  test(`${model}: a prompt is a user's message, and what is said is the text, whole and streamed as in chat`, async () => {
    const sampling = { model, max_tokens: 20, temperature: 0.5, stop: ["END"] };
    const messages = [{ role: "user", content: "Say hi" }];
    const chatted = JSON.parse((await ask(openAiChat, { ...sampling, messages })).text);
    asked.length = 0;
    const whole = await ask(openAiCompletions, { ...sampling, prompt: ["Say hi"], best_of: 1, echo: false });
    expect(whole.status).toBe(200);
    const answer = JSON.parse(whole.text);
    const text = chatted.choices[0].message.content;
    expect(text).not.toBe("");
    expect(answer).toEqual({
      ...chatted,
      ...(chatted.created === answer.created ? {} : { created: answer.created }),
      object: "text_completion",
      choices: [{ text, index: 0, logprobs: null, finish_reason: chatted.choices[0].finish_reason }],
    });
    expect(asked[0]!.text).toContain("Say hi");
    expect(asked[0]!.text).not.toMatch(/"(?:prompt|best_of|echo)"/);

    const streamed = await ask(openAiCompletions, {
      ...sampling,
      prompt: "Say hi",
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = chunksOf(streamed.text);
    expect(new Set(chunks.map(({ object }) => object))).toEqual(new Set(["text_completion"]));
    const choices = chunks.flatMap((chunk) => chunk.choices as JsonObject[]);
    expect(choices.map((choice) => choice.text).join("")).not.toBe("");
    expect(choices.filter((choice) => choice.finish_reason !== null)).toHaveLength(1);
    expect(chunks.at(-1)).toMatchObject({ usage: { total_tokens: expect.any(Number) } });
    const row = (await logRows()).at(-1);
    expect(row).toMatchObject({ endpoint: "/v1/completions", outcome: "success" });
    expect(Number(row!.cost_micro_usd)).toBeGreaterThan(0);
  });

test.each([
  ["prompt", { prompt: ["a", "b"] }],
  ["prompt", { prompt: [1, 2, 3] }],
  ["prompt", { prompt: "" }],
  ["suffix", { suffix: "end" }],
  ["echo", { echo: true }],
  ["logprobs", { logprobs: 0 }],
  ["best_of", { best_of: 2 }],
])("what chat cannot do of completions is a 400 that names it: %s", async (param, body) => {
  asked.length = 0;
  const { status, text } = await ask(openAiCompletions, { model: "claude", prompt: "a", ...body });
  expect([status, JSON.parse(text)]).toMatchObject([400, { error: { param } }]);
  expect(asked).toEqual([]);
});
