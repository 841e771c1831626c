import { isObject, wordTable } from "../../openai/fields";

// OpenAI's voices stand for ElevenLabs' default voices of a like tone, which every account has:
// https://elevenlabs.io/docs/product-guides/voices/default-voices. `options.voices` of a provider changes or adds names.

const defaults = wordTable<string>({
  alloy: "SAz9YHcvj6GT2YYXdXww", // River
  ash: "nPczCjzI2devNBz1zQrb", // Brian
  ballad: "JBFqnCBsd6RMkjVDRZzb", // George
  cedar: "pqHfZKP75CvOlQylNhV4", // Bill
  coral: "cgSgspJ2msm6clMCkdW9", // Jessica
  echo: "TX3LPaxmHKxFdv7VOQHJ", // Liam
  fable: "onwK4e9ZLuTAKqWW03F9", // Daniel
  marin: "FGY2WhTYpPnrIDTdsKH5", // Laura
  nova: "EXAVITQu4vr4xnSDxMaL", // Sarah
  onyx: "cjVigY5qzO86Huf0OWal", // Eric
  sage: "XrExE9yKIg1WjnnlVkGX", // Matilda
  shimmer: "Xb7hH8MSUJpSbSDYk0k2", // Alice
  verse: "iP95p4xoKVk53GoZ742B", // Chris
});

/** Any name that is not known is taken for one of ElevenLabs' own ids. */
export function voiceId(voice: unknown, own: unknown): string {
  const name = String(isObject(voice) ? voice.id : voice);
  const set = isObject(own) ? own[name] : undefined;
  return typeof set === "string" ? set : (defaults[name.toLowerCase()] ?? name);
}
