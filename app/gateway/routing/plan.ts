import type { Credential } from "../config/entities";
import type { ProviderPreferences } from "../dialects/dialect";
import type { PlanEntry } from "../log/log-row";
import type { HealthBook } from "./health";
import { orderGroup, type PlanFacts } from "./order";
import type { Resolution } from "./resolution";
import type { ScoredCandidate } from "./scored-candidate";
import type { Candidate } from "./snapshot";

export interface Place extends PlanEntry {
  candidate: Candidate;
  /** Null for a provider that needs none. */
  credential: Credential | null;
}

/** Enough places for any request, and few enough to keep with a log row. */
const longestPlan = 100;

/**
 * The whole order of attempts, computed once: groups in order, in each the candidates by priority and then by the
 * strategy, for each its credentials in rotation. Whatever cools down goes behind everything else, soonest free first.
 */
export function plan(
  resolution: Resolution,
  preferences: ProviderPreferences | null,
  health: HealthBook,
  facts: PlanFacts,
  random: () => number,
): Place[] {
  const places: Place[] = [];
  const cooling: { place: Place; until: number }[] = [];
  const recovering: Place[] = [];
  // A model that a route or a request names twice is tried once, where it is named first.
  const named = resolution.groups.length > 1 ? new Set<string>() : null;
  for (const group of resolution.groups) {
    for (const scored of orderGroup(group, preferences, health, facts, random)) {
      if (named !== null) {
        const id = `${scored.candidate.provider.id} ${scored.candidate.model}`;
        if (named.has(id)) continue;
        named.add(id);
      }
      addPlaces(scored, health, facts, random, places, recovering, cooling);
      if (places.length >= longestPlan) return places;
    }
    // Behind its equals and what is next in line, but before any other model.
    if (recovering.length > 0) places.push(...recovering.splice(0).slice(0, longestPlan - places.length));
  }
  if (cooling.length > 0) {
    cooling.sort((a, b) => a.until - b.until);
    for (const { place } of cooling) {
      if (places.length >= longestPlan) break;
      places.push(place);
    }
  }
  return preferences?.allowFallbacks === false && preferences.order === undefined ? withoutBackups(places) : places;
}

/** Who wants no other provider than the first has its credentials alone, for every model that may stand in. */
function withoutBackups(places: readonly Place[]): Place[] {
  const primary = new Map<string, string>();
  return places.filter(({ model, providerId }) => {
    const first = primary.get(model);
    if (first === undefined) primary.set(model, providerId);
    return first === undefined || first === providerId;
  });
}

function addPlaces(
  scored: ScoredCandidate,
  health: HealthBook,
  { now, server }: PlanFacts,
  random: () => number,
  places: Place[],
  recovering: Place[],
  cooling: { place: Place; until: number }[],
): void {
  const { candidate, reason } = scored;
  const { provider, model } = candidate;
  let first = true;
  const add = (credential: Credential | null, credentialUntil: number) => {
    const target = { providerId: provider.id, model, credential };
    const { state, openUntil } = health.breaker(target, now);
    // One that is being tried again by another request is free again at any moment.
    const until = Math.max(state === "open" ? openUntil : state === "on-trial" ? now + 1 : 0, credentialUntil);
    const place: Place = { ...target, credentialName: credential?.name ?? null, reason, candidate };
    const share = health.share(target, now);
    if (until <= now && share < 1 && random() >= share) {
      place.reason = `${reason}; comes back after a cooldown with ${Math.round(share * 100)} % of its requests`;
      recovering.push(place);
      return;
    }
    if (until <= now) {
      if (!first) place.reason = "next credential of the same provider";
      else if (state === "half-open") place.reason = `${reason}; first try after a cooldown`;
      first = false;
      places.push(place);
      return;
    }
    const why =
      state === "open"
        ? "provider cools down"
        : state === "on-trial"
          ? "another request tries it again"
          : "credential cools down";
    place.reason = `${reason}; ${why}, so last`;
    cooling.push({ place, until });
  };
  const { credentials } = provider;
  if (credentials.length === 0) {
    add(null, 0);
    return;
  }
  const served =
    server?.providerId === provider.id ? credentials.findIndex(({ id }) => id === server.credentialId) : -1;
  const start = credentials.length === 1 ? 0 : served >= 0 ? served : health.nextRotation(provider.id);
  for (let step = 0; step < credentials.length; step++) {
    const credential = credentials[(start + step) % credentials.length]!;
    const known = health.credential(credential);
    if (known.state !== "off") add(credential, known.cooldownUntil);
  }
}
