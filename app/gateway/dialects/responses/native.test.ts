import { expect, test } from "vitest";
import { responsesRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../../openai/fields";
import { carry } from "../carried";

const { read } = responsesRequests;

test.each<[string, JsonObject]>([
  ["tools[0].type", { tools: [{ type: "web_search" }] }],
  ["tool_choice.type", { tool_choice: { type: "mcp", server_label: "s" } }],
  ["prompt", { prompt: { id: "pmpt_1" } }],
  ["conversation", { conversation: "conv_1" }],
  ["input[0].content[0].file_id", { input: [{ role: "user", content: [{ type: "input_image", file_id: "file-1" }] }] }],
  ["input[0].type", { input: [{ type: "item_reference", id: "rs_abc" }] }],
  ["input[0].type", { input: [{ type: "computer_call_output", call_id: "c", output: {} }] }],
  ["input[0].type", { input: [{ type: "of_tomorrow" }] }],
  ["input[0].content[0].type", { input: [{ role: "user", content: [{ type: "input_smell" }] }] }],
])("%s of OpenAI's own is for native upstreams alone", (field, body) => {
  expect(read({ input: "hi", ...body }).native?.nativeOnly).toMatchObject({ field });
});

test("what Codex offers with every request does not keep other upstreams out", () => {
  const format = { type: "grammar", syntax: "lark", definition: 'start: "x"' };
  const { body, native } = read({
    input: "hi",
    tools: [
      { type: "custom", name: "apply_patch", description: "Edits files.", format },
      { type: "web_search", external_web_access: false },
      { type: "web_search", external_web_access: true, search_content_types: ["text", "image"] },
    ],
  });
  expect(native?.nativeOnly).toBeNull();
  expect(body.tools).toEqual([
    {
      type: "function",
      function: {
        name: "apply_patch",
        description: 'Edits files.\n\nThe input must follow this lark grammar exactly:\nstart: "x"',
        parameters: expect.objectContaining({ required: ["input"] }),
      },
    },
  ]);
});

test("a native upstream gets the request as it came, without the gateway's fields", () => {
  const plain = read({ input: "hi", store: true });
  expect(plain.native).toMatchObject({ format: "responses", text: '{"model":"m","input":"hi","store":true}' });
  const routed = read({ input: "hi", provider: "a", models: ["b"], route: "cheapest" });
  expect(routed.native).toMatchObject({ body: { model: "m", input: "hi" }, text: null });
});

test("what the gateway made of other vendors' reasoning does not reach a native upstream", () => {
  const input = [
    { type: "reasoning", id: "rs_0", summary: [], encrypted_content: carry({ details: [] }) },
    { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAAA" },
    { role: "user", content: "hi" },
  ];
  expect(read({ input }).native?.body.input).toEqual(input.slice(1));
});

test("a request too long to be kept says so in its answer, and is not kept", () => {
  const answer = { choices: [{ index: 0, message: { content: "ok" }, finish_reason: "stop" }] };
  for (const [length, store] of [
    [1_000_000, true],
    [1_900_000, false],
  ] as const) {
    const surface = read({ input: "x".repeat(length) }).surface!;
    expect(surface.whole(answer)).toMatchObject({ store });
    expect(surface.kept!() !== null).toBe(store);
  }
});
