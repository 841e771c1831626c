import type { Failure } from "../failure";
import type { Gateway } from "../gateway";
import type { Defer } from "../ports";
import type { CredentialMark } from "../store";
import { isHurried, type RequestLimits } from "../time-limits";
import type { Place } from "./plan";

/** What a failed attempt says about its provider and credential. Client errors, aborts and a caller's own haste say nothing. */
export function learn(gateway: Gateway, place: Place, problem: Failure, limits: RequestLimits, defer: Defer): void {
  const { healthBook: health, ports } = gateway;
  if (problem.kind === "timeout" && isHurried(place.candidate.provider, limits)) {
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
