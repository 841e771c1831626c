import { badRequest } from "../../errors";
import { joinBytes } from "../../media/bytes";
import { isObject, type JsonObject } from "../../openai/fields";
import { toBase64 } from "../../openai/vectors";
import { isSpeaker, type Sound, soundOf, speechConfig, spokenPart, wavOf } from "./speech";

// Chats whose answer is spoken: `modalities` and `audio` as https://platform.openai.com/docs/guides/audio has them.

const asksForSound = ({ modalities, audio }: JsonObject): boolean =>
  isObject(audio) || (Array.isArray(modalities) && modalities.includes("audio"));

const formatOf = ({ audio }: JsonObject): unknown => (isObject(audio) ? audio.format : undefined) ?? "wav";

/**
 * `generationConfig` of a spoken answer; null where none is asked for. Throws a 400 for formats that would have to be encoded:
 * Google's sound is PCM.
 */
export function spokenConfig(body: JsonObject, stream: boolean): JsonObject | null {
  if (!asksForSound(body)) return null;
  const format = formatOf(body);
  if (format !== "wav" && format !== "pcm16")
    throw badRequest("'audio.format' of Gemini's models is 'wav' or 'pcm16'.", "audio.format");
  if (stream && format !== "pcm16") throw badRequest("'audio.format' of a stream is 'pcm16'.", "audio.format");
  const voice = isObject(body.audio) ? body.audio.voice : undefined;
  return { responseModalities: ["AUDIO"], ...(voice ? { speechConfig: speechConfig(voice) } : {}) };
}

/** Models that only read aloud take no instructions of the system's: they say how the user's text is read. */
export function readAloud(request: JsonObject, model: string): void {
  if (!isSpeaker(model) || !isObject(request.systemInstruction)) return;
  const [{ text: style }] = request.systemInstruction.parts as [JsonObject];
  delete request.systemInstruction;
  const contents = request.contents as { role: string; parts: JsonObject[] }[];
  const last = contents.findLast(({ role }) => role === "user");
  const place = last?.parts.findIndex(({ text }) => typeof text === "string") ?? -1;
  const part = last?.parts[place];
  if (last !== undefined && part !== undefined) last.parts[place] = spokenPart(model, String(part.text), String(style));
}

export const newSoundId = (): string => `audio_${crypto.randomUUID().replaceAll("-", "")}`;

/** `inlineData` of an answer that is sound, not a picture. */
export const isSound = ({ mimeType }: JsonObject): boolean => /^audio\//i.test(String(mimeType));

/** `message.audio` of the sounds of an answer; null where there are none. `created`: Unix seconds, as nothing is kept. */
export function spokenMessage(
  sounds: JsonObject[],
  said: string,
  body: JsonObject,
  created: number,
): JsonObject | null {
  const read = sounds.map(soundOf).filter((sound) => sound !== null);
  const first = read[0];
  if (first === undefined) return null;
  const sound: Sound = { ...first, pcm: joinBytes(read.map(({ pcm }) => pcm)) };
  return {
    id: newSoundId(),
    data: toBase64(formatOf(body) === "pcm16" ? sound.pcm : wavOf(sound)),
    expires_at: created,
    transcript: said,
  };
}
