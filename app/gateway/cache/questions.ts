import type { Ports } from "../ports";
import { questionPurpose } from "../purposes";
import { ByteLru } from "./byte-lru";
import { readWithin } from "./read-within";

// Questions of the same context, for answers to what means the same: the newest ones are compared in memory.

const mostQuestions = 200;
const memoryBytes = 24 * 1024 * 1024;
/** Where other isolates add questions too, the list is read again after so long. */
const sharedForMs = 30_000;
const aloneForMs = 3_600_000;

interface Question {
  id: string;
  /** Of length 1. */
  vector: Float32Array;
  /** Unix ms. */
  expiresAt: number;
}

/** As it is stored. */
interface StoredQuestion {
  question: string;
  /** Base64 of 32-bit floats. */
  vector: string;
  expiresAt: number;
}

export class QuestionBook {
  readonly #ports: Ports;
  readonly #contexts = new ByteLru<Question[]>(memoryBytes);

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Whether a context has questions to compare with: without any, none needs a vector before its answer. */
  async known(context: string): Promise<readonly Question[]> {
    const now = this.#ports.now();
    const remembered = this.#contexts.get(context, now);
    if (remembered !== undefined) return remembered.filter(({ expiresAt }) => expiresAt > now);
    const { store, unseal, shared } = this.#ports;
    const read = await readWithin("Kept questions", async () => {
      const questions: Question[] = [];
      for (const { id, sealedQuestion } of await store.findQuestions(context, mostQuestions, now)) {
        if (sealedQuestion === null) continue;
        const stored = JSON.parse(await unseal(sealedQuestion, questionPurpose(id))) as StoredQuestion;
        questions.push({ id, vector: readVector(stored.vector), expiresAt: stored.expiresAt });
      }
      return questions;
    });
    if (read !== null) this.#contexts.set(context, read, sizeOf(read), now + (shared ? sharedForMs : aloneForMs));
    return read ?? [];
  }

  /** The sealed form of a question, which from now on is compared with. */
  async add(
    id: string,
    { context, question }: { context: string; question: string },
    vector: Float32Array,
    expiresAt: number,
  ): Promise<string> {
    const { now, seal, shared } = this.#ports;
    const others = this.#contexts.get(context, now());
    // A context that was not read is read whole when it is asked for.
    if (others !== undefined) {
      const next = [{ id, vector, expiresAt }, ...others.filter((other) => other.id !== id)].slice(0, mostQuestions);
      this.#contexts.set(context, next, sizeOf(next), now() + (shared ? sharedForMs : aloneForMs));
    }
    const stored: StoredQuestion = { question, vector: writeVector(vector), expiresAt };
    return seal(JSON.stringify(stored), questionPurpose(id));
  }

  clear(): void {
    this.#contexts.clear();
  }
}

const sizeOf = (questions: Question[]) => 200 + questions.reduce((sum, { vector }) => sum + vector.byteLength + 150, 0);

/** The words of a stored question. */
export async function readQuestion(unseal: Ports["unseal"], id: string, sealed: string): Promise<string> {
  return (JSON.parse(await unseal(sealed, questionPurpose(id))) as StoredQuestion).question;
}

/** The most similar one, by the cosine of the angle between vectors of length 1; null where none reaches the threshold. */
export function mostSimilar(
  questions: readonly Question[],
  vector: Float32Array,
  threshold: number,
): { id: string; similarity: number } | null {
  let best: { id: string; similarity: number } | null = null;
  for (const { id, vector: other } of questions) {
    // Another model's vectors have another length, and say nothing about these.
    if (other.length !== vector.length) continue;
    let similarity = 0;
    for (let at = 0; at < vector.length; at++) similarity += vector[at]! * other[at]!;
    similarity = Math.min(1, similarity);
    // Floats of length 1 come to a little less than 1 with themselves.
    if (similarity + 1e-6 >= threshold && similarity > (best?.similarity ?? -1)) best = { id, similarity };
  }
  return best;
}

/** Scaled to length 1; null for one without direction. */
export function unitVector(values: readonly number[]): Float32Array | null {
  const length = Math.hypot(...values);
  return values.length === 0 || !Number.isFinite(length) || length === 0
    ? null
    : Float32Array.from(values, (value) => value / length);
}

function writeVector(vector: Float32Array): string {
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

const readVector = (text: string): Float32Array =>
  new Float32Array(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer);
