import type { JsonObject } from "../openai/fields";
import { jsonAnswer, type MediaAnswer, type MediaCall } from "./media";

/** Speech as text, as every vendor's answer is read. Times in seconds. */
export interface Transcript {
  text: string;
  /** ISO 639-1, where the vendor told it. */
  language: string | null;
  duration: number | null;
  words: { word: string; start: number; end: number; speaker?: string }[];
  segments: { text: string; start: number; end: number; speaker?: string }[];
}

/** In the form that the client asked for: https://platform.openai.com/docs/api-reference/audio/json-object */
export function transcriptAnswer(call: MediaCall, transcript: Transcript, model: string): MediaAnswer {
  const seconds = transcript.duration ?? transcript.words.at(-1)?.end ?? null;
  const more = { model, units: seconds === null ? null : { seconds } };
  const text = (body: string, contentType = "text/plain; charset=utf-8"): MediaAnswer => ({
    ...jsonAnswer({}, more),
    contentType,
    body,
  });
  switch (call.body.response_format) {
    case "text":
      return text(`${transcript.text}\n`);
    case "srt":
      return text(subtitles(transcript, "srt"));
    case "vtt":
      return text(subtitles(transcript, "vtt"), "text/vtt; charset=utf-8");
    case "verbose_json":
      return jsonAnswer(verbose(call, transcript, seconds), more);
    case "diarized_json":
      return jsonAnswer(diarized(transcript, seconds), more);
    default:
      return jsonAnswer(
        { text: transcript.text, ...(seconds === null ? {} : { usage: { type: "duration", seconds } }) },
        more,
      );
  }
}

function verbose(call: MediaCall, transcript: Transcript, duration: number | null): JsonObject {
  const { timestamp_granularities: asked } = call.body;
  const wants = (name: string) => (Array.isArray(asked) ? asked.includes(name) : name === "segment");
  return {
    task: call.operation === "translations" ? "translate" : "transcribe",
    language: transcript.language ?? "",
    duration: duration ?? 0,
    text: transcript.text,
    ...(wants("word") ? { words: transcript.words.map(({ word, start, end }) => ({ word, start, end })) } : {}),
    ...(wants("segment")
      ? { segments: segmentsOf(transcript).map(({ text, start, end }, id) => ({ id, start, end, text })) }
      : {}),
  };
}

const diarized = (transcript: Transcript, duration: number | null): JsonObject => ({
  task: "transcribe",
  duration: duration ?? 0,
  text: transcript.text,
  segments: segmentsOf(transcript).map(({ text, start, end, speaker }, index) => ({
    type: "transcript.text.segment",
    id: `seg_${index}`,
    start,
    end,
    text,
    speaker: speaker ?? "A",
  })),
});

/** The vendor's segments, else its words by sentence, speaker and length. */
function segmentsOf({ segments, words, text, duration }: Transcript): Transcript["segments"] {
  if (segments.length > 0) return segments;
  if (words.length === 0) return text === "" ? [] : [{ text, start: 0, end: duration ?? 0 }];
  const made: Transcript["segments"] = [];
  let open: Transcript["segments"][number] | null = null;
  for (const { word, start, end, speaker } of words) {
    if (
      open === null ||
      open.speaker !== speaker ||
      /[.!?。！？]$/.test(open.text) ||
      open.text.length + word.length > 80
    ) {
      open = { text: word.trim(), start, end, ...(speaker === undefined ? {} : { speaker }) };
      made.push(open);
      continue;
    }
    // Languages without spaces come word by word, too.
    open.text += /[\u2e80-\uffff]$/.test(open.text) ? word.trim() : ` ${word.trim()}`;
    open.end = end;
  }
  return made;
}

function subtitles(transcript: Transcript, format: "srt" | "vtt"): string {
  const comma = format === "srt" ? "," : ".";
  const cues = segmentsOf(transcript).map(({ text, start, end }, index) => {
    const times = `${clock(start, comma)} --> ${clock(end, comma)}`;
    return `${format === "srt" ? `${index + 1}\n` : ""}${times}\n${text.trim()}\n`;
  });
  return `${format === "vtt" ? "WEBVTT\n\n" : ""}${cues.join("\n")}\n`;
}

/** Seconds -> `00:01:02,345`. */
function clock(seconds: number, comma: string): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${comma}${String(ms % 1000).padStart(3, "0")}`;
}
