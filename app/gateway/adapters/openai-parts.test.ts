import { expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import type { JsonObject } from "../openai/fields";
import { azureOpenAi } from "./azure-openai";
import { openAiCompatible } from "./openai-compatible";

const pdf = "data:application/pdf;base64,JVBERi0=";
const file = (fields: JsonObject) => ({ type: "file", file: fields });
const sound = { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } };
const asked = (preset: string, ...content: JsonObject[]) =>
  builtBody(openAiCompatible, { messages: [{ role: "user", content }] }, "m", { preset });
const said = (preset: string, part: JsonObject) => (asked(preset, part).messages as JsonObject[])[0]?.content;

const words: [preset: string, what: string, part: JsonObject, expected: JsonObject][] = [
  [
    "mistral",
    "a PDF",
    file({ filename: "a.pdf", file_data: pdf }),
    { type: "document_url", document_url: pdf, document_name: "a.pdf" },
  ],
  ["mistral", "bare base64", file({ file_data: "JVBERi0=" }), { type: "document_url", document_url: pdf }],
  [
    "mistral",
    "a PDF behind an address",
    file({ file_data: "https://files.example/a.pdf" }),
    { type: "document_url", document_url: "https://files.example/a.pdf" },
  ],
  ["mistral", "a file of its own", file({ file_id: "id-1" }), { type: "file", file_id: "id-1" }],
  [
    "mistral",
    "a picture as a file",
    file({ file_data: "data:image/png;base64,AAAA" }),
    { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
  ],
  ["mistral", "a sound", sound, { type: "input_audio", input_audio: "UklGRg==" }],
  [
    "perplexity",
    "a PDF",
    file({ filename: "a.pdf", file_data: pdf }),
    { type: "file_url", file_url: { url: "JVBERi0=" }, file_name: "a.pdf" },
  ],
  ["qwen", "a sound", sound, { type: "input_audio", input_audio: { data: "data:;base64,UklGRg==", format: "wav" } }],
  ["openai", "a sound", sound, sound],
  ["openai", "a PDF", file({ file_data: pdf }), file({ file_data: pdf })],
];
for (const [preset, what, part, expected] of words)
  test(`${preset}: ${what} goes in the upstream's words`, () => {
    expect(said(preset, part)).toEqual([expected]);
  });

test("a file that an upstream cannot have is a 400 that names it", () => {
  for (const [preset, at] of [
    ["mistral", "messages[0].content[0].file.file_data"],
    ["perplexity", "messages[0].content[0].file.file_id"],
  ] as const)
    expect(() => asked(preset, file({}))).toThrow(expect.objectContaining({ status: 400, param: at }));
});

test("what only the gateway's own answers have does not go to upstreams that refuse it", () => {
  const call = { id: "call_1", type: "function", function: { name: "f", arguments: "{}" } };
  const extra = { extra_content: { google: { thought_signature: "s" } } };
  const messages = [
    { role: "user", content: [{ type: "text", text: "Hi", cache_control: { type: "ephemeral" } }] },
    { role: "assistant", content: "x", images: [], ...extra, tool_calls: [{ ...call, ...extra }] },
  ];
  const tools = [{ type: "function", function: { name: "f" }, cache_control: { type: "ephemeral" } }];
  const bare = {
    messages: [
      { role: "user", content: [{ type: "text", text: "Hi" }] },
      { role: "assistant", content: "x", tool_calls: [call] },
    ],
    tools: [{ type: "function", function: { name: "f" } }],
  };
  expect(builtBody(openAiCompatible, { messages, tools }, "m", { preset: "openai" })).toMatchObject(bare);
  const azure = builtBody(azureOpenAi, { messages, tools }, "m", { baseUrl: "https://upstream.example/openai/v1" });
  expect(azure).toMatchObject(bare);
  expect(JSON.stringify(azure)).not.toMatch(/extra_content|cache_control|images/);
  // An upstream that is not known to refuse them gets what its client sent.
  expect(builtBody(openAiCompatible, { messages, tools }, "m")).toMatchObject({ messages, tools });
});

test("ids of calls that are too long for OpenAI are shortened, a call's and its result's alike", () => {
  const id = `call_${"x".repeat(60)}`;
  const call = { id, type: "function", function: { name: "f", arguments: "{}" } };
  const messages = [
    { role: "assistant", content: null, tool_calls: [call, { ...call, id: `${id}y` }] },
    { role: "tool", tool_call_id: id, content: "1" },
  ];
  const sent = builtBody(openAiCompatible, { messages }, "m", { preset: "openai" }).messages as [
    { tool_calls: [{ id: string }, { id: string }] },
    { tool_call_id: string },
  ];
  const [first, second] = sent[0].tool_calls;
  expect(first.id).toHaveLength(40);
  expect(sent[1].tool_call_id).toBe(first.id);
  expect(second.id).not.toBe(first.id);
});
