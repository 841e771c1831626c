import { needFile } from "../../media/form";
import type { MediaAdapter, MediaAnswer, MediaCall, UpstreamPort } from "../../media/media";
import { type Transcript, transcriptAnswer } from "../../media/transcript";
import { badAnswer, jobFailed } from "../../media/upstream";
import { isObject, type JsonObject } from "../../openai/fields";
import { longestAnswer, textWithin } from "../../whole-body";
import { keyHeaders } from "../foreign/media-only";
import type { Target } from "../target";

// A file is uploaded, a transcript ordered and asked for until it is there:
// https://www.assemblyai.com/docs/api-reference/files/upload and /transcripts/submit

/** The key as it is, without "Bearer". */
export const assemblyAiAuth = (secret: string) => ({ authorization: secret });

export const assemblyAiMedia: MediaAdapter = {
  operations: new Set(["transcriptions"]),
  async run(call, target, upstream) {
    const file = needFile(call.media.form ?? new FormData(), "file");
    const base = target.provider.baseUrl;
    const headers = keyHeaders(target, assemblyAiAuth);
    const { upload_url: address } = await upstream.json(`${base}/v2/upload`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/octet-stream" },
      body: new Uint8Array(await file.arrayBuffer()),
    });
    if (typeof address !== "string") throw badAnswer("the upstream's answer has no address of the upload");
    const { id } = await upstream.json(`${base}/v2/transcript`, {
      method: "POST",
      headers,
      body: JSON.stringify(transcriptRequest(call, target.model, address)),
    });
    if (typeof id !== "string") throw badAnswer("the upstream's answer has no transcript");
    const url = `${base}/v2/transcript/${encodeURIComponent(id)}`;
    const { "content-type": _, ...reading } = headers;
    const cancel = { url, method: "DELETE", headers: reading };
    return upstream.job(cancel, () => finished(call, target, upstream, { url, headers: reading }));
  },
};

/** Names from before `speech_models`: https://www.assemblyai.com/docs/getting-started/models */
const singular = /^(?:best|nano|universal|slam-1)$/;

function transcriptRequest(call: MediaCall, model: string, address: string): JsonObject {
  const { language, prompt, temperature, response_format: format } = call.body;
  const newest = /^universal-3/.test(model);
  return {
    audio_url: address,
    ...(singular.test(model) ? { speech_model: model } : { speech_models: [model] }),
    ...(typeof language === "string" && language !== "" ? { language_code: language } : { language_detection: true }),
    // Older models take neither; a prompt is a hint that OpenAI's own models may overlook, too.
    ...(newest && typeof prompt === "string" && prompt !== "" ? { prompt } : {}),
    ...(newest && typeof temperature === "number" ? { temperature } : {}),
    ...(format === "diarized_json" ? { speaker_labels: true } : {}),
  };
}

async function finished(
  call: MediaCall,
  target: Target,
  upstream: UpstreamPort,
  { url, headers }: { url: string; headers: Record<string, string> },
): Promise<MediaAnswer> {
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 1.5, 3_000)) {
    await upstream.sleep(waitMs);
    const answer = await upstream.json(url, { headers });
    if (answer.status === "error") {
      const message = String(answer.error ?? "the transcript failed");
      throw jobFailed(message, /audio|file|language|duration|decode|format/i.test(message));
    }
    if (answer.status !== "completed") continue;
    const { response_format: format } = call.body;
    if (format !== "srt" && format !== "vtt") return transcriptAnswer(call, readTranscript(answer), target.model);
    const text = await textWithin(await upstream.call(`${url}/${format}`, { headers }), longestAnswer);
    return { ...transcriptAnswer(call, readTranscript(answer), target.model), body: text };
  }
}

/** Times are milliseconds there. */
function readTranscript({ text, words, utterances, audio_duration, language_code }: JsonObject): Transcript {
  if (typeof text !== "string") throw badAnswer("the upstream's answer has no text");
  const timed = (value: unknown) =>
    (Array.isArray(value) ? value.filter(isObject) : []).map(({ text: words, start, end, speaker }) => ({
      text: String(words ?? ""),
      start: Number(start ?? 0) / 1000,
      end: Number(end ?? 0) / 1000,
      ...(typeof speaker === "string" ? { speaker } : {}),
    }));
  return {
    text,
    language: typeof language_code === "string" ? language_code : null,
    duration: typeof audio_duration === "number" ? audio_duration : null,
    words: timed(words).map(({ text: word, ...rest }) => ({ word, ...rest })),
    segments: timed(utterances),
  };
}
