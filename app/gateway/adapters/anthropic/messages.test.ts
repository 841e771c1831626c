import { expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import type { JsonObject } from "../../openai/fields";
import { anthropic } from "./adapter";

const old = "claude-sonnet-4-5";
const hi = [{ role: "user", content: "Hi" }];
const build = (body: JsonObject, model = old, entry = {}) =>
  builtBody(anthropic, { messages: hi, ...body }, model, { entry });

const image = "data:image/png;base64,iVBORw0=";
const pdf = "data:application/pdf;base64,JVBERi0=";
const cache = { cache_control: { type: "ephemeral" } };
const weatherCall = (id: string) => ({ id, type: "function", function: { name: "f", arguments: '{"a":1}' } });

const conversations: [what: string, messages: JsonObject[], expected: JsonObject][] = [
  [
    "system and developer messages go to the top",
    [{ role: "system", content: "A" }, ...hi, { role: "developer", content: [{ type: "text", text: "B" }] }],
    { system: "A\n\nB", messages: hi },
  ],
  [
    "cache marks are kept",
    [
      { role: "system", content: [{ type: "text", text: "A", ...cache }] },
      { role: "user", content: [{ type: "text", text: "B", ...cache }] },
    ],
    {
      system: [{ type: "text", text: "A", ...cache }],
      messages: [{ role: "user", content: [{ type: "text", text: "B", ...cache }] }],
    },
  ],
  [
    "a result's mark is the last of its parts'",
    [
      ...hi,
      { role: "assistant", content: null, tool_calls: [weatherCall("c")] },
      { role: "tool", tool_call_id: "c", content: [{ type: "text", text: "r", ...cache }] },
    ],
    {
      messages: [
        ...hi,
        { role: "assistant", content: [{ type: "tool_use", id: "c", name: "f", input: { a: 1 } }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "c", content: "r", ...cache }] },
      ],
    },
  ],
  [
    "turns of one role are merged, empty text is dropped, the user comes first, a prefill is trimmed",
    [
      { role: "assistant", content: "x" },
      { role: "user", content: "a" },
      {
        role: "user",
        content: [
          { type: "text", text: " " },
          { type: "text", text: "b" },
        ],
      },
      { role: "assistant", content: "c  \n" },
    ],
    {
      messages: [
        { role: "user", content: "." },
        { role: "assistant", content: "x" },
        {
          role: "user",
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
        { role: "assistant", content: "c" },
      ],
    },
  ],
  [
    "tool results of a turn are in one user message, first; ids are made to fit",
    [
      { role: "user", content: "go" },
      { role: "assistant", content: null, tool_calls: [weatherCall("call:1"), weatherCall("call/1")] },
      { role: "user", content: "and" },
      { role: "tool", tool_call_id: "call:1", content: "one" },
      { role: "tool", tool_call_id: "call/1", content: [{ type: "text", text: "two" }] },
    ],
    {
      messages: [
        { role: "user", content: "go" },
        {
          role: "assistant",
          content: [
            { type: "tool_use", id: "call_1_0", name: "f", input: { a: 1 } },
            { type: "tool_use", id: "call_1_1", name: "f", input: { a: 1 } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "call_1_0", content: "one" },
            { type: "tool_result", tool_use_id: "call_1_1", content: "two" },
            { type: "text", text: "and" },
          ],
        },
      ],
    },
  ],
  [
    "images and documents",
    [
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: image } },
          { type: "image_url", image_url: { url: "https://pictures.example/a.png" } },
          { type: "file", file: { filename: "a.pdf", file_data: pdf } },
        ],
      },
    ],
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0=" } },
            { type: "image", source: { type: "url", url: "https://pictures.example/a.png" } },
            {
              type: "document",
              source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" },
              title: "a.pdf",
            },
          ],
        },
      ],
    },
  ],
  [
    "signed thinking is sent back, unsigned and other vendors' is not",
    [
      ...hi,
      {
        role: "assistant",
        content: "yes",
        reasoning_content: "hm",
        reasoning_details: [
          { type: "reasoning.text", text: "hm", signature: "s", format: "anthropic-claude-v1" },
          { type: "reasoning.encrypted", data: "d", format: "anthropic-claude-v1" },
          { type: "reasoning.text", text: "unsigned" },
          { type: "reasoning.text", text: "foreign", signature: "s", format: "google-gemini-v1" },
        ],
      },
      ...hi,
    ],
    {
      messages: [
        ...hi,
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "hm", signature: "s" },
            { type: "redacted_thinking", data: "d" },
            { type: "text", text: "yes" },
          ],
        },
        ...hi,
      ],
    },
  ],
  [
    "a result that is a failure, a picture or nothing; a picture by its other name",
    [
      ...hi,
      { role: "assistant", tool_calls: [weatherCall("a"), weatherCall("b"), weatherCall("c")] },
      { role: "tool", tool_call_id: "a", content: "no", is_error: true, ...cache },
      {
        role: "tool",
        tool_call_id: "b",
        content: [
          { type: "text", text: "see" },
          { type: "image_url", image_url: { url: image.replace("png", "jpg") }, ...cache },
        ],
      },
      { role: "tool", tool_call_id: "c", content: "" },
    ],
    {
      messages: [
        ...hi,
        {
          role: "assistant",
          content: ["a", "b", "c"].map((id) => ({ type: "tool_use", id, name: "f", input: { a: 1 } })),
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "a", content: "no", is_error: true, ...cache },
            {
              type: "tool_result",
              tool_use_id: "b",
              content: [
                { type: "text", text: "see" },
                { type: "image", source: { type: "base64", media_type: "image/jpeg", data: "iVBORw0=" }, ...cache },
              ],
            },
            { type: "tool_result", tool_use_id: "c" },
          ],
        },
      ],
    },
  ],
  [
    "files of text, pictures as files, bare base64, addresses, and blocks of the API's own",
    [
      {
        role: "user",
        content: [
          { type: "file", file: { filename: "a.md", file_data: "data:text/markdown;base64,w6k=" }, ...cache },
          { type: "file", file: { file_data: "data:application/json;base64,e30=" } },
          { type: "file", file: { file_data: image } },
          { type: "file", file: { file_data: "JVBERi0=" } },
          { type: "file", file: { filename: "b.pdf", file_data: "https://files.example/b.pdf" } },
          { type: "document", source: { type: "file", file_id: "f" } },
        ],
      },
    ],
    {
      messages: [
        {
          role: "user",
          content: [
            {
              type: "document",
              source: { type: "text", media_type: "text/plain", data: "é" },
              title: "a.md",
              ...cache,
            },
            { type: "document", source: { type: "text", media_type: "text/plain", data: "{}" } },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0=" } },
            { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" } },
            { type: "document", source: { type: "url", url: "https://files.example/b.pdf" }, title: "b.pdf" },
            { type: "document", source: { type: "file", file_id: "f" } },
          ],
        },
      ],
    },
  ],
  [
    "a turn of thinking alone is left out: no turn may end with it",
    [
      ...hi,
      {
        role: "assistant",
        content: "",
        reasoning_details: [{ type: "reasoning.text", text: "hm", signature: "s" }],
        ...cache,
      },
      ...hi,
    ],
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Hi" },
            { type: "text", text: "Hi" },
          ],
        },
      ],
    },
  ],
  [
    "a mark on a whole message, and one on a call",
    [
      { role: "user", content: "Hi", ...cache },
      { role: "assistant", content: null, tool_calls: [{ ...weatherCall("a"), ...cache }] },
      { role: "tool", tool_call_id: "a", content: "1" },
    ],
    {
      messages: [
        { role: "user", content: [{ type: "text", text: "Hi", ...cache }] },
        { role: "assistant", content: [{ type: "tool_use", id: "a", name: "f", input: { a: 1 }, ...cache }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "a", content: "1" }] },
      ],
    },
  ],
  [
    "instructions alone become the user's turn",
    [{ role: "system", content: "A" }],
    {
      messages: [{ role: "user", content: [{ type: "text", text: "A" }] }],
    },
  ],
];
for (const [what, messages, expected] of conversations)
  test(what, () => {
    const { system, messages: sent } = build({ messages });
    expect({ ...(system === undefined ? {} : { system }), messages: sent }).toEqual(expected);
  });

test("an image that is neither an address nor a data URI in base64 is refused before the call", () => {
  for (const url of ["data:image/svg+xml,<svg/>", "data:;base64,@@@", "", "file:///a.png"]) {
    const messages = [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }];
    expect(() => build({ messages })).toThrow(
      expect.objectContaining({ status: 400, param: "messages[0].content[0]" }),
    );
  }
});
