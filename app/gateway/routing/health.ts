import type { Credential, CredentialMark, Provider } from "../ports";

/** After so many failures in a row, or over half of at least `windowMinimum` in a minute, a provider cools down. */
const failuresInARow = 5;
const windowMs = 60_000;
const windowMinimum = 10;
const providerCooldownMs = 30_000;
const providerCooldownCapMs = 600_000;
/** Contract: 429 without Retry-After; out of quota; a rejected credential. */
const rateLimitCooldownMs = 30_000;
const quotaCooldownMs = 3_600_000;
const rejectedCooldownMs = 60_000;
const rejectionsUntilOff = 3;

/**
 * After so many good streams in a row a provider's first chunk is let through before there is content: waiting for content
 * would delay it, and a failure in between still goes on at the next candidate, inside the same stream.
 */
const streamsUntilTrusted = 50;

interface ProviderState {
  /** Streams without a failure since the last one. */
  goodStreams: number;
  inARow: number;
  /** Start of the current one-minute window and its counts. */
  windowStart: number;
  attempts: number;
  failures: number;
  cooldownUntil: number;
  /** Cooldowns without a success between them: doubles the next one. */
  trips: number;
  /** Moving averages for people and strategies; null until measured. */
  successRate: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
  tokensPerSecond: number | null;
}

interface CredentialState {
  state: "ok" | "rejected" | "off";
  rejections: number;
  cooldownUntil: number;
  lastError: string | null;
  /** When this isolate last changed it. */
  changedAt: number;
}

/** A change of our own that is so young may not be in the store yet. */
const unsavedMs = 3_000;

const average = (old: number | null, value: number, share: number) =>
  old === null ? value : old + (value - old) * share;

/** What this isolate has learned of providers and credentials. Client errors and aborts are never told to it. */
export class HealthBook {
  readonly #providers = new Map<string, ProviderState>();
  readonly #models = new Map<string, ProviderState>();
  readonly #credentials = new Map<string, CredentialState>();
  readonly #rotation = new Map<string, number>();

  provider(id: string): ProviderState {
    return state(this.#providers, id);
  }

  model(providerId: string, model: string): ProviderState {
    return state(this.#models, `${providerId} ${model}`);
  }

  credential(credential: Credential): CredentialState {
    let known = this.#credentials.get(credential.id);
    if (known === undefined) {
      known = {
        state: credential.state,
        rejections: credential.rejections,
        cooldownUntil: credential.cooldownUntil ?? 0,
        lastError: credential.lastError,
        changedAt: 0,
      };
      this.#credentials.set(credential.id, known);
    }
    return known;
  }

  /** After the configuration was read again: what another isolate or an admin changed about credentials counts. */
  adopt(providers: readonly Provider[], now: number): void {
    const seen = new Set<string>();
    for (const provider of providers) {
      for (const credential of provider.credentials) {
        seen.add(credential.id);
        const known = this.#credentials.get(credential.id);
        if (known === undefined || now - known.changedAt < unsavedMs) continue;
        known.state = credential.state;
        known.rejections = credential.rejections;
        known.lastError = credential.lastError;
        // Extended, never shortened, except by an admin who ended it.
        known.cooldownUntil =
          credential.cooldownUntil === null ? 0 : Math.max(known.cooldownUntil, credential.cooldownUntil);
      }
    }
    for (const id of this.#credentials.keys()) if (!seen.has(id)) this.#credentials.delete(id);
    const ids = new Set(providers.map((provider) => provider.id));
    for (const id of this.#providers.keys()) if (!ids.has(id)) this.#providers.delete(id);
    for (const id of this.#models.keys()) if (!ids.has(id.slice(0, id.indexOf(" ")))) this.#models.delete(id);
  }

  /** After an admin ended a cooldown or replaced a secret: what was learned no longer holds. */
  forgetCredential(credentialId: string): void {
    this.#credentials.delete(credentialId);
  }

  isTrusted(providerId: string, model: string): boolean {
    return (this.#models.get(`${providerId} ${model}`)?.goodStreams ?? 0) >= streamsUntilTrusted;
  }

  /** Any failure of an attempt, whoever's fault: trust is earned anew. */
  distrust(providerId: string, model: string): void {
    this.model(providerId, model).goodStreams = 0;
  }

  /** Where the rotation of a provider's credentials starts for this request. */
  nextRotation(providerId: string): number {
    const next = this.#rotation.get(providerId) ?? 0;
    this.#rotation.set(providerId, (next + 1) % 1_000_000);
    return next;
  }

  succeeded(
    providerId: string,
    model: string,
    credential: Credential | null,
    now: number,
    times: { latencyMs: number; firstTokenMs: number | null; completionTokens: number },
  ): CredentialMark | null {
    for (const known of [this.provider(providerId), this.model(providerId, model)]) {
      window(known, now);
      known.attempts++;
      known.inARow = 0;
      known.trips = 0;
      known.cooldownUntil = 0;
      known.successRate = average(known.successRate, 1, 0.05);
      known.latencyMs = average(known.latencyMs, times.latencyMs, 0.2);
      if (times.firstTokenMs !== null) known.firstTokenMs = average(known.firstTokenMs, times.firstTokenMs, 0.2);
      const seconds = (times.latencyMs - (times.firstTokenMs ?? 0)) / 1000;
      if (times.completionTokens > 0 && seconds > 0)
        known.tokensPerSecond = average(known.tokensPerSecond, times.completionTokens / seconds, 0.2);
    }
    if (times.firstTokenMs !== null) this.model(providerId, model).goodStreams++;
    if (credential === null) return null;
    const known = this.credential(credential);
    if (known.state === "ok" && known.rejections === 0 && known.lastError === null && known.cooldownUntil === 0)
      return null;
    known.state = "ok";
    known.rejections = 0;
    known.lastError = null;
    known.changedAt = now;
    if (known.cooldownUntil <= now) known.cooldownUntil = 0;
    return mark(credential, known);
  }

  /** A failure that speaks against the provider: network, time-out, 5xx, broken answer. */
  providerFailed(providerId: string, model: string, now: number): void {
    const modelState = this.model(providerId, model);
    modelState.successRate = average(modelState.successRate, 0, 0.05);
    const known = this.provider(providerId);
    window(known, now);
    known.attempts++;
    known.failures++;
    known.inARow++;
    known.successRate = average(known.successRate, 0, 0.05);
    const tripped =
      known.inARow >= failuresInARow || (known.attempts >= windowMinimum && known.failures > known.attempts / 2);
    if (tripped && known.cooldownUntil <= now) {
      known.cooldownUntil = now + Math.min(providerCooldownMs * 2 ** known.trips, providerCooldownCapMs);
      known.trips++;
    }
  }

  rateLimited(credential: Credential, now: number, retryAfterMs: number | null, message: string): CredentialMark {
    const known = this.credential(credential);
    known.cooldownUntil = Math.max(known.cooldownUntil, now + (retryAfterMs ?? rateLimitCooldownMs));
    known.lastError = message;
    known.changedAt = now;
    return mark(credential, known);
  }

  /** A provider without credentials that is rate-limited. */
  coolProvider(providerId: string, now: number, retryAfterMs: number | null): void {
    const known = this.provider(providerId);
    known.cooldownUntil = Math.max(known.cooldownUntil, now + (retryAfterMs ?? rateLimitCooldownMs));
  }

  outOfQuota(credential: Credential, now: number, message: string): CredentialMark {
    return this.#reject(credential, now, now + quotaCooldownMs, message);
  }

  rejected(credential: Credential, now: number, message: string): CredentialMark {
    return this.#reject(credential, now, now + rejectedCooldownMs, message);
  }

  #reject(credential: Credential, now: number, until: number, message: string): CredentialMark {
    const known = this.credential(credential);
    known.changedAt = now;
    known.rejections++;
    known.state = known.rejections >= rejectionsUntilOff ? "off" : "rejected";
    known.cooldownUntil = Math.max(known.cooldownUntil, until);
    known.lastError = message;
    return mark(credential, known);
  }

  isCooling(providerId: string, now: number): boolean {
    const known = this.#providers.get(providerId);
    return known !== undefined && known.cooldownUntil > now;
  }
}

function state(map: Map<string, ProviderState>, id: string): ProviderState {
  let known = map.get(id);
  if (known === undefined) {
    known = {
      goodStreams: 0,
      inARow: 0,
      windowStart: 0,
      attempts: 0,
      failures: 0,
      cooldownUntil: 0,
      trips: 0,
      successRate: null,
      latencyMs: null,
      firstTokenMs: null,
      tokensPerSecond: null,
    };
    map.set(id, known);
  }
  return known;
}

function window(known: ProviderState, now: number): void {
  if (now - known.windowStart < windowMs) return;
  known.windowStart = now;
  known.attempts = 0;
  known.failures = 0;
}

function mark(credential: Credential, known: CredentialState): CredentialMark {
  return {
    credentialId: credential.id,
    state: known.state,
    rejections: known.rejections,
    cooldownUntil: known.cooldownUntil === 0 ? null : known.cooldownUntil,
    lastError: known.lastError,
  };
}
