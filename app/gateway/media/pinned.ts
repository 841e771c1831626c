import { GatewayError } from "../errors";
import type { ApiKey, Provider } from "../ports";
import { matchesAny } from "../routing/pattern";
import type { Resolution } from "../routing/resolve";
import type { Candidate, Snapshot } from "../routing/snapshot";
import type { Pin } from "./media";

/** The one provider that a call names by itself, and of it one credential where the pin says so. */
export function resolvePinned(snapshot: Snapshot, key: ApiKey, pin: Pin): Resolution {
  const provider = snapshot.providersById.get(pin.providerId);
  if (provider === undefined || !provider.enabled) throw unknownProvider(pin.providerId);
  if (!matchesAny(key.providers, provider.id)) throw notAllowed(pin.providerId, key);
  return {
    groups: [{ candidates: [candidateOf(snapshot, provider, pin)], label: "this call" }],
    strategy: snapshot.settings.strategy,
    sort: null,
    route: null,
    rule: null,
    excluded: [],
  };
}

function candidateOf(snapshot: Snapshot, provider: Provider, pin: Pin): Candidate {
  const known = snapshot.candidatesFor(pin.model).find((candidate) => candidate.provider === provider);
  const credentials =
    pin.credentialId === null ? provider.credentials : provider.credentials.filter(({ id }) => id === pin.credentialId);
  return {
    provider: pin.credentialId === null ? provider : { ...provider, credentials },
    model: pin.model,
    upstream: known?.upstream ?? pin.model,
    pricing: known?.pricing ?? null,
    contextLength: known?.contextLength ?? null,
    entry: known?.entry ?? null,
    specificity: known?.specificity ?? -1,
  };
}

const unknownProvider = (id: string) =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "provider_not_found",
    message: `There is no enabled provider '${id}'.`,
    param: "provider",
  });

const notAllowed = (id: string, key: ApiKey) =>
  new GatewayError({
    status: 403,
    type: "permission_error",
    code: "model_not_allowed",
    message: `The API key '${key.name}' may not use the provider '${id}'.`,
    param: "provider",
  });
