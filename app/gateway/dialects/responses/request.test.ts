import { expect, test } from "vitest";
import { nothingKept, responsesRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../../openai/fields";
import { carry } from "../carried";
import { openAiResponses } from "./dialect";

const { chat, refusal } = responsesRequests;
const messages = (input: unknown) => chat({ input }).messages;

const call = (id: string, name = "weather") => ({ type: "function_call", call_id: id, name, arguments: "{}" });
const output = (id: string, text: unknown) => ({ type: "function_call_output", call_id: id, output: text });
const toolCall = (id: string, name = "weather") => ({
  id,
  type: "function",
  function: { name, arguments: "{}" },
});

test("a string is a user's message, instructions are the system's", () => {
  expect(chat({ input: "hi", instructions: "Be brief." })).toEqual({
    model: "m",
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "hi" },
    ],
  });
});

test("messages keep their roles, a single text stays a string, other parts become chat's", () => {
  expect(
    messages([
      { role: "developer", content: "Rules." },
      { type: "message", role: "user", content: [{ type: "input_text", text: "one" }] },
      { role: "assistant", content: [{ type: "output_text", text: "two", annotations: [] }], id: "msg_1" },
      {
        role: "user",
        content: [
          { type: "input_text", text: "look" },
          { type: "input_image", image_url: "data:image/png;base64,AA==", detail: "original" },
          { type: "input_image", image_url: "https://example.com/a.png", detail: "low" },
          { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,AA==" },
          { type: "input_file", file_id: "file-1" },
          { type: "input_file", file_url: "https://example.com/b.pdf" },
          { type: "input_audio", input_audio: { data: "AA==", format: "wav" } },
        ],
      },
    ]),
  ).toEqual([
    { role: "developer", content: "Rules." },
    { role: "user", content: "one" },
    { role: "assistant", content: "two" },
    {
      role: "user",
      content: [
        { type: "text", text: "look" },
        { type: "image_url", image_url: { url: "data:image/png;base64,AA==", detail: "high" } },
        { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "low" } },
        { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AA==" } },
        { type: "file", file: { file_id: "file-1" } },
        { type: "file", file: { file_data: "https://example.com/b.pdf" } },
        { type: "input_audio", input_audio: { data: "AA==", format: "wav" } },
      ],
    },
  ]);
});

test("reasoning, text and parallel calls of one turn are one assistant message, each output a tool message", () => {
  expect(
    messages([
      { role: "user", content: "weather?" },
      { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "think" }] },
      { role: "assistant", content: "I look." },
      call("a"),
      call("b", "time"),
      output("b", "noon"),
      output("a", [
        { type: "input_text", text: "sun" },
        { type: "input_image", image_url: "https://example.com/sky.png" },
      ]),
      { role: "user", content: "thanks" },
    ]),
  ).toEqual([
    { role: "user", content: "weather?" },
    {
      role: "assistant",
      content: "I look.",
      reasoning_content: "think",
      tool_calls: [toolCall("a"), toolCall("b", "time")],
    },
    { role: "tool", tool_call_id: "b", content: "noon" },
    { role: "tool", tool_call_id: "a", content: "sun" },
    { role: "user", content: [{ type: "image_url", image_url: { url: "https://example.com/sky.png" } }] },
    { role: "user", content: "thanks" },
  ]);
});

test("calls one after the other are turns of their own, reasoning alone is none", () => {
  expect(
    messages([
      call("a"),
      output("a", "1"),
      call("b"),
      output("b", "2"),
      { type: "reasoning", id: "rs_1", summary: [] },
      { role: "user", content: "go on" },
    ]),
  ).toEqual([
    { role: "assistant", content: null, tool_calls: [toolCall("a")] },
    { role: "tool", tool_call_id: "a", content: "1" },
    { role: "assistant", content: null, tool_calls: [toolCall("b")] },
    { role: "tool", tool_call_id: "b", content: "2" },
    { role: "user", content: "go on" },
  ]);
});

test("signed reasoning that the gateway had wrapped comes back as it was, OpenAI's own as OpenAI's", () => {
  const signed = { type: "reasoning.text", text: "think", signature: "sig", format: "anthropic-claude-v1", index: 0 };
  const [first, second] = messages([
    { type: "reasoning", id: "rs_1", summary: [], encrypted_content: carry({ details: [signed] }) },
    { role: "assistant", content: "a" },
    { role: "user", content: "b" },
    { type: "reasoning", id: "rs_2", summary: [], encrypted_content: "gAAAAA" },
    { role: "assistant", content: "c" },
  ] as unknown[]) as JsonObject[];
  expect(first).toEqual({ role: "assistant", content: "a", reasoning_details: [signed] });
  expect(second).toEqual({ role: "user", content: "b" });
  const openAi = { type: "reasoning.encrypted", data: "gAAAAA", id: "rs_2", format: "openai-responses-v1" };
  expect(
    (
      chat({ input: [{ type: "reasoning", id: "rs_2", summary: [], encrypted_content: "gAAAAA" }, call("a")] })
        .messages as JsonObject[]
    )[0],
  ).toMatchObject({ reasoning_details: [openAi] });
});

test("every parameter goes to its chat name", () => {
  expect(
    chat({
      max_output_tokens: 50,
      temperature: 0.5,
      top_p: 0.9,
      top_logprobs: 2,
      include: ["message.output_text.logprobs"],
      reasoning: { effort: "low", summary: "auto" },
      text: { verbosity: "low", format: { type: "json_schema", name: "n", schema: { type: "object" }, strict: true } },
      user: "u",
      safety_identifier: "s",
      prompt_cache_key: "k",
      service_tier: "flex",
      stream: true,
      stream_options: { include_obfuscation: false },
      truncation: "auto",
      metadata: { a: "b" },
      store: false,
      max_tool_calls: 3,
    }),
  ).toEqual({
    model: "m",
    messages: [{ role: "user", content: "hi" }],
    max_completion_tokens: 50,
    temperature: 0.5,
    top_p: 0.9,
    logprobs: true,
    top_logprobs: 2,
    reasoning_effort: "low",
    verbosity: "low",
    response_format: { type: "json_schema", json_schema: { name: "n", schema: { type: "object" }, strict: true } },
    user: "u",
    safety_identifier: "s",
    prompt_cache_key: "k",
    service_tier: "flex",
    stream: true,
  });
});

test("function tools are nested, custom tools take one string, a choice follows", () => {
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const tools = [
    { type: "function", name: "weather", description: "d", parameters, strict: true },
    { type: "custom", name: "shell", description: "runs", format: { type: "text" } },
  ];
  const body = chat({ tools, tool_choice: { type: "function", name: "weather" }, parallel_tool_calls: false });
  expect(body).toMatchObject({
    tools: [
      { type: "function", function: { name: "weather", description: "d", parameters, strict: true } },
      { type: "function", function: { name: "shell", parameters: { required: ["input"] } } },
    ],
    tool_choice: { type: "function", function: { name: "weather" } },
    parallel_tool_calls: false,
  });
  const allowed = { type: "allowed_tools", mode: "required", tools: [{ type: "custom", name: "shell" }] };
  expect(chat({ tools, tool_choice: allowed })).toMatchObject({
    tools: [{ function: { name: "shell" } }],
    tool_choice: "required",
  });
  expect(chat({ tools: [], tool_choice: "auto", parallel_tool_calls: true })).not.toHaveProperty("tool_choice");
  const custom = { type: "custom_tool_call", call_id: "c", name: "shell", input: "ls" };
  const result = { type: "custom_tool_call_output", call_id: "c", output: "a.txt" };
  expect(messages([custom, result])).toMatchObject([
    { tool_calls: [{ function: { name: "shell", arguments: '{"input":"ls"}' } }] },
    { role: "tool", content: "a.txt" },
  ]);
});

test.each<[string, JsonObject]>([
  ["input", { input: 5 }],
  ["input", { input: [] }],
  ["input[0]", { input: ["text"] }],
  ["input[0].type", { input: [{ content: "x" }] }],
  ["input[0].role", { input: [{ role: "tool", content: "x" }] }],
  ["input[0].content", { input: [{ role: "user" }] }],
  [
    "input[0].content[1].type",
    { input: [{ role: "user", content: [{ type: "input_text", text: "a" }, { type: "text" }] }] },
  ],
  ["input[0].content[0].text", { input: [{ role: "user", content: [{ type: "input_text" }] }] }],
  ["input[0].content[0].image_url", { input: [{ role: "user", content: [{ type: "input_image" }] }] }],
  [
    "input[0].content[0].image_url",
    { input: [{ role: "user", content: [{ type: "input_image", image_url: "a.png" }] }] },
  ],
  ["input[0].content[0].file_data", { input: [{ role: "user", content: [{ type: "input_file" }] }] }],
  ["input[0].content[0].type", { input: [{ role: "assistant", content: [{ type: "input_text", text: "a" }] }] }],
  ["input[0].call_id", { input: [{ type: "function_call", name: "a", arguments: "{}" }] }],
  ["input[0].call_id", { input: [output("unknown", "x")] }],
  ["input[1].output", { input: [call("a"), { type: "function_call_output", call_id: "a" }] }],
  ["max_output_tokens", { max_output_tokens: 0 }],
  ["max_tokens", { max_tokens: 10 }],
  ["response_format", { response_format: { type: "json_object" } }],
  ["temperature", { temperature: 3 }],
  ["top_logprobs", { top_logprobs: 21 }],
  ["stream", { stream: "yes" }],
  ["background", { background: true }],
  ["truncation", { truncation: "always" }],
  ["reasoning.effort", { reasoning: { effort: "huge" } }],
  ["text.format.type", { text: { format: { type: "xml" } } }],
  ["text.format.name", { text: { format: { type: "json_schema", schema: {} } } }],
  ["text.format.schema", { text: { format: { type: "json_schema", name: "n" } } }],
  ["text.verbosity", { text: { verbosity: "loud" } }],
  ["tools[0].name", { tools: [{ type: "function" }] }],
  ["tools[0].type", { tools: [{ name: "a" }] }],
  ["tool_choice", { tool_choice: "sometimes" }],
  ["tool_choice", { tool_choice: "required" }],
  ["include[0]", { include: [5] }],
  ["metadata", { metadata: { a: 5 } }],
])("a wrong %s is a 400 that names it", (param, body) => {
  expect(refusal(body)).toMatchObject({ status: 400, param });
});

test("a model and an input are needed", () => {
  expect(() => openAiResponses.read("{}", nothingKept)).toThrow(/'model'/);
  expect(() => openAiResponses.read('{"model":"m"}', nothingKept)).toThrow(/'input'/);
  expect(() => openAiResponses.read("[]", nothingKept)).toThrow(/JSON object/);
});
