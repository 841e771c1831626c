import { isHurried, type RequestLimits } from "../config/time-limits";
import type { Call } from "../dialects/dialect";
import type { Failure } from "../failures/failure";
import type { Gateway } from "../gateway";
import type { Defer } from "../ports";
import type { CredentialMark } from "../store";
import type { Place } from "./plan";

/** The request that an attempt was made for. */
interface Asked {
  call: Pick<Call, "operation"> | null;
  limits: RequestLimits;
}

/**
 * What a failed attempt says about its provider and credential. Client errors, aborts and what a caller alone brought
 * about say nothing: nobody's requests may take a provider away from everybody else.
 */
export function learn(gateway: Gateway, place: Place, problem: Failure, asked: Asked, defer: Defer): void {
  const { healthBook: health, ports } = gateway;
  if (isCallersDoing(place, problem, asked)) {
    health.leave(place);
    return;
  }
  const now = ports.now();
  const { credential } = place;
  let mark: CredentialMark | null = null;
  if (problem.kind !== "client" && problem.kind !== "cancelled") health.distrust(place.providerId, place.model);
  switch (problem.kind) {
    case "network":
    case "timeout":
    case "server":
    case "format":
      health.providerFailed(place, now, problem.retryAfterMs);
      return;
    case "model_not_found":
      health.modelUnknown(place, now);
      return;
    case "rate_limit":
      if (credential === null) health.coolProvider(place.providerId, now, problem.retryAfterMs);
      else mark = health.rateLimited(credential, now, problem.retryAfterMs, problem.message);
      break;
    case "quota":
      if (credential === null) health.coolProvider(place.providerId, now, null, true);
      else mark = health.credentials.outOfQuota(credential, now, problem.message);
      break;
    case "credential":
      if (credential !== null) mark = health.credentials.rejected(credential, now, problem.message);
      break;
    case "context":
    case "client":
    case "cancelled":
      break;
  }
  health.leave(place);
  if (mark !== null)
    defer(
      ports.store
        .markCredential(mark)
        .catch((error) => console.error("A credential's state could not be saved:", error)),
    );
}

/** A limit that only this request is in a hurry for; what any path of the provider's API may answer to a call that passes through. */
function isCallersDoing({ candidate }: Place, problem: Failure, { call, limits }: Asked): boolean {
  if (problem.kind === "timeout") return isHurried(candidate.provider, limits);
  if (call?.operation !== "passthrough") return false;
  if (problem.kind === "credential")
    return problem.status === 403 || /\b(?:scopes?|permissions?)\b/i.test(problem.message);
  return problem.kind === "model_not_found" || (problem.kind === "server" && problem.status !== null);
}
