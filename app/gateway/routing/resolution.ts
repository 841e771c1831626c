import type { ApiKey } from "../config/entities";
import type { BalancedWeights, Strategy } from "../config/settings";
import { GatewayError } from "../errors";
import type { MatchedRule } from "../log/log-row";
import type { Candidate } from "./snapshot";

/** What candidates are ordered by. */
export interface Ranking {
  strategy: Strategy;
  /** What `balanced` weighs, in percent. */
  weights: BalancedWeights;
  /** Goes before the strategy. */
  sort: "price" | "latency" | "throughput" | null;
}

/** One step of the way down: candidates that are ordered among themselves before the next group is looked at. */
export interface Group {
  candidates: readonly Candidate[];
  /** Names the group in reasons: the model or route asked for. */
  label: string;
  ranking: Ranking;
}

export interface Resolution {
  groups: Group[];
  route: string | null;
  /** Of that route; null where none of its rules held. */
  rule: MatchedRule | null;
  /** Left out, with the reason; for the simulator and the log's plan. */
  excluded: { providerId: string; model: string; reason: string }[];
}

/** Reasons that decide what the caller hears where nobody is left. */
export const draining = "draining";
export const keptOut = "not allowed for this API key";

/** It is there, but takes nothing new for the moment: worth another try, unlike a name that nobody takes. */
const allDraining = (model: string) =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "no_provider_available",
    message: `Every provider of '${model}' is being drained and takes no new request.`,
    param: "model",
    headers: { "retry-after": "30" },
  });

/** The key may use none of the providers that there are, or none of those that the request wants. */
export const isKeptOut = (excluded: Resolution["excluded"]) =>
  excluded.some(({ reason }) => reason === keptOut) &&
  excluded.every(({ reason }) => reason === keptOut || reason === "not in provider.only");

const shown = (model: string) => (model.length > 256 ? `${model.slice(0, 256)}...` : model);

export const notFound = (model: string, { excluded, route }: Resolution) => {
  const [first] = excluded;
  if (first !== undefined && excluded.every(({ reason }) => reason === draining)) return allDraining(model);
  return new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    message:
      first === undefined
        ? route === null
          ? `The model '${shown(model)}' does not exist: no enabled provider of this gateway takes it.`
          : `No enabled provider of this gateway takes a model of the route '${route}'.`
        : `No provider of '${shown(model)}' is left: '${first.providerId}' is ${first.reason}.`,
    param: "model",
  });
};

export const notAllowed = (model: string, key: ApiKey) =>
  new GatewayError({
    status: 403,
    type: "permission_error",
    code: "model_not_allowed",
    message: `The API key '${key.name}' may not use the model '${shown(model)}'.`,
    param: "model",
  });
