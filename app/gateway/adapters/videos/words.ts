import { dataUri, nearestRatio, readSize } from "../../media/images";
import type { VideoOrder, VideoState } from "../../media/video-tasks";
import type { JsonObject } from "../../openai/fields";

/** A vendor's word for a state -> OpenAI's; an unknown one is on its way. */
export const statusOf = (word: unknown, words: Record<string, VideoState["status"]>): VideoState["status"] =>
  words[String(word)] ?? "in_progress";

/** Of `480p`, `720p`, `1080p` the one that a size means; null where none is asked. */
export function resolutionOf(size: string | null, known: readonly string[]): string | null {
  const wanted = readSize(size);
  if (wanted === null) return null;
  const lines = Math.min(wanted.width, wanted.height);
  const distance = (name: string) => Math.abs(Number.parseInt(name, 10) - lines);
  return [...known].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** A body's fields by name, those that are null or undefined left out. */
export const given = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

export const ratioOf = ({ size }: VideoOrder, known: readonly string[]): string | null => nearestRatio(size, known);

/** The first picture as a data URI; null for none. */
export const pictureOf = ({ image }: VideoOrder): string | null => (image === null ? null : dataUri(image));

export const textOr = (value: unknown, other: string): string =>
  typeof value === "string" && value !== "" ? value : other;
