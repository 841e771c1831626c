import { beforeAll, expect, test } from "vitest";
import { askedGateway, type UpstreamAsked } from "~/tests/asked-gateway";
import { anthropicMessages } from "../dialects/anthropic/dialect";
import type { Dialect } from "../dialects/dialect";
import { geminiDialect } from "../dialects/gemini/dialect";
import { openAiChat } from "../dialects/openai";
import { openAiResponses } from "../dialects/responses/dialect";
import { holdsLongNumber, parseKeepingDigits } from "./long-numbers";

// Ids of 64 bits in tools' arguments and results keep their digits, whatever the two formats.

const digits = "9223372036854775807";
const long = `{"id":${digits},"list":[-${digits}],"text":"x"}`;

test("only integers that a number cannot hold are read anew", () => {
  for (const text of ['{"a":9007199254740991}', '{"a":1.5e300}', '{"a":0.12345678901234567}', `{"a":"${digits}"}`])
    expect(holdsLongNumber(JSON.parse(text))).toBe(text.includes("e300"));
  expect(JSON.stringify(parseKeepingDigits(long))).toBe(long);
  expect(JSON.stringify(parseKeepingDigits('{"a":1.5e300}'))).toBe('{"a":1.5e+300}');
});

const anthropicCall = `{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"t","name":"f","input":${long}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}`;
const geminiCall = `{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":${long}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1}}`;
const openAiCall = JSON.stringify({
  id: "x",
  object: "chat.completion",
  model: "m",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "t", type: "function", function: { name: "f", arguments: long } }],
      },
      finish_reason: "tool_calls",
    },
  ],
});
const converseCall = `{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":${long}}}]}},"stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1}}`;
const responsesCall =
  '{"id":"r","object":"response","model":"m","status":"completed","output":[{"type":"message","id":"i","role":"assistant","content":[{"type":"output_text","text":"x","annotations":[]}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}';
const answers: Record<string, string> = {
  anthropic: anthropicCall,
  generativelanguage: geminiCall,
  bedrock: converseCall,
  api: openAiCall,
  responses: responsesCall,
};

const providers: [id: string, adapter: string, baseUrl: string, model: string][] = [
  ["claude", "anthropic", "https://anthropic.example/v1", "claude-sonnet-4-5"],
  ["google", "gemini", "https://generativelanguage.example/v1beta", "gemini-2.5-pro"],
  ["aws", "bedrock", "https://bedrock.example", "amazon.nova-lite-v1:0"],
  ["plain", "openai", "https://api.example/v1", "plain"],
];
const models = providers.map(([, , , model]) => model);

let gateway: Awaited<ReturnType<typeof askedGateway>>;
beforeAll(async () => {
  const answer = ({ url, body }: UpstreamAsked) => {
    const text = answers[/\/\/([a-z]+)/.exec(url)?.[1] ?? ""]!;
    return body.stream === true || url.includes("alt=sse")
      ? new Response(`data: ${text}\n\n`, { headers: { "content-type": "text/event-stream" } })
      : new Response(text, { headers: { "content-type": "application/json" } });
  };
  const credentials = [{ name: "a", value: "sk-upstream-secret-123" }];
  const behind = (id: string, adapter: string, baseUrl: string, model: string, value = "sk-upstream-secret-123") => ({
    id,
    adapter,
    baseUrl,
    credentials: [{ name: "a", value }],
    models: [model],
  });
  const mistral = { id: "mistral", adapter: "openai", preset: "mistral", baseUrl: "https://api.example/v1" };
  gateway = await askedGateway({}, answer, {
    providers: [
      ...providers.map(([id, adapter, baseUrl, model]) => ({ id, adapter, baseUrl, credentials, models: [model] })),
      { ...mistral, credentials, models: ["mistral-small"] },
      behind("cloudflare", "workers-ai", "https://api.example/ai", "@cf/openai/gpt-oss-120b"),
      behind("aws2", "bedrock", "https://api.example", "openai.gpt-oss-120b"),
      behind("vertex", "vertex", "https://api.example/v1", "meta/llama-4"),
      {
        id: "codex",
        adapter: "openai",
        preset: "openai",
        baseUrl: "https://responses.example/v1",
        credentials,
        models: ["gpt-5.1-codex"],
      },
    ],
  });
});

/** The text of a request goes in as it is. */
const ask = async (dialect: Dialect, text: string) => {
  gateway.asked.length = 0;
  const { status, text: answer } = await gateway.ask(dialect, text);
  expect([status, status === 200 ? "" : answer]).toEqual([200, ""]);
  return { answer, sent: gateway.asked[0]!.text };
};
const quoted = JSON.stringify(long).slice(1, -1);
const kept = expect.toSatisfy((text: string) => text.includes(long) || text.includes(quoted));

test.each(models)("calls and answers of every surface at %s", async (model) => {
  const result = `{"found":${digits}}`;
  const chat = `{"model":"${model}","messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":${JSON.stringify(long)}}}]},{"role":"tool","tool_call_id":"t","content":${JSON.stringify(result)}}]}`;
  const turns = `{"model":"${model}","max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":${long}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":${JSON.stringify(result)}}]}]}`;
  const contents = `{"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"model","parts":[{"functionCall":{"name":"f","args":${long}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":${result}}}]}]}`;
  for (const [dialect, text] of [
    [openAiChat, chat],
    [anthropicMessages(new Headers()), turns],
    [geminiDialect(`${model}:generateContent`, new URLSearchParams()), contents],
  ] as const) {
    const { answer, sent } = await ask(dialect, text);
    expect([sent, answer]).toEqual([kept, kept]);
    expect(sent.replaceAll("\\", "")).toContain(`"found":${digits}`);
  }
});

test("a call within Google's stream, and a seed that an upstream has another name for", async () => {
  const messages = [{ role: "user", content: "a" }];
  const streamed = await ask(openAiChat, JSON.stringify({ model: "gemini-2.5-pro", stream: true, messages }));
  expect(streamed.answer).toEqual(kept);
  const { sent } = await ask(
    openAiChat,
    `{"model":"mistral-small","seed":${digits},"messages":${JSON.stringify(messages)}}`,
  );
  expect(sent).toContain(`"random_seed":${digits}`);
});

const behindOpenAi = ["@cf/openai/gpt-oss-120b", "openai.gpt-oss-120b", "meta/llama-4"];

test.each([...models, ...behindOpenAi, "mistral-small", "gpt-5.1-codex"])(
  "limits in the schemas of every surface at %s",
  async (model) => {
    const schema = `{"type":"object","properties":{"id":{"type":"integer","maximum":${digits}}},"required":["id"],"additionalProperties":false}`;
    const said = '"messages":[{"role":"user","content":"a"}]';
    const kept = expect.toSatisfy((sent: string) => sent.split(digits).length === 3);
    const tool = `{"type":"function","function":{"name":"f","parameters":${schema}}}`;
    const format = `{"type":"json_schema","json_schema":{"name":"f","schema":${schema}}}`;
    const chat = await ask(openAiChat, `{"model":"${model}",${said},"tools":[${tool}],"response_format":${format}}`);
    const output = `{"format":{"type":"json_schema","schema":${schema}}}`;
    const turns = await ask(
      anthropicMessages(new Headers()),
      `{"model":"${model}","max_tokens":9,${said},"tools":[{"name":"f","input_schema":${schema}}],"output_config":${output}}`,
    );
    const contents = await ask(
      geminiDialect(`${model}:generateContent`, new URLSearchParams()),
      `{"contents":[{"parts":[{"text":"a"}]}],"tools":[{"function_declarations":[{"name":"f","parameters":${schema}}]}],"generation_config":{"seed":1,"response_mime_type":"application/json","response_schema":${schema}}}`,
    );
    const items = await ask(
      openAiResponses,
      `{"model":"${model}","input":"a","tools":[{"type":"function","name":"f","parameters":${schema}}],"text":{"format":{"type":"json_schema","name":"f","schema":${schema}}}}`,
    );
    expect([chat.sent, turns.sent, contents.sent, items.sent]).toEqual([kept, kept, kept, kept]);
  },
);

test("a limit beside a custom tool, which goes as a function", async () => {
  const tool = `{"type":"function","function":{"name":"f","parameters":{"type":"integer","maximum":${digits}}}}`;
  const { sent } = await ask(
    openAiChat,
    `{"model":"mistral-small","messages":[{"role":"user","content":"a"}],"tools":[${tool},{"type":"custom","custom":{"name":"patch"}}]}`,
  );
  expect(JSON.parse(sent).tools).toMatchObject([{ function: { name: "f" } }, { function: { name: "patch" } }]);
  expect(sent).toContain(`"maximum":${digits}`);
});
