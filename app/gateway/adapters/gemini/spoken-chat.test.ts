import { beforeAll, beforeEach, expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import { askedGateway } from "~/tests/asked-gateway";
import { openAiChat } from "../../dialects/openai";
import type { JsonObject } from "../../openai/fields";
import { gemini } from "./adapter";

// Chats whose answer is spoken, from the client's request to its answer.

const speaker = "gemini-3.8-flash-tts";
const messages = [{ role: "user", content: "Hello" }];
const audio = { voice: "alloy", format: "wav" };
const build = (body: JsonObject, model = speaker) => builtBody(gemini, { messages, ...body }, model);

test("sound alone is asked for, in the voice that stands for OpenAI's", () => {
  expect(build({ modalities: ["text", "audio"], audio }).generationConfig).toEqual({
    responseModalities: ["AUDIO"],
    speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Kore" } } },
  });
  expect(build({ modalities: ["audio"] }).generationConfig).toEqual({ responseModalities: ["AUDIO"] });
  expect(build({ modalities: ["text"] })).not.toHaveProperty("generationConfig");
});

test("models that only read aloud are told how in their own way", () => {
  const asked = {
    messages: [{ role: "system", content: "Softly" }, ...messages],
    modalities: ["text", "audio"],
    audio,
  };
  expect(build(asked)).toMatchObject({
    contents: [{ role: "user", parts: [{ text: "Hello", speechMetadata: { style: "Softly" } }] }],
  });
  expect(build(asked)).not.toHaveProperty("systemInstruction");
  expect(build(asked, "gemini-2.5-pro-preview-tts").contents).toEqual([
    { role: "user", parts: [{ text: "Softly\n\nHello" }] },
  ]);
  expect(build(asked, "gemini-4-argon").systemInstruction).toEqual({ parts: [{ text: "Softly" }] });
});

let gateway: Awaited<ReturnType<typeof askedGateway>>;
beforeAll(async () => {
  const said = (data: string, finishReason?: string) => ({
    candidates: [{ content: { parts: [{ inlineData: { mimeType: "audio/L16;rate=24000", data } }] }, finishReason }],
    usageMetadata: {
      promptTokenCount: 2,
      candidatesTokenCount: 9,
      candidatesTokensDetails: [{ modality: "AUDIO", tokenCount: 9 }],
    },
  });
  const events = [said("AQI="), said("AwQ=", "STOP")].map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  gateway = await askedGateway(
    {},
    ({ url }) =>
      url.includes("stream")
        ? new Response(events, { headers: { "content-type": "text/event-stream" } })
        : Response.json(said("AQIDBA==", "STOP")),
    {
      providers: [
        {
          id: "google",
          adapter: "gemini",
          baseUrl: "https://google.example/v1beta",
          credentials: [{ name: "a", value: "sk-upstream-secret-123" }],
          models: [speaker],
        },
      ],
    },
  );
});
beforeEach(() => {
  gateway.asked.length = 0;
});

const ask = (more: object) =>
  gateway.ask(openAiChat, { model: speaker, messages, modalities: ["text", "audio"], audio, ...more });

test("the answer has the sound as a file, or as samples", async () => {
  const { status, text } = await ask({});
  const [choice] = JSON.parse(text).choices;
  expect([status, choice.finish_reason, choice.message.content]).toEqual([200, "stop", null]);
  expect(choice.message.audio).toMatchObject({ id: expect.stringMatching(/^audio_/), transcript: "" });
  const file = Buffer.from(choice.message.audio.data, "base64");
  expect([String(file.subarray(0, 4)), file.length]).toEqual(["RIFF", 48]);
  expect(JSON.parse(text).usage.completion_tokens_details).toMatchObject({ audio_tokens: 9 });
  const samples = await ask({ audio: { ...audio, format: "pcm16" } });
  expect(JSON.parse(samples.text).choices[0].message.audio.data).toBe("AQIDBA==");
});

test("a stream has the samples in pieces of one sound", async () => {
  const { status, text } = await ask({ stream: true, audio: { ...audio, format: "pcm16" } });
  const events = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data]) => JSON.parse(data!));
  const pieces = events.map(({ choices }) => choices[0]?.delta?.audio).filter((piece) => piece !== undefined);
  expect([status, pieces.map(({ data }) => data), new Set(pieces.map(({ id }) => id)).size]).toEqual([
    200,
    ["AQI=", "AwQ="],
    1,
  ]);
  expect(text).toContain("[DONE]");
});

test("formats that would have to be encoded are a 400 with the field's name", async () => {
  for (const more of [{ audio: { ...audio, format: "mp3" } }, { stream: true }]) {
    const { status, text } = await ask(more);
    expect([status, JSON.parse(text).error.param]).toEqual([400, "audio.format"]);
  }
  expect(gateway.asked).toEqual([]);
});
