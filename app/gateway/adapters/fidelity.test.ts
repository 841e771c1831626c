import { expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import { call, deltaOf, replay, translationOf } from "~/tests/replay";
import type { JsonObject } from "../openai/fields";
import { anthropic } from "./anthropic/adapter";
import { gemini } from "./gemini/adapter";

// What goes beyond text and tool calls: citations, log probabilities, audio tokens, web search.

const sse = (...events: JsonObject[]) =>
  events
    .map(
      (event) => `${typeof event.type === "string" ? `event: ${event.type}\n` : ""}data: ${JSON.stringify(event)}\n\n`,
    )
    .join("");

const whole = (adapter: string, answer: object) =>
  translationOf(adapter)!.whole(call("chat"), JSON.stringify(answer)) as { choices: JsonObject[]; usage: JsonObject };

const streamedAnnotations = (adapter: string, stream: string) =>
  replay(adapter, stream, 7).chunks.flatMap((chunk) => deltaOf(chunk).annotations ?? []);

const url = (more: object) => ({ type: "url_citation", url_citation: more });
const file = (more: object) => ({ type: "file_citation", file_citation: more });

test("anthropic: citations of documents and of the web, whole and streamed alike", () => {
  const page = {
    type: "page_location",
    cited_text: "Paris is the capital.",
    document_index: 0,
    document_title: "atlas",
  };
  const web = { type: "web_search_result_location", url: "https://a.example", title: "A", cited_text: "So it is." };
  const expected = [
    file({ filename: "atlas", quote: "Paris is the capital.", start_index: 7, end_index: 12 }),
    url({ url: "https://a.example", title: "A", content: "So it is.", start_index: 7, end_index: 12 }),
  ];
  const content = [
    { type: "server_tool_use", id: "s", name: "web_search", input: {} },
    { type: "text", text: "I read " },
    { type: "text", text: "Paris", citations: [page, web] },
    { type: "text", text: "." },
  ];
  const answer = whole("anthropic", { id: "m", type: "message", content, stop_reason: "end_turn", usage: {} });
  expect(answer.choices[0]).toMatchObject({ message: { content: "I read Paris.", annotations: expected } });
  const block = (index: number, text: string, citations: object[] = []) => [
    { type: "content_block_start", index, content_block: { type: "text", text: "" } },
    ...citations.map((citation) => ({
      type: "content_block_delta",
      index,
      delta: { type: "citations_delta", citation },
    })),
    { type: "content_block_delta", index, delta: { type: "text_delta", text } },
    { type: "content_block_stop", index },
  ];
  const stream = sse(
    { type: "message_start", message: { id: "m", content: [], usage: {} } },
    ...block(0, "I read "),
    ...block(1, "Paris", [page, web]),
    ...block(2, "."),
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 3 } },
    { type: "message_stop" },
  );
  expect(streamedAnnotations("anthropic", stream)).toEqual(expected);
});

test("gemini: grounding in characters although Google counts bytes, whole and streamed alike", () => {
  const text = "巴黎 is it.";
  const groundingMetadata = {
    groundingChunks: [
      { web: { uri: "https://a.example", title: "A" } },
      { web: { uri: "https://b.example", title: "B" } },
    ],
    groundingSupports: [{ segment: { startIndex: 0, endIndex: 6, text: "巴黎" }, groundingChunkIndices: [0] }],
  };
  const expected = [
    url({ url: "https://a.example", title: "A", start_index: 0, end_index: 2 }),
    url({ url: "https://b.example", title: "B" }),
  ];
  const candidate = (part: string, more: object) => ({ content: { role: "model", parts: [{ text: part }] }, ...more });
  const last = { finishReason: "STOP", groundingMetadata };
  expect(whole("gemini", { candidates: [candidate(text, last)] }).choices[0]).toMatchObject({
    message: { annotations: expected },
  });
  const stream = sse({ candidates: [candidate("巴黎", {})] }, { candidates: [candidate(" is it.", last)] });
  expect(streamedAnnotations("gemini", stream)).toEqual(expected);
});

test("gemini: log probabilities and audio tokens are where OpenAI has them", () => {
  const logprobsResult = {
    chosenCandidates: [{ token: "Hi", logProbability: -0.1 }],
    topCandidates: [
      {
        candidates: [
          { token: "Hi", logProbability: -0.1 },
          { token: "Yo", logProbability: -3 },
        ],
      },
    ],
  };
  const answer = {
    candidates: [{ content: { parts: [{ text: "Hi" }] }, finishReason: "STOP", logprobsResult }],
    usageMetadata: {
      promptTokenCount: 40,
      candidatesTokenCount: 1,
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 8 },
        { modality: "AUDIO", tokenCount: 32 },
      ],
    },
  };
  const content = [
    {
      token: "Hi",
      logprob: -0.1,
      bytes: [72, 105],
      top_logprobs: [
        { token: "Hi", logprob: -0.1, bytes: [72, 105] },
        { token: "Yo", logprob: -3, bytes: [89, 111] },
      ],
    },
  ];
  const read = whole("gemini", answer);
  expect(read.choices[0]).toMatchObject({ logprobs: { content } });
  expect(read.usage).toMatchObject({ prompt_tokens_details: { audio_tokens: 32 } });
  const chunks = replay("gemini", sse(answer), 4096).chunks;
  expect(chunks.flatMap(({ choices }) => (choices as JsonObject[])[0]?.logprobs ?? [])).toMatchObject([{ content }]);
});

test("gemini: what was used counts also where it is told after the end", () => {
  const said = { candidates: [{ content: { parts: [{ text: "Hi" }] }, finishReason: "STOP" }] };
  const used = { usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 2, thoughtsTokenCount: 3 } };
  expect(replay("gemini", sse(said, used), 7).relay.usage).toMatchObject({ promptTokens: 9, completionTokens: 5 });
});

test("cohere: citations and log probabilities, whole and streamed alike", () => {
  const citation = {
    start: 0,
    end: 5,
    text: "Paris",
    sources: [
      { type: "document", id: "doc:0", document: { id: "doc:0", title: "atlas", snippet: "Paris is the capital." } },
      { type: "document", id: "doc:1", document: { url: "https://a.example", title: "A" } },
    ],
  };
  const expected = [
    file({ filename: "atlas", quote: "Paris is the capital.", start_index: 0, end_index: 5 }),
    url({ url: "https://a.example", title: "A", start_index: 0, end_index: 5 }),
  ];
  const message = { content: [{ type: "text", text: "Paris." }], citations: [citation] };
  const logprobs = [{ token_ids: [7], text: "Paris.", logprobs: [-0.25] }];
  const answer = whole("cohere", { id: "c", message, finish_reason: "COMPLETE", logprobs });
  expect(answer.choices[0]).toMatchObject({
    message: { annotations: expected },
    logprobs: { content: [{ token: "Paris.", logprob: -0.25 }] },
  });
  const stream = sse(
    { type: "message-start", id: "c" },
    { type: "content-delta", index: 0, delta: { message: { content: { text: "Paris." } } }, logprobs: logprobs[0] },
    { type: "citation-start", index: 0, delta: { message: { citations: citation } } },
    { type: "message-end", delta: { finish_reason: "COMPLETE" } },
  );
  expect(streamedAnnotations("cohere", stream)).toEqual(expected);
});

test("openai: what Perplexity read stays where it is and comes as annotations too, whole and streamed", () => {
  const search_results = [{ title: "A", url: "https://a.example", date: null }];
  const expected = [url({ url: "https://a.example", title: "A" })];
  const chunk = (delta: object, finish_reason: string | null) => ({
    id: "p",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta, finish_reason }],
    search_results,
  });
  const stream = sse(chunk({ content: "Hi" }, null), chunk({ content: "" }, "stop"));
  const { chunks } = replay("openai", stream, 7);
  expect(chunks.flatMap((each) => deltaOf(each).annotations ?? [])).toEqual(expected);
  expect(chunks[0]).toMatchObject({ search_results });
});

for (const [vendor, stream, kind] of [
  ["minimax", { base_resp: { status_code: 1002, status_msg: "rate limit" } }, "rate_limit"],
  ["minimax", { choices: null, base_resp: { status_code: 1008, status_msg: "insufficient balance" } }, "quota"],
  ["qianfan", { error_code: 336501, error_msg: "Rpm rate limit reached" }, "rate_limit"],
  ["zhipu", { choices: [{ index: 0, delta: {}, finish_reason: "network_error" }] }, "server"],
  ["deepseek", { choices: [{ index: 0, delta: {}, finish_reason: "insufficient_system_resource" }] }, "server"],
] as const)
  test(`${vendor}: a failure inside a 200 is one: ${JSON.stringify(stream)}`, () => {
    expect(replay("openai", sse(stream), 7).relay.failure).toMatchObject({ kind });
  });

test("a web search that was asked for in OpenAI's words is each vendor's own", () => {
  const body = {
    messages: [{ role: "user", content: "Hi" }],
    web_search_options: { user_location: { type: "approximate", approximate: { country: "FR" } } },
  };
  expect(builtBody(anthropic, body, "claude-sonnet-4-6").tools).toEqual([
    { type: "web_search_20250305", name: "web_search", user_location: { type: "approximate", country: "FR" } },
  ]);
  expect(builtBody(gemini, body, "gemini-3.8-flash").tools).toEqual([{ googleSearch: {} }]);
});

test("anthropic: models that always think are held to a schema by their own support, not by a forced tool", () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
  const body = { messages: [{ role: "user", content: "Hi" }], response_format };
  const sent = builtBody(anthropic, body, "claude-opus-5-5");
  expect(sent.tools).toBeUndefined();
  expect(sent.output_config).toEqual({
    format: { type: "json_schema", schema: { ...schema, additionalProperties: false } },
  });
});

test("cohere: what is billed is the usage where nothing else is told", () => {
  const message = { role: "assistant", content: [{ type: "text", text: "Hi" }] };
  const billed = { input_tokens: 3, output_tokens: 2 };
  const answered = (usage: object) => whole("cohere", { id: "c", finish_reason: "COMPLETE", message, usage }).usage;
  expect(answered({ billed_units: billed })).toMatchObject({ prompt_tokens: 3, completion_tokens: 2 });
  const tokens = { input_tokens: 70, output_tokens: 4 };
  expect(answered({ billed_units: billed, tokens })).toMatchObject({ prompt_tokens: 70, completion_tokens: 4 });
});
