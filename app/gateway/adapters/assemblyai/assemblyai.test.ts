import { expect, test } from "vitest";
import { runMedia, soundFile } from "~/tests/media-run";

// Requests and answers of https://www.assemblyai.com/docs/api-reference

const base = "https://api.assemblyai.com";
const files: [string, File][] = [["file", soundFile()]];
const completed = {
  id: "t1",
  status: "completed",
  text: "Hello world.",
  language_code: "en",
  audio_duration: 3,
  words: [
    { text: "Hello", start: 250, end: 650, confidence: 0.9, speaker: null },
    { text: "world.", start: 700, end: 1200, confidence: 0.9, speaker: null },
  ],
};
const upload = { upload_url: "https://cdn.assemblyai.example/upload/1" };

test("upload, order, ask until it is there: the key goes without Bearer", async () => {
  const { sent, content, answer } = await runMedia(
    "assemblyai",
    "transcriptions",
    { model: "universal-3-pro", body: { language: "en", prompt: "names", temperature: 0.1 }, files },
    [upload, { id: "t1", status: "queued" }, { id: "t1", status: "processing" }, completed],
    base,
  );
  expect(sent.map(({ method, url }) => `${method} ${url.slice(base.length)}`)).toEqual([
    "POST /v2/upload",
    "POST /v2/transcript",
    "GET /v2/transcript/t1",
    "GET /v2/transcript/t1",
  ]);
  expect(sent.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill("sk-secret"));
  expect(sent[0]!.headers["content-type"]).toBe("application/octet-stream");
  expect(sent[0]!.body).toEqual(new Uint8Array([73, 68, 51, 4]));
  expect(sent[1]!.body).toEqual({
    audio_url: upload.upload_url,
    speech_models: ["universal-3-pro"],
    language_code: "en",
    prompt: "names",
    temperature: 0.1,
  });
  expect(content).toEqual({ text: "Hello world.", usage: { type: "duration", seconds: 3 } });
  expect(answer.units).toEqual({ seconds: 3 });
});

test("without a language it is detected; older models keep their field and take no prompt", async () => {
  const { sent } = await runMedia(
    "assemblyai",
    "transcriptions",
    { model: "slam-1", body: { prompt: "names" }, files },
    [upload, { id: "t1" }, completed],
    base,
  );
  expect(sent[1]!.body).toEqual({ audio_url: upload.upload_url, speech_model: "slam-1", language_detection: true });
});

test("milliseconds become seconds; subtitles are the vendor's own", async () => {
  const verbose = await runMedia(
    "assemblyai",
    "transcriptions",
    { body: { response_format: "verbose_json", timestamp_granularities: ["word"] }, files },
    [upload, { id: "t1" }, completed],
    base,
  );
  expect(verbose.content).toMatchObject({ duration: 3, words: [{ word: "Hello", start: 0.25, end: 0.65 }, {}] });
  const srt = await runMedia(
    "assemblyai",
    "transcriptions",
    { body: { response_format: "srt" }, files },
    [upload, { id: "t1" }, completed, new Response("1\n00:00:00,250 --> 00:00:01,200\nHello world.\n")],
    base,
  );
  expect(srt.sent[3]!.url).toBe(`${base}/v2/transcript/t1/srt`);
  expect(srt.content).toContain("-->");
});

test("speakers come from its utterances", async () => {
  const utterances = [{ text: "Hello world.", start: 250, end: 1200, speaker: "B" }];
  const { sent, content } = await runMedia(
    "assemblyai",
    "transcriptions",
    { body: { response_format: "diarized_json" }, files },
    [upload, { id: "t1" }, { ...completed, utterances }],
    base,
  );
  expect(sent[1]!.body).toMatchObject({ speaker_labels: true });
  expect(content).toMatchObject({ segments: [{ text: "Hello world.", start: 0.25, speaker: "B" }] });
});

test("a transcript that failed for its file is the caller's, any other the vendor's", async () => {
  for (const [error, kind] of [
    ["File does not appear to contain audio", "client"],
    ["Internal trouble", "server"],
  ])
    await expect(
      runMedia(
        "assemblyai",
        "transcriptions",
        { body: {}, files },
        [upload, { id: "t1" }, { status: "error", error }],
        base,
      ),
    ).rejects.toMatchObject({ failure: { kind, message: error } });
});
