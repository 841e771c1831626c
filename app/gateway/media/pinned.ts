import type { ApiKey, Provider } from "../config/entities";
import { GatewayError } from "../errors";
import { matchesAny } from "../routing/pattern";
import type { Resolution } from "../routing/resolution";
import { type Candidate, candidate, type Snapshot } from "../routing/snapshot";
import type { Pin } from "./media-request";

/** The one provider that a call names by itself, and of it one credential where the pin says so. */
export function resolvePinned(snapshot: Snapshot, key: ApiKey, pin: Pin): Resolution {
  const provider = snapshot.providersById.get(pin.providerId);
  if (provider === undefined || !provider.enabled) throw unknownProvider(pin.providerId);
  if (!matchesAny(key.providers, provider.id)) throw notAllowed(pin.providerId, key);
  // What was begun there may be asked for until the provider is gone.
  if (provider.drain && pin.credentialId === null) throw isDraining(pin.providerId);
  const { strategy, balancedWeights: weights } = snapshot.settings;
  const ranking = { strategy, weights, sort: null };
  return {
    groups: [{ candidates: [candidateOf(snapshot, provider, pin)], label: "this call", ranking }],
    route: null,
    rule: null,
    excluded: [],
  };
}

function candidateOf(snapshot: Snapshot, provider: Provider, { model, credentialId }: Pin): Candidate {
  const known =
    snapshot.candidatesFor(model).find((entry) => entry.provider === provider) ?? candidate(provider, null, model, -1);
  if (credentialId === null) return known;
  const credentials = provider.credentials.filter(({ id }) => id === credentialId);
  return { ...known, provider: { ...provider, credentials } };
}

const unknownProvider = (id: string) =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "provider_not_found",
    message: `There is no enabled provider '${id}'.`,
    param: "provider",
  });

const isDraining = (id: string) =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "no_provider_available",
    message: `The provider '${id}' is being drained and takes no new request.`,
    param: "provider",
    headers: { "retry-after": "30" },
  });

const notAllowed = (id: string, key: ApiKey) =>
  new GatewayError({
    status: 403,
    type: "permission_error",
    code: "model_not_allowed",
    message: `The API key '${key.name}' may not use the provider '${id}'.`,
    param: "provider",
  });
