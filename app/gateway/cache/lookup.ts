import { Cancellation } from "../cancellation";
import type { ApiKey } from "../config/entities";
import type { Call } from "../dialects/dialect";
import type { Gateway } from "../gateway";
import type { RequestRecord } from "../log/record";
import type { Defer } from "../ports";
import type { Snapshot } from "../routing/snapshot";
import type { FoundAnswer } from "./answer-cache";
import { embed } from "./embed";
import type { AnswerKeeper, KeptAnswer } from "./kept-answer";
import { type CacheKey, cacheKey, isCacheable } from "./key";
import { mostSimilar } from "./questions";

interface LookupOptions {
  gateway: Gateway;
  snapshot: Snapshot;
  key: ApiKey;
  call: Call;
  record: RequestRecord;
  headers: { get(name: string): string | null };
  cancellation: Cancellation;
  defer: Defer;
}

/** What a request wants of the cache: `no-cache` has the answer made anew and kept, the others leave the cache alone. */
function wishOf(headers: LookupOptions["headers"]): "use" | "renew" | "bypass" {
  if (headers.get("x-gateway-cache")?.trim().toLowerCase() === "bypass") return "bypass";
  const control = headers.get("cache-control")?.toLowerCase() ?? "";
  if (control.includes("no-store")) return "bypass";
  return control.includes("no-cache") ? "renew" : "use";
}

/** One request's dealings with the cache: looks for an answer, and knows afterwards how to keep the one that was made. */
export class Lookup implements AnswerKeeper {
  readonly #options: LookupOptions;
  readonly #key: CacheKey;
  #vector: Float32Array | null = null;

  private constructor(options: LookupOptions, key: CacheKey) {
    this.#options = options;
    this.#key = key;
  }

  /** The answer that is kept for this request, or null; then the request's record knows what to keep. */
  static async start(options: LookupOptions): Promise<FoundAnswer | null> {
    const { snapshot, key, call, record, headers } = options;
    const wish = isCacheable(call) ? wishOf(headers) : "bypass";
    if (wish === "bypass") return null;
    const { cache } = snapshot.settings;
    const compares = cache.semantic.enabled && cache.semantic.model !== undefined;
    const lookup = new Lookup(options, await cacheKey(call, cache.shared ? "" : key.id, compares));
    record.keeper = lookup;
    if (wish === "renew") return null;
    record.cache = "miss";
    const found = await lookup.#find();
    if (found !== null) record.cache = "hit";
    return found;
  }

  remember(answer: Omit<KeptAnswer, "keptAt">): KeptAnswer {
    const { gateway } = this.#options;
    const kept = { ...answer, keptAt: gateway.ports.now() };
    gateway.cache.remember(this.#key.id, kept, kept.keptAt + this.#ttlMs);
    return kept;
  }

  async save(kept: KeptAnswer): Promise<void> {
    const { gateway } = this.#options;
    if (this.#key.semantic !== null) {
      // The client may go now that it has its answer.
      const alone = new Cancellation({ signal: new AbortController().signal });
      this.#vector ??= await this.#understand(this.#key.semantic.question, alone);
    }
    await gateway.cache.save(this.#key, kept, kept.keptAt + this.#ttlMs, this.#vector);
  }

  get #ttlMs(): number {
    return this.#options.snapshot.settings.cache.ttlSeconds * 1000;
  }

  async #find(): Promise<FoundAnswer | null> {
    const { gateway, snapshot, key, cancellation } = this.#options;
    const { semantic } = this.#key;
    const exact = await gateway.cache.find(this.#key.id, key);
    if (exact !== null || semantic === null) return exact;
    const questions = await gateway.cache.questions.known(semantic.context);
    if (questions.length === 0) return null;
    this.#vector = await this.#understand(semantic.question, cancellation);
    if (this.#vector === null) return null;
    const similar = mostSimilar(questions, this.#vector, snapshot.settings.cache.semantic.threshold);
    return similar === null ? null : gateway.cache.find(similar.id, key, similar.similarity);
  }

  #understand(text: string, cancellation: Cancellation): Promise<Float32Array | null> {
    const { gateway, snapshot, key, record, defer } = this.#options;
    const { model } = snapshot.settings.cache.semantic;
    if (model === undefined) return Promise.resolve(null);
    const { requestId } = record;
    return embed({ gateway, snapshot, key, model, text, requestId, cancellation, defer });
  }
}
