import type { KeptResponses } from "../dialects/dialect";
import type { Defer, Ports } from "../ports";
import type { KeptResponse } from "../store";

// Answers of the Responses surface, for requests that name one as `previous_response_id`: upstreams are not asked to keep
// them, so that the next turn may go to any of them.

/** Since the last use. */
const keptForMs = 72 * 3_600_000;
/** A conversation of more turns has to be sent by its client. */
const mostTurns = 1_000;
/** Another isolate may still be writing the answer that this one is asked for. */
const secondLookMs = 300;

const mostPending = 500;

const keyOf = (keyId: string, id: string) => `${keyId} ${id}`;

export class ResponseBook {
  readonly #ports: Ports;
  /** On their way to the store: the next turn may come before they are there. */
  readonly #pending = new Map<string, KeptResponse>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  save(keyId: string, kept: KeptResponse, defer: Defer): void {
    const key = keyOf(keyId, kept.id);
    this.#pending.set(key, kept);
    // Where a write died with its request, its row must not stay in memory for good.
    if (this.#pending.size > mostPending) this.#pending.delete(this.#pending.keys().next().value!);
    defer(
      this.#write(keyId, kept)
        .catch((error) => console.error("A response could not be saved, no later request can build on it:", error))
        .finally(() => {
          if (this.#pending.get(key) === kept) this.#pending.delete(key);
        }),
    );
  }

  /** Resolves when all that was saved before this call is written, or was tried. No promise crosses requests. */
  async settled(): Promise<void> {
    await this.#until(() => this.#pending.size === 0);
  }

  /** The responses of one API key. */
  of(keyId: string): KeptResponses {
    return {
      find: async (id) => (await this.#read(keyId, id, 1)).at(-1) ?? null,
      chain: async (id) => {
        const turns = await this.#read(keyId, id, mostTurns);
        return turns.length > 0 && turns[0]!.previousId === null ? turns : null;
      },
    };
  }

  async remove(keyId: string, id: string): Promise<boolean> {
    await this.#until(() => !this.#pending.has(keyOf(keyId, id)));
    return this.#ports.store.deleteResponse(keyId, id);
  }

  /** After the answer, never before its first byte. */
  async #write(keyId: string, kept: KeptResponse): Promise<void> {
    await this.#ports.sleep(0);
    const now = this.#ports.now();
    await this.#ports.store.saveResponse(keyId, kept, now, now + keptForMs);
  }

  async #until(done: () => boolean): Promise<void> {
    for (let waited = 0; !done() && waited < 2_000; waited += 10) await this.#ports.sleep(10);
  }

  async #read(keyId: string, id: string, most: number): Promise<KeptResponse[]> {
    const fresh: KeptResponse[] = [];
    for (let next: string | null = id; next !== null && fresh.length < most; ) {
      const pending = this.#pending.get(keyOf(keyId, next));
      if (pending === undefined) {
        const older = await this.#find(keyId, next, most - fresh.length);
        return [...older, ...fresh];
      }
      fresh.unshift(pending);
      next = pending.previousId;
    }
    return fresh;
  }

  async #find(keyId: string, id: string, most: number): Promise<KeptResponse[]> {
    const { store, now, sleep, shared } = this.#ports;
    const found = await store.findResponses(keyId, id, most, now());
    if (found.length > 0 || !shared) return found;
    await sleep(secondLookMs);
    return store.findResponses(keyId, id, most, now());
  }
}
