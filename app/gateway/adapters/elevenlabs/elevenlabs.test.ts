import { expect, test } from "vitest";
import { adapterById } from "~/gateway/adapters/registry";
import { runMedia, soundFile } from "~/tests/media-run";

// Requests and answers of https://elevenlabs.io/docs/api-reference

const base = "https://api.elevenlabs.io/v1";
const heard = {
  language_code: "eng",
  language_probability: 0.98,
  text: "Hello world. Bye.",
  words: [
    { text: "Hello", start: 0, end: 0.5, type: "word", speaker_id: "speaker_0" },
    { text: " ", start: 0.5, end: 0.6, type: "spacing", speaker_id: "speaker_0" },
    { text: "world.", start: 0.6, end: 1.2, type: "word", speaker_id: "speaker_0" },
    { text: "Bye.", start: 61.5, end: 62, type: "word", speaker_id: "speaker_1" },
  ],
};

test("speech: voice in the path, format in the query, the rest in the body; audio streams", async () => {
  const { sent, content, answer } = await runMedia(
    "elevenlabs",
    "speech",
    { model: "eleven_v3", body: { input: "Hi", voice: "my voice", speed: 1.1, instructions: "kindly", seed: 4 } },
    [new Response("sound", { headers: { "content-type": "audio/mpeg" } })],
    base,
  );
  expect(sent).toMatchObject([
    {
      method: "POST",
      url: `${base}/text-to-speech/my%20voice/stream?output_format=mp3_44100_128`,
      headers: { "xi-api-key": "sk-secret", "content-type": "application/json" },
    },
  ]);
  expect(sent[0]!.body).toEqual({ text: "Hi", model_id: "eleven_v3", voice_settings: { speed: 1.1 }, seed: 4 });
  expect(sent[0]!.headers.authorization).toBeUndefined();
  expect([String(Buffer.from(content as Uint8Array)), answer.contentType, answer.units]).toEqual([
    "sound",
    "audio/mpeg",
    { characters: 2 },
  ]);
});

test("speech: OpenAI's voices are default voices, an operator's table goes first", async () => {
  const urlFor = async (voice: unknown, options = {}) =>
    (await runMedia("elevenlabs", "speech", { body: { input: "Hi", voice }, options }, [new Response("s")], base))
      .sent[0]!.url;
  expect(await urlFor("nova")).toContain("/EXAVITQu4vr4xnSDxMaL/");
  expect(await urlFor({ id: "abc" })).toContain("/abc/");
  expect(await urlFor("nova", { voices: { nova: "mine" } })).toContain("/mine/");
});

test("speech: formats by OpenAI's names; what there is none of is a 400", async () => {
  for (const [format, name, type] of [
    ["opus", "opus_48000_128", "audio/ogg"],
    ["pcm", "pcm_24000", "audio/pcm"],
    ["wav", "wav_24000", "audio/wav"],
  ]) {
    const body = { input: "Hi", voice: "v", response_format: format };
    const { sent, answer } = await runMedia("elevenlabs", "speech", { body }, [new Response("s")], base);
    expect([sent[0]!.url.split("=")[1], answer.contentType]).toEqual([name, type]);
  }
  for (const [body, param] of [
    [{ response_format: "flac" }, "response_format"],
    [{ speed: 2 }, "speed"],
    [{ stream_format: "sse" }, "stream_format"],
  ] as const)
    await expect(
      runMedia("elevenlabs", "speech", { body: { input: "Hi", voice: "v", ...body } }, [], base),
    ).rejects.toMatchObject({ status: 400, param });
});

test("transcription: the file goes as a form, words come as every format that is asked for", async () => {
  const hear = (more: object) =>
    runMedia(
      "elevenlabs",
      "transcriptions",
      { model: "scribe_v2", body: { language: "en", temperature: 0.5, ...more }, files: [["file", soundFile()]] },
      [heard],
      base,
    );
  const plain = await hear({});
  expect(plain.sent[0]).toMatchObject({
    method: "POST",
    url: `${base}/speech-to-text`,
    headers: { "xi-api-key": "sk-secret" },
  });
  expect(plain.sent[0]!.body).toEqual({
    model_id: "scribe_v2",
    file: "a.mp3 audio/mpeg 4",
    language_code: "en",
    temperature: "0.5",
    timestamps_granularity: "word",
    tag_audio_events: "false",
  });
  expect(plain.content).toEqual({ text: "Hello world. Bye.", usage: { type: "duration", seconds: 62 } });
  expect((await hear({ response_format: "text" })).content).toBe("Hello world. Bye.\n");
  expect((await hear({ response_format: "srt" })).content).toBe(
    "1\n00:00:00,000 --> 00:00:01,200\nHello world.\n\n2\n00:01:01,500 --> 00:01:02,000\nBye.\n\n",
  );
  expect((await hear({ response_format: "vtt" })).content).toBe(
    "WEBVTT\n\n00:00:00.000 --> 00:00:01.200\nHello world.\n\n00:01:01.500 --> 00:01:02.000\nBye.\n\n",
  );
  const verbose = await hear({ response_format: "verbose_json", timestamp_granularities: ["word", "segment"] });
  expect(verbose.content).toMatchObject({
    task: "transcribe",
    language: "eng",
    duration: 62,
    words: [{ word: "Hello", start: 0, end: 0.5 }, { word: "world." }, { word: "Bye." }],
    segments: [
      { id: 0, text: "Hello world." },
      { id: 1, text: "Bye.", start: 61.5 },
    ],
  });
  const speakers = await hear({ response_format: "diarized_json" });
  expect(speakers.sent[0]!.body).toMatchObject({ diarize: "true" });
  expect(speakers.content).toMatchObject({ segments: [{ speaker: "speaker_0" }, { speaker: "speaker_1" }] });
});

test("errors of both kinds keep their words; an empty account is out of quota", async () => {
  const call = { body: { input: "Hi", voice: "v" } };
  const answer = (status: number, detail: unknown) => Response.json({ detail }, { status });
  await expect(
    runMedia("elevenlabs", "speech", call, [answer(401, { status: "quota_exceeded", message: "no credits" })], base),
  ).rejects.toMatchObject({ failure: { kind: "quota", message: "no credits" } });
  await expect(
    runMedia("elevenlabs", "speech", call, [answer(401, { status: "invalid_api_key", message: "Invalid key" })], base),
  ).rejects.toMatchObject({ failure: { kind: "credential" } });
  await expect(
    runMedia("elevenlabs", "speech", call, [answer(422, [{ loc: ["body", "text"], msg: "field required" }])], base),
  ).rejects.toMatchObject({ failure: { kind: "client", message: "field required" } });
});

test("the list of models has those that listen, too", () => {
  const ids = adapterById("elevenlabs")?.readModels([{ model_id: "eleven_v3", name: "v3" }]);
  expect(ids).toEqual(["eleven_v3", "scribe_v1", "scribe_v2"]);
});
