// A breaker: closed while calls go well, open (cooling down) after failures, half-open once that time is over: then one
// call at a time tries whether it works again, and its outcome closes the breaker or opens it for longer.

/** When a breaker opens, and for how long the first time. */
export interface BreakerLimits {
  failures: number;
  pauseMs: number;
}

/** Contract: it also opens after over half of at least `windowMinimum` calls in a minute. */
const windowMs = 60_000;
const windowMinimum = 10;
export const breakerCapMs = 600_000;
/** A trial that has not ended by then does not keep others from trying: its isolate may be gone. */
const trialLeaseMs = 60_000;

export interface Breaker {
  inARow: number;
  /** Start of the current one-minute window and its counts. */
  windowStart: number;
  attempts: number;
  failures: number;
  /** Unix ms; 0 while closed. */
  openUntil: number;
  /** Openings without a success between them: doubles the next one. */
  trips: number;
  /** Since when a trial is under way, Unix ms; null without one. */
  trialSince: number | null;
  /** When it last opened or closed, Unix ms. */
  changedAt: number;
}

export const closedBreaker = (): Breaker => ({
  inARow: 0,
  windowStart: 0,
  attempts: 0,
  failures: 0,
  openUntil: 0,
  trips: 0,
  trialSince: null,
  changedAt: 0,
});

export type BreakerState = "closed" | "open" | "half-open" | "on-trial";

export function breakerState(breaker: Breaker, now: number): BreakerState {
  if (breaker.openUntil > now) return "open";
  if (breaker.trips === 0) return "closed";
  return breaker.trialSince !== null && now - breaker.trialSince < trialLeaseMs ? "on-trial" : "half-open";
}

/** True where it opened by this. `random` 0 <= x < 1 keeps isolates from trying again at the same moment. */
export function recordFailure(
  breaker: Breaker,
  now: number,
  random: () => number,
  { failures, pauseMs }: BreakerLimits,
): boolean {
  roll(breaker, now);
  breaker.attempts++;
  breaker.failures++;
  breaker.inARow++;
  const wasTrial = breaker.trips > 0 && breaker.openUntil <= now;
  breaker.trialSince = null;
  const tripped =
    wasTrial ||
    breaker.inARow >= failures ||
    (breaker.attempts >= windowMinimum && breaker.failures > breaker.attempts / 2);
  if (!tripped || breaker.openUntil > now) return false;
  const pause = Math.min(pauseMs * 2 ** breaker.trips, breakerCapMs);
  return open(breaker, now, now + Math.round(pause * (0.8 + 0.2 * random())));
}

/** Opens it at once, until `until` (Unix ms); an opening is extended, never shortened. */
export function open(breaker: Breaker, now: number, until: number): boolean {
  breaker.trialSince = null;
  if (until <= breaker.openUntil) return false;
  breaker.openUntil = until;
  breaker.trips = Math.min(breaker.trips + 1, 10);
  breaker.changedAt = now;
  return true;
}

/** True where it closed by this. */
export function recordSuccess(breaker: Breaker, now: number): boolean {
  roll(breaker, now);
  breaker.attempts++;
  breaker.inARow = 0;
  breaker.trialSince = null;
  if (breaker.trips === 0 && breaker.openUntil === 0) return false;
  breaker.trips = 0;
  breaker.openUntil = 0;
  breaker.changedAt = now;
  return true;
}

function roll(breaker: Breaker, now: number): void {
  if (now - breaker.windowStart < windowMs) return;
  breaker.windowStart = now;
  breaker.attempts = 0;
  breaker.failures = 0;
}
