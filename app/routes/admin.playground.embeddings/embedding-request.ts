import * as z from "zod/mini";
import type { Request } from "../admin.playground/use-workbench";

// What the Embeddings mode sends to /v1/embeddings, and what it shows of the vectors.
// https://platform.openai.com/docs/api-reference/embeddings

export const embeddingSettingsSchema = z.object({
  model: z.string(),
  /** Null: as many as the model gives. */
  dimensions: z.nullable(z.number()),
  failover: z.boolean(),
});
export type EmbeddingSettings = z.infer<typeof embeddingSettingsSchema>;

export const defaultEmbeddingSettings: EmbeddingSettings = { model: "", dimensions: null, failover: true };

/** The matrix of more would be read by nobody. */
export const mostTexts = 12;

export const embeddingDraftSchema = z.object({
  texts: z.array(z.string()).check(z.minLength(1), z.maxLength(mostTexts)),
});
export type EmbeddingDraft = z.infer<typeof embeddingDraftSchema>;

/** Texts that say something, in order. */
export const writtenTexts = ({ texts }: EmbeddingDraft): string[] =>
  texts.map((text) => text.trim()).filter((text) => text !== "");

export function embeddingFields(settings: EmbeddingSettings, texts: string[]): Record<string, unknown> {
  return {
    model: settings.model,
    input: texts.length === 1 ? texts[0] : texts,
    ...(settings.dimensions === null ? {} : { dimensions: settings.dimensions }),
    ...(settings.failover ? {} : { provider: { allow_fallbacks: false } }),
  };
}

const shownNumbers = 6;

export interface Embedded {
  texts: string[];
  /** Numbers a vector. */
  length: number;
  /** The beginning of each vector, in the order of the texts. */
  beginnings: number[][];
  /** Cosine similarity of each text with each, -1 to 1; null where a vector is all zero. */
  similarities: (number | null)[][];
}

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number(), embedding: z.array(z.number()) })).check(z.minLength(1)),
});

/** Throws where the answer is not OpenAI's, or not one vector a text. */
export function readEmbeddings(json: unknown, texts: string[]): Embedded {
  const vectors = z
    .parse(answerSchema, json)
    .data.toSorted((a, b) => a.index - b.index)
    .map(({ embedding }) => embedding);
  if (vectors.length !== texts.length) throw new Error(`${vectors.length} vectors for ${texts.length} texts`);
  return {
    texts,
    length: vectors[0]?.length ?? 0,
    beginnings: vectors.map((vector) => vector.slice(0, shownNumbers)),
    similarities: vectors.map((one) => vectors.map((other) => cosine(one, other))),
  };
}

/** Null where one has no direction, or they are not of one length. */
export function cosine(one: number[], other: number[]): number | null {
  if (one.length !== other.length) return null;
  let dot = 0;
  let ownSquares = 0;
  let otherSquares = 0;
  for (const [place, value] of one.entries()) {
    const against = other[place] ?? 0;
    dot += value * against;
    ownSquares += value * value;
    otherSquares += against * against;
  }
  const length = Math.sqrt(ownSquares * otherSquares);
  return length > 0 ? Math.max(-1, Math.min(1, dot / length)) : null;
}

export function embeddingRequest(settings: EmbeddingSettings, draft: EmbeddingDraft): Request<Embedded> {
  const texts = writtenTexts(draft);
  return {
    path: "embeddings",
    body: embeddingFields(settings, texts),
    read: (json) => readEmbeddings(json, texts),
  };
}
