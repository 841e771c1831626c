import type { BreakerRow } from "../store";
import {
  type Breaker,
  type BreakerLimits,
  type BreakerState,
  breakerState,
  closedBreaker,
  open,
  recordFailure,
  recordSuccess,
} from "./breaker";

const mostBreakers = 20_000;
/** After a pause of at least so long a target comes back by and by, over `rampMs`: it may still be weak. */
const longPauseMs = 10_000;
const rampMs = 30_000;
const rampStart = 0.1;

/** Where an attempt goes, as far as health is concerned. */
export interface Target {
  providerId: string;
  model: string;
  credential: { id: string } | null;
}

export interface StateOfBreaker {
  state: BreakerState;
  /** Unix ms; 0 while closed. */
  openUntil: number;
}

/**
 * The breakers: one for each provider and one for each provider, model and credential. While none of them has tripped, which
 * is nearly always, asking for a state and entering cost nothing.
 */
export class BreakerBook {
  readonly #breakers = new Map<string, Breaker>();
  /** Those that are not simply closed. */
  readonly #tripped = new Set<string>();
  /** When those closed that had been open for long, Unix ms. */
  readonly #recovered = new Map<string, number>();
  /** Those that changed since the last write. */
  readonly #changed = new Set<string>();
  /** As the settings say. */
  limits: BreakerLimits;
  readonly #random: () => number;

  constructor(random: () => number, limits: BreakerLimits) {
    this.#random = random;
    this.limits = limits;
  }

  succeeded(target: Target, now: number): void {
    this.#success(providerKey(target.providerId), now);
    this.#success(placeKey(target), now);
  }

  failed(target: Target, now: number): void {
    this.#failure(providerKey(target.providerId), now);
    this.#failure(placeKey(target), now);
  }

  providerSucceeded(providerId: string, now: number): void {
    this.#success(providerKey(providerId), now);
  }

  providerFailed(providerId: string, now: number): void {
    this.#failure(providerKey(providerId), now);
  }

  openProvider(providerId: string, now: number, pauseMs: number): void {
    this.#open(providerKey(providerId), now, pauseMs);
  }

  openPlace(target: Target, now: number, pauseMs: number): void {
    this.#open(placeKey(target), now, pauseMs);
  }

  /** Opens a place that is not open already for `firstMs`, doubled with every opening up to `mostMs`. */
  openLonger(target: Target, now: number, firstMs: number, mostMs: number): void {
    const key = placeKey(target);
    const breaker = this.#breaker(key);
    if (breakerState(breaker, now) !== "open") this.#open(key, now, Math.min(firstMs * 2 ** breaker.trips, mostMs));
  }

  /** False where another request is trying at the moment whether the target works again; else this one may, and does. */
  enter(target: Target, now: number): boolean {
    if (this.#tripped.size === 0) return true;
    const breakers = this.#of(target);
    if (breakers.some((breaker) => breakerState(breaker, now) === "on-trial")) return false;
    for (const breaker of breakers) if (breakerState(breaker, now) === "half-open") breaker.trialSince = now;
    return true;
  }

  /** A trial ended without saying anything. */
  leave(target: Target): void {
    if (this.#tripped.size === 0) return;
    for (const breaker of this.#of(target)) breaker.trialSince = null;
  }

  ofProvider(providerId: string, now: number): StateOfBreaker {
    return this.#stateOf(providerKey(providerId), now);
  }

  /** The worse one of the provider's breaker and that of provider, model and credential. */
  of(target: Target, now: number): StateOfBreaker {
    if (this.#tripped.size === 0) return closed;
    const first = this.#stateOf(providerKey(target.providerId), now);
    const second = this.#stateOf(placeKey(target), now);
    if (severity[first.state] !== severity[second.state])
      return severity[first.state] > severity[second.state] ? first : second;
    return first.openUntil >= second.openUntil ? first : second;
  }

  /** Which share of its requests a target should get, 0..1: less than all of them for a while after a long pause. */
  share(target: Target, now: number): number {
    if (this.#recovered.size === 0) return 1;
    return Math.min(this.#shareOf(providerKey(target.providerId), now), this.#shareOf(placeKey(target), now));
  }

  /** How many places of a provider are open on their own. */
  openPlaces(providerId: string, now: number): number {
    let count = 0;
    for (const key of this.#tripped)
      if (key.startsWith(`${providerId} `) && key !== providerKey(providerId) && this.#breaker(key).openUntil > now)
        count++;
    return count;
  }

  /** At once and for all requests: an admin says that it works. */
  closeProvider(providerId: string, now: number): void {
    for (const key of this.#breakers.keys()) {
      if (!key.startsWith(`${providerId} `)) continue;
      this.#success(key, now);
      this.#recovered.delete(key);
    }
  }

  /** What another isolate wrote; whoever changed last is right. */
  adopt({ providerId, model, credentialId, openUntil, trips, changedAt }: BreakerRow): void {
    const key = keyOf(providerId, model, credentialId);
    const breaker = this.#breaker(key);
    if (breaker.changedAt >= changedAt) return;
    Object.assign(breaker, { openUntil, trips, changedAt, trialSince: null });
    if (trips === 0) breaker.inARow = 0;
    if (trips === 0 && openUntil === 0) this.#tripped.delete(key);
    else this.#tripped.add(key);
  }

  /** Forgets providers that are no more. */
  keep(providerIds: ReadonlySet<string>): void {
    for (const key of this.#breakers.keys()) if (!providerIds.has(key.slice(0, key.indexOf(" ")))) this.#forget(key);
  }

  /** What changed since the last call, to be written once. */
  takeChanges(): BreakerRow[] {
    if (this.#changed.size === 0) return [];
    const rows: BreakerRow[] = [];
    for (const key of this.#changed) {
      const known = this.#breakers.get(key);
      const [providerId = "", credentialId = "", ...model] = key.split(" ");
      if (known === undefined) continue;
      const { openUntil, trips, changedAt } = known;
      rows.push({
        providerId,
        model: model.join(" "),
        credentialId,
        openUntil: Math.round(openUntil),
        trips,
        changedAt,
      });
    }
    this.#changed.clear();
    return rows;
  }

  #success(key: string, now: number): void {
    const breaker = this.#breaker(key);
    const pausedMs = breaker.openUntil - breaker.changedAt;
    if (!recordSuccess(breaker, now)) return;
    this.#tripped.delete(key);
    this.#changed.add(key);
    if (pausedMs >= longPauseMs) this.#recovered.set(key, now);
  }

  #failure(key: string, now: number): void {
    if (recordFailure(this.#breaker(key), now, this.#random, this.limits)) this.#opened(key);
  }

  #open(key: string, now: number, pauseMs: number): void {
    if (pauseMs > 0 && open(this.#breaker(key), now, now + pauseMs)) this.#opened(key);
  }

  #shareOf(key: string, now: number): number {
    const since = this.#recovered.get(key);
    if (since === undefined) return 1;
    const share = rampStart + ((1 - rampStart) * (now - since)) / rampMs;
    if (share >= 1) this.#recovered.delete(key);
    return share;
  }

  #opened(key: string): void {
    this.#recovered.delete(key);
    this.#tripped.add(key);
    this.#changed.add(key);
  }

  #of(target: Target): Breaker[] {
    return [providerKey(target.providerId), placeKey(target)].flatMap((key) => this.#breakers.get(key) ?? []);
  }

  #stateOf(key: string, now: number): StateOfBreaker {
    const breaker = this.#breakers.get(key);
    return breaker === undefined ? closed : { state: breakerState(breaker, now), openUntil: breaker.openUntil };
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
    this.#tripped.delete(key);
    this.#recovered.delete(key);
    this.#changed.delete(key);
  }
}

const closed: StateOfBreaker = { state: "closed", openUntil: 0 };
const severity: Record<BreakerState, number> = { closed: 0, "half-open": 1, "on-trial": 2, open: 3 };

/** Provider and credential ids have no spaces, models may. */
const keyOf = (providerId: string, model: string, credentialId: string) => `${providerId} ${credentialId} ${model}`;
const providerKey = (providerId: string) => keyOf(providerId, "", "");
const placeKey = ({ providerId, model, credential }: Target) => keyOf(providerId, model, credential?.id ?? "");
