import { expect, test } from "vitest";
import { geminiRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../../openai/fields";
import { carry } from "../carried";

const { base, chat, refusal } = geminiRequests;

test("system instruction, turns and every setting, by both of Google's names", () => {
  const camel = {
    systemInstruction: { parts: [{ text: "Be brief." }] },
    generationConfig: {
      temperature: 0.5,
      topP: 0.9,
      topK: 4,
      candidateCount: 2,
      maxOutputTokens: 50,
      stopSequences: ["END"],
      seed: 7,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      responseLogprobs: true,
      logprobs: 3,
      thinkingConfig: { thinkingBudget: 4096, includeThoughts: true },
    },
    safetySettings: [{ category: "HARM_CATEGORY_HATE_SPEECH", threshold: "OFF" }],
  };
  const expected = {
    model: "m",
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "hi" },
    ],
    temperature: 0.5,
    top_p: 0.9,
    top_k: 4,
    n: 2,
    max_tokens: 50,
    stop: ["END"],
    seed: 7,
    presence_penalty: 0.1,
    frequency_penalty: 0.2,
    logprobs: true,
    top_logprobs: 3,
    reasoning: { max_tokens: 4096 },
  };
  expect(chat(camel)).toEqual(expected);
  const snake = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(snake)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([name, inner]) => [
              name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
              snake(inner),
            ]),
          )
        : value;
  expect(chat(snake(camel) as JsonObject)).toEqual(expected);
});

test("a tool loop: calls without ids meet their results by name and order, and signatures go both ways", () => {
  const details = [{ type: "reasoning.text", text: "hm", signature: "s" }];
  const { messages } = chat({
    contents: [
      { role: "user", parts: [{ text: "weather?" }] },
      {
        role: "model",
        parts: [
          { text: "hm", thought: true },
          { functionCall: { name: "f", args: { city: "Paris" } }, thoughtSignature: "c2ln" },
          { functionCall: { name: "f", args: { city: "Rome" } } },
          { functionCall: { id: "own", name: "g" }, thoughtSignature: carry({ details }) },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { name: "f", response: { sun: true } } },
          { functionResponse: { name: "f", response: { sun: false } } },
          { functionResponse: { id: "own", name: "g", response: {} } },
          { text: "and?" },
        ],
      },
    ],
  });
  const call = (id: string, name: string, text: string) => ({
    id,
    type: "function",
    function: { name, arguments: text },
  });
  expect(messages).toEqual([
    { role: "user", content: "weather?" },
    {
      role: "assistant",
      content: null,
      reasoning_content: "hm",
      reasoning_details: details,
      tool_calls: [
        { ...call("call_0_f", "f", '{"city":"Paris"}'), extra_content: { google: { thought_signature: "c2ln" } } },
        call("call_1_f", "f", '{"city":"Rome"}'),
        call("own", "g", "{}"),
      ],
    },
    { role: "tool", tool_call_id: "call_0_f", content: '{"sun":true}' },
    { role: "tool", tool_call_id: "call_1_f", content: '{"sun":false}' },
    { role: "tool", tool_call_id: "own", content: "{}" },
    { role: "user", content: "and?" },
  ]);
});

test("images, sound, video and files, inline and by address", () => {
  const parts = [
    { text: "look" },
    { inlineData: { mimeType: "image/png", data: "AA-_" } },
    { inline_data: { mime_type: "audio/mpeg", data: "BB" } },
    { inlineData: { mimeType: "application/pdf", data: "CC" } },
    { fileData: { mimeType: "image/jpeg", fileUri: "https://example.com/a.jpg" } },
    { fileData: { mimeType: "video/mp4", fileUri: "https://example.com/a.mp4" } },
  ];
  const [message] = chat({ contents: [{ role: "user", parts }] }).messages as JsonObject[];
  expect(message?.content).toEqual([
    { type: "text", text: "look" },
    { type: "image_url", image_url: { url: "data:image/png;base64,AA+/" } },
    { type: "input_audio", input_audio: { data: "BB", format: "mp3" } },
    { type: "file", file: { filename: "file.pdf", file_data: "data:application/pdf;base64,CC" } },
    { type: "image_url", image_url: { url: "https://example.com/a.jpg" } },
    { type: "video_url", video_url: { url: "https://example.com/a.mp4" } },
  ]);
});

test("functions with Google's schema or JSON Schema, and every mode of calling", () => {
  const tools = [
    {
      functionDeclarations: [
        {
          name: "f",
          description: "d",
          parameters: {
            type: "OBJECT",
            properties: {
              city: { type: "STRING", nullable: true },
              days: { type: "ARRAY", items: { type: "INTEGER" }, minItems: "1" },
              kind: { type: "STRING", format: "enum", enum: ["a", "b"] },
            },
            required: ["city"],
            propertyOrdering: ["city", "days"],
          },
        },
      ],
    },
    { function_declarations: [{ name: "g", parametersJsonSchema: { type: "object", const: 1 } }, { name: "h" }] },
  ];
  expect(chat({ tools }).tools).toEqual([
    {
      type: "function",
      function: {
        name: "f",
        description: "d",
        parameters: {
          type: "object",
          properties: {
            city: { type: ["string", "null"] },
            days: { type: "array", items: { type: "integer" }, minItems: 1 },
            kind: { type: "string", enum: ["a", "b"] },
          },
          required: ["city"],
        },
      },
    },
    { type: "function", function: { name: "g", parameters: { type: "object", const: 1 } } },
    { type: "function", function: { name: "h", parameters: { type: "object", properties: {} } } },
  ]);
  const choose = (config: JsonObject) => {
    const body = chat({ tools, toolConfig: { functionCallingConfig: config } });
    return [body.tool_choice, (body.tools as unknown[]).length];
  };
  expect(choose({ mode: "AUTO" })).toEqual([undefined, 3]);
  expect(choose({ mode: "NONE" })).toEqual(["none", 3]);
  expect(choose({ mode: "ANY" })).toEqual(["required", 3]);
  expect(choose({ mode: "ANY", allowedFunctionNames: ["g", "h"] })).toEqual(["required", 2]);
  expect(choose({ mode: "ANY", allowedFunctionNames: ["g"] })).toEqual([
    { type: "function", function: { name: "g" } },
    1,
  ]);
});

test("words may be numbers, as Google's older SDKs send them", () => {
  const parameters = {
    type: 6,
    properties: { city: { type: 1 }, days: { type: 5, items: { type: 3 } }, warm: { type: 4 }, degrees: { type: 2 } },
  };
  const tools = [{ functionDeclarations: [{ name: "f", parameters }, { name: "g" }] }];
  const named = { mode: 2, allowedFunctionNames: ["f"] };
  const body = chat({
    tools,
    toolConfig: { functionCallingConfig: named },
    generationConfig: { responseModalities: [1] },
  });
  expect(body.modalities).toBeUndefined();
  expect(body.tool_choice).toEqual({ type: "function", function: { name: "f" } });
  expect(body.tools).toMatchObject([
    {
      function: {
        parameters: {
          type: "object",
          properties: {
            city: { type: "string" },
            days: { type: "array", items: { type: "integer" } },
            warm: { type: "boolean" },
            degrees: { type: "number" },
          },
        },
      },
    },
  ]);
  expect(chat({ tools, toolConfig: { functionCallingConfig: { mode: 3 } } }).tool_choice).toBe("none");
  expect(chat({ generationConfig: { responseModalities: [1, 3] } }).modalities).toEqual(["text", "audio"]);
});

test("JSON answers: any object, Google's schema, JSON Schema", () => {
  const format = (config: JsonObject) => chat({ generationConfig: config }).response_format;
  const json = { responseMimeType: "application/json" };
  expect(format(json)).toEqual({ type: "json_object" });
  expect(format({ ...json, responseSchema: { type: "OBJECT", properties: { a: { type: "NUMBER" } } } })).toEqual({
    type: "json_schema",
    json_schema: { name: "answer", schema: { type: "object", properties: { a: { type: "number" } } } },
  });
  const closed = { type: "object", properties: {}, additionalProperties: false };
  expect(format({ ...json, responseJsonSchema: closed })).toEqual({
    type: "json_schema",
    json_schema: { name: "answer", schema: closed, strict: true },
  });
});

for (const [name, body, field] of [
  ["no contents", {}, "contents"],
  ["contents that are none", { contents: "hi" }, "contents"],
  ["no content at all", { contents: [] }, "contents"],
  ["a content that is none", { contents: [5] }, "contents[0]"],
  ["an unknown role", { contents: [{ role: "bot", parts: [] }] }, "contents[0].role"],
  ["a part that is none", { contents: [{ parts: ["hi"] }] }, "contents[0].parts[0]"],
  ["text that is none", { contents: [{ parts: [{ text: 5 }] }] }, "contents[0].parts[0].text"],
  [
    "inline data without type",
    { contents: [{ parts: [{ inlineData: { data: "A" } }] }] },
    "contents[0].parts[0].inlineData.mimeType",
  ],
  [
    "a call without name",
    { contents: [{ role: "model", parts: [{ functionCall: {} }] }] },
    "contents[0].parts[0].functionCall.name",
  ],
  ["a setting that is none", { ...base, generationConfig: 5 }, "generationConfig"],
  ["too warm", { ...base, generationConfig: { temperature: 3 } }, "generationConfig.temperature"],
  ["a limit of nothing", { ...base, generationConfig: { maxOutputTokens: 0 } }, "generationConfig.maxOutputTokens"],
  [
    "a function without name",
    { ...base, tools: [{ functionDeclarations: [{}] }] },
    "tools[0].functionDeclarations[0].name",
  ],
] as [string, JsonObject, string][])
  test(`${name} is a 400 that names '${field}'`, () => {
    const error = refusal(body);
    expect(error).toMatchObject({ status: 400, param: field });
    expect(error.message).toContain(field);
  });

test("one content alone, and roles in capitals, as Google's own examples have them", () => {
  const said = [{ role: "user", content: "hi" }];
  expect(chat({ contents: { role: "USER", parts: { text: "hi" } } }).messages).toEqual(said);
  expect(
    chat({
      contents: [
        { role: "USER", parts: [{ text: "hi" }] },
        { role: "MODEL", parts: [{ text: "x" }] },
      ],
    }),
  ).toEqual({
    model: "m",
    messages: [...said, { role: "assistant", content: "x" }],
  });
});
