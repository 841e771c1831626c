import { badRequest } from "../../errors";
import { encodeForm, needFile } from "../../media/form";
import {
  type MediaAdapter,
  type MediaAnswer,
  type MediaCall,
  streamAnswer,
  type UpstreamPort,
} from "../../media/media";
import { type Transcript, transcriptAnswer } from "../../media/transcript";
import { badAnswer } from "../../media/upstream";
import { isObject, type JsonObject, parseObject, wordTable } from "../../openai/fields";
import { keyHeaders } from "../foreign/media-only";
import type { Target } from "../target";
import { voiceId } from "./voices";

// Speech: https://elevenlabs.io/docs/api-reference/text-to-speech/stream
// Listening: https://elevenlabs.io/docs/api-reference/speech-to-text/convert

export const elevenLabsAuth = (secret: string) => ({ "xi-api-key": secret });

export const elevenLabsMedia: MediaAdapter = {
  operations: new Set(["speech", "transcriptions"]),
  error: elevenLabsError,
  run: (call, target, upstream) =>
    call.operation === "speech" ? speak(call, target, upstream) : hear(call, target, upstream),
};

/** `{"detail": {"status", "message"}}`, or FastAPI's list of what is wrong with which field. */
function elevenLabsError(text: string): JsonObject {
  const { detail } = parseObject(text) ?? {};
  const first = Array.isArray(detail) ? detail.find(isObject) : detail;
  const source = isObject(first) ? first : {};
  const message = source.message ?? source.msg ?? (typeof detail === "string" ? detail : text.slice(0, 500));
  const code = typeof source.status === "string" ? source.status : null;
  const spent = code === "quota_exceeded" ? "insufficient_quota" : code;
  return { error: { message: String(message), type: "upstream_error", param: null, code: spent } };
}

/** OpenAI's PCM has 24 kHz: clients play it at that. */
const formats = wordTable<{ name: string; type: string }>({
  mp3: { name: "mp3_44100_128", type: "audio/mpeg" },
  opus: { name: "opus_48000_128", type: "audio/ogg" },
  wav: { name: "wav_24000", type: "audio/wav" },
  pcm: { name: "pcm_24000", type: "audio/pcm" },
});

const ours = new Set([
  "model",
  "input",
  "voice",
  "response_format",
  "speed",
  "instructions",
  "stream_format",
  "metadata",
]);

async function speak(call: MediaCall, target: Target, upstream: UpstreamPort): Promise<MediaAnswer> {
  const { input, voice, speed, response_format: asked, stream_format: streamFormat } = call.body;
  if (streamFormat === "sse") throw badRequest("'stream_format' of ElevenLabs' speech is 'audio'.", "stream_format");
  const format = formats[String(asked ?? "mp3")];
  if (format === undefined)
    throw badRequest(
      `'response_format' '${asked}' is not supported by ElevenLabs: use mp3, opus, wav or pcm.`,
      "response_format",
    );
  if (typeof speed === "number" && (speed < 0.7 || speed > 1.2))
    throw badRequest("'speed' of ElevenLabs' speech is between 0.7 and 1.2.", "speed");
  const { voice_settings: settings, ...extra } = Object.fromEntries(
    Object.entries(call.body).filter(([name]) => !ours.has(name)),
  );
  const voiceSettings = { ...(isObject(settings) ? settings : {}), ...(speed === undefined ? {} : { speed }) };
  const id = encodeURIComponent(voiceId(voice, target.provider.options.voices));
  const response = await upstream.call(
    `${target.provider.baseUrl}/text-to-speech/${id}/stream?output_format=${format.name}`,
    {
      method: "POST",
      headers: keyHeaders(target, elevenLabsAuth),
      body: JSON.stringify({
        ...extra,
        text: input,
        model_id: target.model,
        ...(Object.keys(voiceSettings).length === 0 ? {} : { voice_settings: voiceSettings }),
      }),
    },
  );
  const units = { characters: [...String(input)].length };
  return streamAnswer(response, format.type, { units, model: target.model });
}

async function hear(call: MediaCall, target: Target, upstream: UpstreamPort): Promise<MediaAnswer> {
  const file = needFile(call.media.form ?? new FormData(), "file");
  const { language, temperature, response_format: format } = call.body;
  const form = new FormData();
  form.append("model_id", target.model);
  form.append("file", file, file.name);
  if (typeof language === "string" && language !== "") form.append("language_code", language);
  if (typeof temperature === "number") form.append("temperature", String(temperature));
  form.append("timestamps_granularity", "word");
  // OpenAI's models write words, not "(laughter)".
  form.append("tag_audio_events", "false");
  if (format === "diarized_json") form.append("diarize", "true");
  const { "content-type": _, ...headers } = keyHeaders(target, elevenLabsAuth);
  const { contentType, body } = await encodeForm(form);
  const answer = await upstream.json(`${target.provider.baseUrl}/speech-to-text`, {
    method: "POST",
    headers: { ...headers, "content-type": contentType },
    body,
  });
  return transcriptAnswer(call, readTranscript(answer), target.model);
}

function readTranscript({ text, language_code: language, words, audio_duration_secs }: JsonObject): Transcript {
  if (typeof text !== "string") throw badAnswer("the upstream's answer has no text");
  const list = Array.isArray(words) ? words.filter(isObject).filter(({ type }) => type !== "spacing") : [];
  const read = list.map(({ text: word, start, end, speaker_id: speaker }) => ({
    word: String(word ?? ""),
    start: Number(start ?? 0),
    end: Number(end ?? 0),
    ...(typeof speaker === "string" ? { speaker } : {}),
  }));
  return {
    text,
    language: typeof language === "string" ? language : null,
    duration: typeof audio_duration_secs === "number" ? audio_duration_secs : (read.at(-1)?.end ?? null),
    words: read,
    segments: [],
  };
}
