import { expect, test } from "vitest";
import { pixel, pixelFile, runMedia } from "~/tests/media-run";

// Requests and answers of https://ai.google.dev/gemini-api/docs/imagen, /image-generation and /speech-generation

const base = "https://generativelanguage.googleapis.com/v1beta";
const drawn = {
  candidates: [
    {
      content: { parts: [{ text: "Here:" }, { inlineData: { mimeType: "image/png", data: pixel } }] },
      finishReason: "STOP",
    },
  ],
  usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 1290, totalTokenCount: 1295 },
};

test("Imagen predicts", async () => {
  const { sent, content } = await runMedia(
    "gemini",
    "images",
    { model: "imagen-4.0-generate-001", body: { prompt: "a cat", n: 2, size: "1024x1792", output_format: "jpeg" } },
    [{ predictions: [{ mimeType: "image/jpeg", bytesBase64Encoded: "AA" }, { bytesBase64Encoded: "BB" }] }],
    base,
  );
  expect(sent[0]).toMatchObject({
    url: `${base}/models/imagen-4.0-generate-001:predict`,
    headers: { "x-goog-api-key": "sk-secret" },
    body: {
      instances: [{ prompt: "a cat" }],
      parameters: { sampleCount: 2, aspectRatio: "9:16", outputOptions: { mimeType: "image/jpeg" } },
    },
  });
  expect(content).toMatchObject({ data: [{ b64_json: "AA" }, { b64_json: "BB" }] });
});

test("Gemini's image models draw and edit, with the tokens in OpenAI's shape", async () => {
  const { sent, content, answer } = await runMedia(
    "gemini",
    "image_edits",
    { model: "gemini-3-pro-image", body: { prompt: "a hat", size: "1536x1024" }, files: [["image", pixelFile()]] },
    [drawn],
    base,
  );
  expect(sent[0]).toMatchObject({
    url: `${base}/models/gemini-3-pro-image:generateContent`,
    body: {
      contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/png", data: pixel } }, { text: "a hat" }] }],
      generationConfig: { responseModalities: ["TEXT", "IMAGE"], imageConfig: { aspectRatio: "3:2" } },
    },
  });
  expect(content).toMatchObject({
    data: [{ b64_json: pixel }],
    usage: { input_tokens: 5, output_tokens: 1290, total_tokens: 1295 },
  });
  expect(answer.usage).toMatchObject({ promptTokens: 5, completionTokens: 1290, source: "provider" });
});

test("several pictures are several calls, their tokens added up", async () => {
  const { sent, answer } = await runMedia(
    "gemini",
    "images",
    { model: "gemini-3-pro-image", body: { prompt: "x", n: 2 } },
    [drawn, drawn],
    base,
  );
  expect(sent).toHaveLength(2);
  expect([answer.units, answer.usage?.completionTokens]).toEqual([{ images: 2 }, 2580]);
});

test("a filter's refusal and words instead of a picture are told as such", async () => {
  const run = (answer: object) =>
    runMedia("gemini", "images", { model: "gemini-3-pro-image", body: { prompt: "x" } }, [answer as never], base);
  await expect(run({ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } })).rejects.toMatchObject({
    failure: { kind: "client", message: expect.stringContaining("PROHIBITED_CONTENT") },
  });
  await expect(run({ candidates: [{ content: { parts: [{ text: "I cannot." }] } }] })).rejects.toMatchObject({
    failure: { kind: "client", message: expect.stringContaining("I cannot.") },
  });
});

test("speech comes as PCM and leaves as WAV, or as it is", async () => {
  const spoken = {
    candidates: [
      { content: { parts: [{ inlineData: { mimeType: "audio/L16;codec=pcm;rate=16000", data: "AQIDBA==" } }] } },
    ],
    usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 25 },
  };
  const speak = (body: object) =>
    runMedia(
      "gemini",
      "speech",
      { model: "gemini-2.5-flash-preview-tts", body: { input: "Hi", voice: "alloy", ...body } },
      [spoken],
      base,
    );
  const wav = await speak({ instructions: "Softly" });
  expect(wav.sent[0]).toMatchObject({
    body: {
      contents: [{ parts: [{ text: "Softly\n\nHi" }] }],
      generationConfig: {
        responseModalities: ["AUDIO"],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Kore" } } },
      },
    },
  });
  const bytes = Buffer.from(wav.content as Uint8Array);
  expect([wav.answer.contentType, String(bytes.subarray(0, 4)), String(bytes.subarray(8, 16))]).toEqual([
    "audio/wav",
    "RIFF",
    "WAVEfmt ",
  ]);
  expect([bytes.readUInt32LE(24), bytes.readUInt32LE(40), bytes.length]).toEqual([16_000, 4, 48]);
  expect(wav.answer.usage).toMatchObject({ promptTokens: 3, completionTokens: 25 });
  const pcm = await speak({ response_format: "pcm", voice: "Zephyr" });
  expect([...(pcm.content as Uint8Array)]).toEqual([1, 2, 3, 4]);
  for (const [body, param] of [
    [{ response_format: "mp3" }, "response_format"],
    [{ speed: 2 }, "speed"],
  ] as const)
    await expect(
      runMedia("gemini", "speech", { body: { input: "Hi", voice: "a", ...body } }, [], base),
    ).rejects.toMatchObject({ status: 400, param });
});

test("newer models are told how to speak beside the text, and their WAV files are opened", async () => {
  const wav = Buffer.alloc(56);
  wav.write("RIFF", 0);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(48_000, 24);
  // An odd chunk stands padded before the samples.
  wav.write("LIST", 36);
  wav.writeUInt32LE(1, 40);
  wav.write("data", 46);
  wav.writeUInt32LE(2, 50);
  wav.set([7, 8], 54);
  const spoken = {
    candidates: [{ content: { parts: [{ inlineData: { mimeType: "audio/wav", data: wav.toString("base64") } }] } }],
  };
  const speak = (format: string) => {
    const body = { input: "Hi", voice: "voice_mine", instructions: "Softly", response_format: format };
    return runMedia("gemini", "speech", { model: "gemini-3.8-flash-tts", body }, [spoken], base);
  };
  const { sent, content } = await speak("pcm");
  expect(sent[0]?.body).toEqual({
    contents: [{ role: "user", parts: [{ text: "Hi", speechMetadata: { style: "Softly" } }] }],
    generationConfig: {
      responseModalities: ["AUDIO"],
      speechConfig: { voiceConfig: { voice: "voice_mine" } },
    },
  });
  expect([...(content as Uint8Array)]).toEqual([7, 8]);
  const file = Buffer.from((await speak("wav")).content as Uint8Array);
  expect([file.length, file.readUInt16LE(22), file.readUInt32LE(24)]).toEqual([46, 2, 48_000]);
});
