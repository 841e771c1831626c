import type { BreakerRow, Credential, CredentialMark, HealthChanges, HealthNews, Provider } from "../ports";
import {
  type Breaker,
  type BreakerState,
  breakerCapMs,
  breakerState,
  closedBreaker,
  open,
  recordFailure,
  recordSuccess,
} from "./breaker";
import { type CredentialState, CredentialStates } from "./credential-states";
import { StatisticsBook } from "./statistics";

const unknownModelMs = 60_000;
/** Contract: 429 without Retry-After; out of quota. */
const rateLimitCooldownMs = 30_000;
const quotaCooldownMs = 3_600_000;

/**
 * After so many good streams in a row a provider's first chunk is let through before there is content: waiting for content
 * would delay it, and a failure in between still goes on at the next candidate, inside the same stream.
 */
const streamsUntilTrusted = 50;
const mostBreakers = 20_000;

/** Where an attempt goes, as far as health is concerned. */
export interface Target {
  providerId: string;
  model: string;
  credential: Pick<Credential, "id"> | null;
}

/**
 * What is known of providers and credentials: of this isolate, and of the others as far as the store was read. There is a
 * breaker for each provider and one for each provider, model and credential. Client errors and aborts are never told to it.
 */
export class HealthBook {
  readonly statistics = new StatisticsBook();
  readonly credentials = new CredentialStates();
  readonly #breakers = new Map<string, Breaker>();
  /** Breakers that changed since the last write, by their key. */
  readonly #changed = new Set<string>();
  readonly #goodStreams = new Map<string, number>();
  readonly #rotation = new Map<string, number>();
  readonly #random: () => number;

  constructor(random: () => number = () => 1) {
    this.#random = random;
  }

  credential(credential: Credential): CredentialState {
    return this.credentials.of(credential);
  }

  /** After the configuration was read again: what another isolate or an admin changed about credentials counts. */
  adopt(providers: readonly Provider[], now: number): void {
    this.credentials.adopt(providers, now);
    const ids = new Set(providers.map((provider) => provider.id));
    this.statistics.keep(ids);
    for (const key of this.#breakers.keys()) if (!ids.has(key.slice(0, key.indexOf(" ")))) this.#forget(key);
  }

  /** What other isolates wrote, and at the start what this one's predecessors did. */
  adoptNews(news: HealthNews, now: number): void {
    for (const { row, at } of news.statistics) this.statistics.adopt(row, at);
    for (const { providerId, model, credentialId, openUntil, trips, changedAt } of news.breakers) {
      const breaker = this.#breaker(keyOf(providerId, model, credentialId));
      if (breaker.changedAt >= changedAt) continue;
      Object.assign(breaker, { openUntil, trips, changedAt, trialSince: null });
      if (trips === 0) breaker.inARow = 0;
    }
    this.credentials.adoptMarks(news.credentials, now);
  }

  /** What changed here since the last call, to be written once; null where nothing did. */
  takeChanges(): HealthChanges | null {
    const statistics = this.statistics.take();
    if (statistics.length === 0 && this.#changed.size === 0) return null;
    const breakers: BreakerRow[] = [];
    for (const key of this.#changed) {
      const known = this.#breakers.get(key);
      const [providerId = "", credentialId = "", ...model] = key.split(" ");
      if (known === undefined) continue;
      const { openUntil, trips, changedAt } = known;
      breakers.push({
        providerId,
        model: model.join(" "),
        credentialId,
        openUntil: Math.round(openUntil),
        trips,
        changedAt,
      });
    }
    this.#changed.clear();
    return { statistics, breakers };
  }

  isTrusted(providerId: string, model: string): boolean {
    return (this.#goodStreams.get(`${providerId} ${model}`) ?? 0) >= streamsUntilTrusted;
  }

  /** Any failure of an attempt, whoever's fault: trust is earned anew. */
  distrust(providerId: string, model: string): void {
    this.#goodStreams.delete(`${providerId} ${model}`);
  }

  /** Where the rotation of a provider's credentials starts for this request. */
  nextRotation(providerId: string): number {
    const next = this.#rotation.get(providerId) ?? 0;
    this.#rotation.set(providerId, (next + 1) % 1_000_000);
    return next;
  }

  /** Times in ms. Answers what is to be kept about the credential, or null. */
  succeeded(
    { providerId, model, credential }: { providerId: string; model: string; credential: Credential | null },
    now: number,
    {
      latencyMs,
      firstTokenMs,
      completionTokens,
    }: { latencyMs: number; firstTokenMs: number | null; completionTokens: number },
  ): CredentialMark | null {
    const tokenMs = completionTokens > 0 ? Math.max(0, latencyMs - (firstTokenMs ?? 0)) : 0;
    this.statistics.add(
      providerId,
      model,
      {
        attempts: 1,
        latencyMs,
        ...(firstTokenMs === null ? {} : { firstTokens: 1, firstTokenMs }),
        ...(tokenMs > 0 ? { tokens: completionTokens, tokenMs } : {}),
      },
      now,
    );
    for (const key of keysOf({ providerId, model, credential }))
      if (recordSuccess(this.#breaker(key), now)) this.#changed.add(key);
    if (firstTokenMs !== null) {
      const id = `${providerId} ${model}`;
      this.#goodStreams.set(id, (this.#goodStreams.get(id) ?? 0) + 1);
      if (this.#goodStreams.size > mostBreakers) this.#goodStreams.delete(this.#goodStreams.keys().next().value!);
    }
    return credential === null ? null : this.credentials.succeeded(credential, now);
  }

  /** A failure that speaks against the provider: network, time-out, 5xx, broken answer. */
  providerFailed(target: Target, now: number, retryAfterMs: number | null = null): void {
    this.statistics.add(target.providerId, target.model, { attempts: 1, failures: 1 }, now);
    const [provider, own] = keysOf(target);
    for (const key of [provider, own]) if (recordFailure(this.#breaker(key), now, this.#random)) this.#changed.add(key);
    if (retryAfterMs !== null) this.#open(own, now, Math.min(retryAfterMs, breakerCapMs));
  }

  /**
   * A health probe's outcome: breakers learn from it, the statistics of clients' requests do not. `model` is null
   * where only the provider was asked.
   */
  probed(
    { providerId, model, credential }: Omit<Target, "model"> & { model: string | null },
    ok: boolean,
    now: number,
  ): void {
    const keys = model === null ? [keyOf(providerId)] : keysOf({ providerId, model, credential });
    for (const key of keys) {
      const changed = ok
        ? recordSuccess(this.#breaker(key), now)
        : recordFailure(this.#breaker(key), now, this.#random);
      if (changed) this.#changed.add(key);
    }
  }

  /** The upstream does not know the model, at least with this credential: its other models are not touched. */
  modelUnknown(target: Target, now: number): void {
    const [, own] = keysOf(target);
    this.#release(target);
    const { trips } = this.#breaker(own);
    if (breakerState(this.#breaker(own), now) !== "open")
      this.#open(own, now, Math.min(unknownModelMs * 2 ** trips, breakerCapMs));
  }

  rateLimited(credential: Credential, now: number, retryAfterMs: number | null, message: string): CredentialMark {
    return this.credentials.rateLimited(credential, now, retryAfterMs ?? rateLimitCooldownMs, message);
  }

  /** A provider without credentials that is rate-limited, or out of quota. */
  coolProvider(providerId: string, now: number, retryAfterMs: number | null, quota = false): void {
    this.#open(keyOf(providerId), now, retryAfterMs ?? (quota ? quotaCooldownMs : rateLimitCooldownMs));
  }

  /** False where another request is trying at the moment whether the target works again; else this one may, and does. */
  enter(target: Target, now: number): boolean {
    const breakers = keysOf(target).flatMap((key) => this.#breakers.get(key) ?? []);
    if (breakers.some((breaker) => breakerState(breaker, now) === "on-trial")) return false;
    for (const breaker of breakers) if (breakerState(breaker, now) === "half-open") breaker.trialSince = now;
    return true;
  }

  /** The attempt ended without saying anything about the target's health. */
  leave(target: Target): void {
    this.#release(target);
  }

  providerBreaker(providerId: string, now: number): { state: BreakerState; openUntil: number } {
    return this.#stateOf(keyOf(providerId), now);
  }

  /** The worse one of the provider's breaker and that of provider, model and credential. */
  breaker(target: Target, now: number): { state: BreakerState; openUntil: number } {
    if (this.#breakers.size === 0) return closed;
    const [provider, own] = keysOf(target);
    const first = this.#stateOf(provider, now);
    const second = this.#stateOf(own, now);
    if (severity[first.state] !== severity[second.state])
      return severity[first.state] > severity[second.state] ? first : second;
    return first.openUntil >= second.openUntil ? first : second;
  }

  /** How many models of a provider cool down on their own. */
  coolingModels(providerId: string, now: number): number {
    let count = 0;
    for (const [key, breaker] of this.#breakers)
      if (breaker.openUntil > now && key.startsWith(`${providerId} `) && key !== keyOf(providerId)) count++;
    return count;
  }

  /** After an admin ended a cooldown, replaced a secret or tested it well: what was learned no longer holds. */
  forgetCredential(credentialId: string): void {
    this.credentials.forget(credentialId);
  }

  /** An admin says that the provider works: its breakers close. */
  closeProvider(providerId: string, now: number): void {
    for (const [key, breaker] of this.#breakers)
      if (key.startsWith(`${providerId} `) && recordSuccess(breaker, now)) this.#changed.add(key);
  }

  #stateOf(key: string, now: number): { state: BreakerState; openUntil: number } {
    const breaker = this.#breakers.get(key);
    return breaker === undefined ? closed : { state: breakerState(breaker, now), openUntil: breaker.openUntil };
  }

  #open(key: string, now: number, pauseMs: number): void {
    if (pauseMs > 0 && open(this.#breaker(key), now, now + pauseMs)) this.#changed.add(key);
  }

  #release(target: Target): void {
    for (const key of keysOf(target)) {
      const breaker = this.#breakers.get(key);
      if (breaker !== undefined) breaker.trialSince = null;
    }
  }

  #breaker(key: string): Breaker {
    let breaker = this.#breakers.get(key);
    if (breaker === undefined) {
      breaker = closedBreaker();
      this.#breakers.set(key, breaker);
      if (this.#breakers.size > mostBreakers) this.#forget(this.#breakers.keys().next().value!);
    }
    return breaker;
  }

  #forget(key: string): void {
    this.#breakers.delete(key);
    this.#changed.delete(key);
  }
}

const closed = { state: "closed", openUntil: 0 } as const;
const severity: Record<BreakerState, number> = { closed: 0, "half-open": 1, "on-trial": 2, open: 3 };

/** Provider and credential ids have no spaces, models may. */
const keyOf = (providerId: string, model = "", credentialId = "") => `${providerId} ${credentialId} ${model}`;
const keysOf = ({ providerId, model, credential }: Target): [string, string] => [
  keyOf(providerId),
  keyOf(providerId, model, credential?.id ?? ""),
];
