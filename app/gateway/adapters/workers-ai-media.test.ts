import { expect, test } from "vitest";
import { pixel, pixelFile, runMedia, soundFile } from "~/tests/media-run";

// Requests and answers of https://developers.cloudflare.com/workers-ai/models/

const base = "https://api.cloudflare.com/client/v4/accounts/acc/ai";
const result = (value: object) => ({ result: value, success: true, errors: [], messages: [] });
const run = (model: string) => `${base}/run/${model}`;

test("images come as base64 or as bytes", async () => {
  const json = await runMedia(
    "workers-ai",
    "images",
    { model: "@cf/black-forest-labs/flux-1-schnell", body: { prompt: "a cat", size: "512x512", steps: 4 } },
    [result({ image: "AAAA" })],
    base,
  );
  expect(json.sent[0]).toMatchObject({
    url: run("@cf/black-forest-labs/flux-1-schnell"),
    headers: { authorization: "Bearer sk-secret" },
    body: { prompt: "a cat", steps: 4 },
  });
  expect(json.content).toMatchObject({ data: [{ b64_json: "AAAA" }] });
  const bytes = await runMedia(
    "workers-ai",
    "images",
    { model: "@cf/lykon/dreamshaper-8-lcm", body: { prompt: "a cat", size: "512x768" } },
    [new Response(Buffer.from(pixel, "base64"), { headers: { "content-type": "image/png" } })],
    `${base}/v1`,
  );
  expect(bytes.sent[0]!.body).toEqual({ prompt: "a cat", width: 512, height: 768 });
  expect(bytes.content).toMatchObject({ data: [{ b64_json: pixel }] });
});

test("FLUX.2 takes a form, older models take the picture as base64", async () => {
  const edit = (model: string) =>
    runMedia(
      "workers-ai",
      "image_edits",
      { model, body: { prompt: "a hat" }, files: [["image", pixelFile()]] },
      [result({ image: "AA" })],
      base,
    );
  expect((await edit("@cf/black-forest-labs/flux-2-dev")).sent[0]!.body).toEqual({
    prompt: "a hat",
    input_image_0: "a.png image/png 70",
  });
  expect((await edit("@cf/runwayml/stable-diffusion-v1-5-img2img")).sent[0]!.body).toEqual({
    prompt: "a hat",
    image_b64: pixel,
  });
});

test("whisper takes bytes, its turbo takes base64 and translates", async () => {
  const words = [{ word: "Hello", start: 0, end: 0.5 }];
  const plain = await runMedia(
    "workers-ai",
    "transcriptions",
    { model: "@cf/openai/whisper", body: {}, files: [["file", soundFile()]] },
    [result({ text: " Hello", word_count: 1, words })],
    base,
  );
  expect(plain.sent[0]).toMatchObject({
    headers: { "content-type": "audio/mpeg" },
    body: new Uint8Array([73, 68, 51, 4]),
  });
  expect(plain.content).toEqual({ text: "Hello", usage: { type: "duration", seconds: 0.5 } });
  const turbo = await runMedia(
    "workers-ai",
    "translations",
    {
      model: "@cf/openai/whisper-large-v3-turbo",
      body: { response_format: "verbose_json" },
      files: [["file", soundFile()]],
    },
    [
      result({
        text: "Hello",
        segments: [{ start: 0, end: 2, text: "Hello" }],
        transcription_info: { language: "de", duration: 2 },
      }),
    ],
    base,
  );
  expect(turbo.sent[0]!.body).toEqual({ audio: "SUQzBA==", task: "translate" });
  expect(turbo.content).toMatchObject({
    task: "translate",
    language: "de",
    duration: 2,
    segments: [{ text: "Hello" }],
  });
  await expect(
    runMedia(
      "workers-ai",
      "translations",
      { model: "@cf/openai/whisper", body: {}, files: [["file", soundFile()]] },
      [],
      base,
    ),
  ).rejects.toMatchObject({ status: 400, param: "model" });
});

test("speech comes as bytes or as base64", async () => {
  const aura = await runMedia(
    "workers-ai",
    "speech",
    { model: "@cf/deepgram/aura-2-en", body: { input: "Hi", voice: "luna", response_format: "opus" } },
    [new Response("sound", { headers: { "content-type": "audio/ogg" } })],
    base,
  );
  expect(aura.sent[0]!.body).toEqual({ text: "Hi", speaker: "luna", encoding: "opus" });
  expect(String(Buffer.from(aura.content as Uint8Array))).toBe("sound");
  const melo = await runMedia(
    "workers-ai",
    "speech",
    { model: "@cf/myshell-ai/melotts", body: { input: "Hi", voice: "alloy" } },
    [result({ audio: "SUQzBA==" })],
    base,
  );
  expect(melo.sent[0]!.body).toEqual({ prompt: "Hi" });
  expect([...(melo.content as Uint8Array)]).toEqual([73, 68, 51, 4]);
  await expect(
    runMedia(
      "workers-ai",
      "speech",
      { model: "@cf/myshell-ai/melotts", body: { input: "Hi", voice: "a", response_format: "flac" } },
      [],
      base,
    ),
  ).rejects.toMatchObject({ status: 400, param: "response_format" });
});

test("reranking, and an error with its words", async () => {
  const { sent, content } = await runMedia(
    "workers-ai",
    "rerank",
    { model: "@cf/baai/bge-reranker-base", body: { query: "q", documents: ["a", "b"], top_n: 1 } },
    [result({ response: [{ id: 1, score: 0.8 }] })],
    base,
  );
  expect(sent[0]!.body).toEqual({ query: "q", contexts: [{ text: "a" }, { text: "b" }], top_k: 1 });
  expect(content).toMatchObject({ results: [{ index: 1, relevance_score: 0.8 }] });
  const refused = Response.json(
    { success: false, errors: [{ code: 5006, message: "required field" }] },
    { status: 400 },
  );
  await expect(runMedia("workers-ai", "images", { body: { prompt: "x" } }, [refused], base)).rejects.toMatchObject({
    failure: { kind: "client", message: "required field", code: "5006" },
  });
});
