import type { Credential, Provider } from "../config/entities";
import { defaultSettings } from "../config/settings";
import type { CredentialMark, HealthChanges, HealthNews } from "../store";
import type { BreakerLimits } from "./breaker";
import { breakerCapMs } from "./breaker";
import { BreakerBook, type StateOfBreaker, type Target } from "./breaker-book";
import { type CredentialState, CredentialStates } from "./credential-states";
import { RateBook } from "./rate-book";
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
const mostPairs = 20_000;

/**
 * What is known of providers and credentials: of this isolate, and of the others as far as the store was read. There is a
 * breaker for each provider and one for each provider, model and credential. Client errors and aborts are never told to it.
 */
export class HealthBook {
  readonly statistics = new StatisticsBook();
  readonly credentials = new CredentialStates();
  readonly rates = new RateBook();
  readonly #breakers: BreakerBook;
  readonly #goodStreams = new Map<string, number>();
  readonly #rotation = new Map<string, number>();

  constructor(random: () => number = () => 1) {
    this.#breakers = new BreakerBook(random, defaultSettings.breaker);
  }

  credential(credential: Credential): CredentialState {
    return this.credentials.of(credential);
  }

  /** After the configuration was read again: what another isolate or an admin changed about credentials counts. */
  adopt(providers: readonly Provider[], limits: BreakerLimits, now: number): void {
    this.#breakers.limits = limits;
    this.credentials.adopt(providers, now);
    const ids = new Set(providers.map((provider) => provider.id));
    this.statistics.keep(ids);
    this.#breakers.keep(ids);
  }

  /** What other isolates wrote, and at the start what this one's predecessors did. */
  adoptNews(news: HealthNews, now: number): void {
    for (const { row, at } of news.statistics) this.statistics.adopt(row, at);
    for (const row of news.breakers) this.#breakers.adopt(row);
    this.credentials.adoptMarks(news.credentials, now);
  }

  /** What changed here since the last call, to be written once; null where nothing did. */
  takeChanges(): HealthChanges | null {
    const statistics = this.statistics.take();
    const breakers = this.#breakers.takeChanges();
    const rates = this.rates.take();
    return statistics.length + breakers.length + rates.length === 0 ? null : { statistics, breakers, rates };
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
    this.#breakers.succeeded({ providerId, model, credential }, now);
    if (firstTokenMs !== null) {
      const id = `${providerId} ${model}`;
      this.#goodStreams.set(id, (this.#goodStreams.get(id) ?? 0) + 1);
      if (this.#goodStreams.size > mostPairs) this.#goodStreams.delete(this.#goodStreams.keys().next().value!);
    }
    return credential === null ? null : this.credentials.succeeded(credential, now);
  }

  /** A failure that speaks against the provider: network, time-out, 5xx, broken answer. */
  providerFailed(target: Target, now: number, retryAfterMs: number | null = null): void {
    this.statistics.add(target.providerId, target.model, { attempts: 1, failures: 1 }, now);
    this.#breakers.failed(target, now);
    if (retryAfterMs !== null) this.#breakers.openPlace(target, now, Math.min(retryAfterMs, breakerCapMs));
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
    if (model === null) {
      if (ok) this.#breakers.providerSucceeded(providerId, now);
      else this.#breakers.providerFailed(providerId, now);
    } else if (ok) this.#breakers.succeeded({ providerId, model, credential }, now);
    else this.#breakers.failed({ providerId, model, credential }, now);
  }

  /** The upstream does not know the model, at least with this credential: its other models are not touched. */
  modelUnknown(target: Target, now: number): void {
    this.#breakers.leave(target);
    this.#breakers.openLonger(target, now, unknownModelMs, breakerCapMs);
  }

  rateLimited(credential: Credential, now: number, retryAfterMs: number | null, message: string): CredentialMark {
    return this.credentials.rateLimited(credential, now, retryAfterMs ?? rateLimitCooldownMs, message);
  }

  /** A provider without credentials that is rate-limited, or out of quota. */
  coolProvider(providerId: string, now: number, retryAfterMs: number | null, quota = false): void {
    this.#breakers.openProvider(providerId, now, retryAfterMs ?? (quota ? quotaCooldownMs : rateLimitCooldownMs));
  }

  /** False where another request is trying at the moment whether the target works again; else this one may, and does. */
  enter(target: Target, now: number): boolean {
    return this.#breakers.enter(target, now);
  }

  /** The attempt ended without saying anything about the target's health. */
  leave(target: Target): void {
    this.#breakers.leave(target);
  }

  providerBreaker(providerId: string, now: number): StateOfBreaker {
    return this.#breakers.ofProvider(providerId, now);
  }

  /** The worse one of the provider's breaker and that of provider, model and credential. */
  breaker(target: Target, now: number): StateOfBreaker {
    return this.#breakers.of(target, now);
  }

  /** Which share of its requests a target should get, 0..1: it comes back by and by after a long pause. */
  share(target: Target, now: number): number {
    return this.#breakers.share(target, now);
  }

  /** How many models of a provider cool down on their own. */
  coolingModels(providerId: string, now: number): number {
    return this.#breakers.openPlaces(providerId, now);
  }

  /** After an admin ended a cooldown, replaced a secret or tested it well: what was learned no longer holds. */
  forgetCredential(credentialId: string): void {
    this.credentials.forget(credentialId);
  }

  /** An admin says that the provider works: its breakers close. */
  closeProvider(providerId: string, now: number): void {
    this.#breakers.closeProvider(providerId, now);
  }
}
