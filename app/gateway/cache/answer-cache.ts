import type { ApiKey } from "../config/entities";
import type { CacheHit } from "../log/log-row";
import type { Ports } from "../ports";
import { answerPurpose } from "../purposes";
import { matchesAny } from "../routing/pattern";
import { ByteLru } from "./byte-lru";
import { type KeptAnswer, longestAnswer } from "./kept-answer";
import type { CacheKey } from "./key";
import { QuestionBook } from "./questions";
import { readWithin } from "./read-within";

const memoryBytes = 16 * 1024 * 1024;

export interface FoundAnswer {
  kept: KeptAnswer;
  hit: CacheHit;
}

/** Answers in front of the store: in memory what was asked lately, in the store, sealed, what all isolates share. */
export class AnswerCache {
  readonly questions: QuestionBook;
  readonly #ports: Ports;
  readonly #answers = new ByteLru<KeptAnswer>(memoryBytes);

  constructor(ports: Ports) {
    this.#ports = ports;
    this.questions = new QuestionBook(ports);
  }

  /** Null where there is none that `key` may have. A store that is slow or does not answer holds nobody up for long. */
  async find(id: string, key: ApiKey, similarity: number | null = null): Promise<FoundAnswer | null> {
    const kept = this.#answers.get(id, this.#ports.now()) ?? (await this.#read(id));
    // What a provider answered is not for a key that may not use it.
    if (kept === null || !matchesAny(key.providers, kept.providerId)) return null;
    const kind = similarity === null ? "exact" : "semantic";
    return { kept, hit: { kind, similarity: similarity ?? 1, entryId: id, savedMicroUsd: kept.costMicroUsd } };
  }

  /** `expiresAt` in Unix ms. */
  remember(id: string, kept: KeptAnswer, expiresAt: number): void {
    if (kept.text.length <= longestAnswer) this.#answers.set(id, kept, kept.text.length * 2 + 500, expiresAt);
  }

  /** Writes it for all isolates; `vector` is that of the question, null where nothing is compared. */
  async save(
    { id, semantic }: CacheKey,
    kept: KeptAnswer,
    expiresAt: number,
    vector: Float32Array | null,
  ): Promise<void> {
    if (kept.text.length > longestAnswer) return;
    const compared = semantic !== null && vector !== null ? semantic : null;
    const { store, seal } = this.#ports;
    const sealedQuestion =
      compared === null || vector === null ? null : await this.questions.add(id, compared, vector, expiresAt);
    await store.saveAnswer({
      id,
      context: compared?.context ?? null,
      sealed: await seal(JSON.stringify(kept), answerPurpose(id)),
      sealedQuestion,
      createdAt: kept.keptAt,
      expiresAt,
    });
  }

  clear(): void {
    this.#answers.clear();
    this.questions.clear();
  }

  async #read(id: string): Promise<KeptAnswer | null> {
    const { store, unseal, now } = this.#ports;
    return readWithin("A kept answer", async () => {
      const row = await store.findAnswer(id, now());
      if (row === null) return null;
      const kept = JSON.parse(await unseal(row.sealed, answerPurpose(id))) as KeptAnswer;
      this.remember(id, kept, row.expiresAt);
      return kept;
    });
  }
}
