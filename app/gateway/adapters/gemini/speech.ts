import { fromBase64, joinBytes } from "../../media/bytes";
import { isObject, type JsonObject, wordTable } from "../../openai/fields";

// Gemini's models up to 3.1 speak as raw PCM (`audio/L16;codec=pcm;rate=24000`) and are told how in the text; those from 3.8
// on speak as a WAV file, pieces of a stream as PCM, and are told how beside the text, which they read word by word:
// https://ai.google.dev/gemini-api/docs/speech-generation and
// https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/text-to-speech/migration-guide
// OpenAI's voices stand for Google's of a like tone: https://ai.google.dev/gemini-api/docs/speech-generation#voices

const voices = wordTable<string>({
  alloy: "Kore",
  ash: "Charon",
  ballad: "Iapetus",
  cedar: "Alnilam",
  coral: "Aoede",
  echo: "Puck",
  fable: "Fenrir",
  marin: "Leda",
  nova: "Zephyr",
  onyx: "Orus",
  sage: "Sulafat",
  shimmer: "Callirrhoe",
  verse: "Umbriel",
});

/** Any name that is none of OpenAI's is taken for one of Google's. */
function voiceOf(voice: unknown): string {
  const name = String(isObject(voice) ? voice.id : voice);
  return voices[name.toLowerCase()] ?? name;
}

/** `voice_...` and `voicekey_...` are voices that somebody has made. */
export function speechConfig(voice: unknown): JsonObject {
  const name = voiceOf(voice);
  return { voiceConfig: /^voice(?:key)?_/.test(name) ? { voice: name } : { prebuiltVoiceConfig: { voiceName: name } } };
}

export const isSpeaker = (model: string): boolean => /-tts\b/.test(model);

const readsInstructions = (model: string): boolean => /gemini-(?:2\.5|3\.1)-/.test(model);

/** A text to read, and how, where that is said. */
export function spokenPart(model: string, text: string, style: string): JsonObject {
  if (style === "") return { text };
  return readsInstructions(model) ? { text: `${style}\n\n${text}` } : { text, speechMetadata: { style } };
}

/** Samples of 16 bits, without a file's header. */
export interface Sound {
  pcm: Uint8Array<ArrayBuffer>;
  rate: number;
  channels: number;
}

/** The sound of a part's `inlineData`; null where it is none. */
export function soundOf({ mimeType, data }: JsonObject): Sound | null {
  const bytes = typeof data === "string" ? fromBase64(data) : null;
  if (bytes === null || bytes.length === 0) return null;
  return readWav(bytes) ?? { pcm: bytes, ...pcmType(String(mimeType)) };
}

/** Null for bytes that are no WAV file: http://soundfile.sapp.org/doc/WaveFormat/ */
function readWav(bytes: Uint8Array<ArrayBuffer>): Sound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 44 || word(0) !== "RIFF" || word(8) !== "WAVE") return null;
  const sound = { rate: 24_000, channels: 1 };
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, length] = [word(at), view.getUint32(at + 4, true)];
    if (name === "data") return { pcm: bytes.slice(at + 8, at + 8 + length), ...sound };
    if (name === "fmt " && at + 16 <= bytes.length) {
      sound.channels = view.getUint16(at + 10, true);
      sound.rate = view.getUint32(at + 12, true);
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

function pcmType(mediaType: string): { rate: number; channels: number } {
  const number = (name: string, missing: number) =>
    Number(new RegExp(`${name}=(\\d+)`).exec(mediaType)?.[1] ?? missing);
  return { rate: number("rate", 24_000), channels: number("channels", 1) };
}

/** 16-bit PCM with the header of a WAV file before it. */
export function wavOf({ pcm, rate, channels }: Sound): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(44));
  const text = (position: number, word: string) => {
    for (let index = 0; index < word.length; index++) header.setUint8(position + index, word.charCodeAt(index));
  };
  text(0, "RIFF");
  header.setUint32(4, 36 + pcm.byteLength, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, channels, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * channels * 2, true);
  header.setUint16(32, channels * 2, true);
  header.setUint16(34, 16, true);
  text(36, "data");
  header.setUint32(40, pcm.byteLength, true);
  return joinBytes([new Uint8Array(header.buffer), pcm]);
}
