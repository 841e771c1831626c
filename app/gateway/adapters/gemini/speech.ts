import { joinBytes } from "../../media/bytes";
import { isObject, wordTable } from "../../openai/fields";

// Gemini speaks as raw PCM: `audio/L16;codec=pcm;rate=24000`. OpenAI's voices stand for Google's of a like tone:
// https://ai.google.dev/gemini-api/docs/speech-generation#voices

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
export function voiceOf(voice: unknown): string {
  const name = String(isObject(voice) ? voice.id : voice);
  return voices[name.toLowerCase()] ?? name;
}

export function pcmType(mediaType: string): { rate: number; channels: number } {
  const number = (name: string, missing: number) =>
    Number(new RegExp(`${name}=(\\d+)`).exec(mediaType)?.[1] ?? missing);
  return { rate: number("rate", 24_000), channels: number("channels", 1) };
}

/** 16-bit PCM with the header of a WAV file before it. */
export function wavOf(pcm: Uint8Array, rate: number, channels: number): Uint8Array<ArrayBuffer> {
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
