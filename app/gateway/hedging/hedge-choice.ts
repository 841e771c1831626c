import { type Failure, failure } from "../failures/failure";
import type { Gateway } from "../gateway";
import type { Place } from "../routing/plan";
import type { Finished } from "./hedge";

interface Choice {
  gateway: Gateway;
  /** What of the plan was not tried yet, in order. */
  rest: readonly Place[];
  /** The attempt that takes too long. */
  slow: Place;
  /** Whether a place is out of the question for the walk's own reasons. */
  isOut(place: Place): boolean;
  maxExtraPercent: number;
}

/** The place to start beside a slow one: the next of the plan on which one can count; null where there is none, or no budget. */
export function chooseBeside({ gateway, rest, slow, isOut, maxExtraPercent }: Choice): Place | null {
  const { healthBook: health, hedges, ports } = gateway;
  const now = ports.now();
  for (const place of rest) {
    // The same provider would be as slow; one that has to prove itself is no help.
    if (place.providerId === slow.providerId && place.model === slow.model) continue;
    if (isOut(place) || health.breaker(place, now).state !== "closed") continue;
    if (place.credential !== null && health.credential(place.credential).cooldownUntil > now) continue;
    return hedges.take(now, maxExtraPercent) ? place : null;
  }
  return null;
}

/** What the row of an attempt says that was given up. */
export const givenUp = (clientLeft: boolean): Failure =>
  clientLeft
    ? failure("cancelled", "client_closed", "the client closed the connection")
    : failure("cancelled", "hedged_away", "another candidate answered first");

/** An answer that came when another one had been taken. */
export function discard({ result }: Finished): void {
  if (result.stream === null) return;
  result.stream.abort();
  result.stream.reader.cancel().catch(() => {});
}
