import { expect, test } from "vitest";
import { builtBody, prepared, textOf } from "~/tests/adapter-request";
import { call, deltaOf, replay, translationOf } from "~/tests/replay";
import { geminiRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../openai/fields";
import { bedrock } from "./bedrock/adapter";
import { gemini } from "./gemini/adapter";
import { openAiResponses } from "./responses/adapter";
import { vertex } from "./vertex/adapter";

// Fields that only some of the formats have a place for.

const hi = [{ role: "user", content: "Hi" }];
const built = async (adapter: typeof bedrock, body: JsonObject, model: string, more = {}): Promise<JsonObject> =>
  JSON.parse(textOf(await prepared(adapter, { messages: hi, ...body }, model, more)));
const aws = { baseUrl: "https://bedrock-runtime.us-east-1.amazonaws.com" };
const png = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
const small = { ...png, image_url: { ...png.image_url, detail: "low" } };

test("Nova searches the web by itself, other models on Bedrock cannot", async () => {
  const search = { web_search_options: {} };
  const nova = await built(bedrock, search, "us.amazon.nova-2-lite-v1:0", aws);
  expect(nova.toolConfig).toEqual({ tools: [{ systemTool: { name: "nova_grounding" } }] });
  await expect(async () => built(bedrock, search, "meta.llama4-scout-17b-instruct-v1:0", aws)).rejects.toMatchObject({
    status: 400,
    param: "web_search_options",
  });
  const web = { location: { web: { url: "https://a.example", domain: "a.example" } } };
  const server = { toolUse: { toolUseId: "t", name: "nova_grounding", type: "server_tool_use", input: {} } };
  const content = [server, { citationsContent: { content: [{ text: "So." }], citations: [web] } }];
  const output = { message: { role: "assistant", content } };
  const whole = translationOf("bedrock")!.whole(call("chat"), JSON.stringify({ output, stopReason: "end_turn" }));
  expect(whole).toMatchObject({
    choices: [{ finish_reason: "stop", message: { content: "So.", annotations: [{ type: "url_citation" }] } }],
  });
  expect(whole).not.toHaveProperty("choices.0.message.tool_calls");
  const { chunks } = replay(
    "bedrock",
    [
      [
        "contentBlockStart",
        {
          contentBlockIndex: 0,
          start: { toolUse: { toolUseId: "t", name: "nova_grounding", type: "server_tool_use" } },
        },
      ],
      ["contentBlockDelta", { contentBlockIndex: 0, delta: { toolUse: { input: "{}" } } }],
      ["contentBlockStop", { contentBlockIndex: 0 }],
      ["contentBlockDelta", { contentBlockIndex: 1, delta: { text: "So." } }],
      ["messageStop", { stopReason: "end_turn" }],
    ]
      .map(([name, data]) => JSON.stringify({ [name as string]: data }))
      .join("\n"),
    7,
  );
  expect(chunks.some((chunk) => deltaOf(chunk).tool_calls !== undefined)).toBe(false);
});

test("metadata goes to Bedrock's and Vertex AI's logs, as far as these take it", async () => {
  const metadata = { team: "a-1", "Not a label": "Größe", other: "x y" };
  expect((await built(bedrock, { metadata }, "amazon.nova-lite-v1:0", aws)).requestMetadata).toEqual({
    team: "a-1",
    other: "x y",
  });
  const google = { baseUrl: "https://aiplatform.googleapis.com/v1", options: { project: "p", location: "global" } };
  expect((await built(vertex, { metadata }, "gemini-2.5-flash", google)).labels).toEqual({ team: "a-1" });
  expect(builtBody(gemini, { messages: hi, metadata }, "gemini-2.5-flash")).not.toHaveProperty("labels");
});

test("Gemini: the tier, small pictures, pictures of earlier turns", () => {
  const ask = (body: JsonObject) => builtBody(gemini, { messages: hi, ...body }, "gemini-2.5-flash");
  expect(ask({ service_tier: "flex" })).toMatchObject({ serviceTier: "flex" });
  expect(ask({ service_tier: "auto" })).not.toHaveProperty("serviceTier");
  const looks = (...content: JsonObject[]) => ask({ messages: [{ role: "user", content }] }).generationConfig;
  expect(looks(small, { type: "text", text: "?" })).toMatchObject({ mediaResolution: "MEDIA_RESOLUTION_LOW" });
  expect(looks(small, png)).toBeUndefined();
  const made = { role: "assistant", content: "Here", images: [png] };
  expect(ask({ messages: [...hi, made, { role: "user", content: "Bluer" }] }).contents).toMatchObject([
    {},
    { role: "model", parts: [{ text: "Here" }, { inlineData: { mimeType: "image/png", data: "AAAA" } }] },
    {},
  ]);
});

test("the same from Google's surface", () => {
  const inlineData = { mimeType: "image/png", data: "AAAA" };
  const chat = geminiRequests.chat({
    serviceTier: "priority",
    generationConfig: { mediaResolution: "MEDIA_RESOLUTION_LOW" },
    contents: [
      { role: "user", parts: [{ text: "Draw" }] },
      { role: "model", parts: [{ text: "Here" }, { inlineData }] },
      { role: "user", parts: [{ text: "Bluer" }] },
    ],
  });
  expect(chat.service_tier).toBe("priority");
  expect(chat.messages).toEqual([
    { role: "user", content: "Draw" },
    { role: "assistant", content: "Here" },
    { role: "user", content: [small] },
    { role: "user", content: "Bluer" },
  ]);
});

test("sounds go to the Responses API as they are", () => {
  const sound = { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } };
  const { input } = builtBody(openAiResponses, { messages: [{ role: "user", content: [sound] }] }, "m");
  expect(input).toEqual([{ type: "message", role: "user", content: [sound] }]);
});
