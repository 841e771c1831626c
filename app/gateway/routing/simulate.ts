import type { RouteConfig } from "../config/config";
import type { ApiKey } from "../config/entities";
import type { Dialect } from "../dialects/dialect";
import type { Gateway } from "../gateway";
import { estimatePromptTokens } from "../openai/estimate";
import { leaveOutUnable } from "./capable";
import { orderGroup } from "./order";
import { plan } from "./plan";
import { type Circumstances, ruleFacts } from "./request-facts";
import { candidatesByName, resolve } from "./resolve";
import { type Candidate, compileSnapshot, type Snapshot } from "./snapshot";

export interface Simulation {
  /** The route that the name stood for, or null. */
  route: string | null;
  /** What the first matching rule matched on, or null. */
  rule: string | null;
  candidates: {
    providerId: string;
    model: string;
    credentials: string[];
    score: number | null;
    reason: string;
    expectedCostUsd: number | null;
    /** As measured of late, of the provider and model; null where nothing was. Success is 0..1. */
    firstTokenMs: number | null;
    successRate: number | null;
  }[];
  excluded: { providerId: string; model: string; reason: string }[];
}

/** May use everything: the simulator is the admin's. */
const anyKey: ApiKey = {
  id: "simulator",
  name: "Simulator",
  role: "admin",
  models: ["*"],
  providers: ["*"],
  enabled: true,
  expiresAt: null,
  limits: {},
};

export interface SimulationOptions {
  /** A route as it is being edited, in place of the stored one with its id. */
  draft?: RouteConfig;
  /** What the caller's key may use; everything without it. */
  access?: Pick<ApiKey, "id" | "name" | "models" | "providers">;
  /** Headers that rules may look at. */
  headers?: Record<string, string>;
}

/** What a simulated request comes with. Of a share by chance the larger part is shown. */
export const simulatedCircumstances = (
  now: number,
  keyId = anyKey.id,
  headers: Record<string, string> = {},
): Circumstances => {
  const given = new Headers(headers);
  return { keyId, now, random: () => 0.5, header: (name) => given.get(name) };
};

/** Runs the planning code for a request body without calling anyone. Throws the GatewayError that the request would get. */
export async function simulate(
  gateway: Gateway,
  dialect: Dialect,
  body: string,
  { draft, access, headers }: SimulationOptions = {},
): Promise<Simulation> {
  const call = await dialect.read(body, gateway.responses.of(anyKey.id));
  const stored = await gateway.config();
  const snapshot = draft === undefined ? stored : withDraft(stored, draft);
  const promptTokens = estimatePromptTokens(call.body);
  const resolution = resolve(snapshot, { ...anyKey, ...access }, call.model, call.routing, () =>
    ruleFacts(
      call.body,
      promptTokens,
      call.routing.metadata,
      simulatedCircumstances(gateway.ports.now(), access?.id, headers),
    ),
  );
  leaveOutUnable(resolution, call, () => promptTokens, gateway.repairs);
  const maximum = call.body.max_completion_tokens ?? call.body.max_tokens;
  const { healthBook: health, ports } = gateway;
  // The same answer for the same question: what a share of requests does to measure others is left out.
  const facts = {
    promptTokens,
    completionTokens: typeof maximum === "number" ? maximum : 256,
    now: ports.now(),
    explore: false,
    server: null,
  };
  const scored = resolution.groups.flatMap((group) =>
    orderGroup(group, call.routing.provider, health, facts, ports.random),
  );
  const places = plan(resolution, call.routing.provider, health, facts, ports.random);
  const route = resolution.route === null ? undefined : snapshot.routesById.get(resolution.route);
  const waitMs =
    places[0] !== undefined && (route?.hedging ?? snapshot.settings.hedging.enabled)
      ? gateway.hedges.waitMs(places[0], call.stream)
      : null;
  if (places[1] !== undefined && waitMs !== null)
    places[0]!.reason += `; the next one starts beside it after ${Math.round(waitMs)} ms without a first token`;
  const candidates = new Map<string, Simulation["candidates"][number]>();
  for (const place of places) {
    const id = `${place.providerId} ${place.model}`;
    const known = candidates.get(id);
    if (known !== undefined) {
      if (place.credentialName !== null) known.credentials.push(place.credentialName);
      continue;
    }
    const match = scored.find(
      ({ candidate }) => candidate.provider.id === place.providerId && candidate.model === place.model,
    );
    const measured = health.statistics.of(place.providerId, place.model);
    candidates.set(id, {
      providerId: place.providerId,
      model: place.model,
      credentials: place.credentialName === null ? [] : [place.credentialName],
      score: match?.score ?? null,
      reason: place.reason,
      expectedCostUsd: match?.expectedCostUsd ?? null,
      firstTokenMs: rounded(measured?.firstTokenMs ?? null),
      successRate: measured?.successRate ?? null,
    });
  }
  const planned = new Set(candidates.keys());
  const unusable = scored
    .filter(({ candidate }) => !planned.has(`${candidate.provider.id} ${candidate.model}`))
    .map(({ candidate }) => ({
      providerId: candidate.provider.id,
      model: candidate.model,
      reason: "every credential is switched off",
    }));
  return {
    route: resolution.route,
    rule: resolution.rule?.words ?? null,
    candidates: [...candidates.values()],
    excluded: [...resolution.excluded, ...unusable],
  };
}

const rounded = (ms: number | null) => (ms === null ? null : Math.round(ms));

function withDraft(stored: Snapshot, draft: RouteConfig): Snapshot {
  const { routes, ...rest } = stored;
  const others = routes.filter((route) => route.id !== draft.id);
  return compileSnapshot({ ...rest, routes: [...others, draft] });
}

/** The providers that take a model, in the order in which a request of usual size tries them; among equals the heavier first. */
export function servingOrder(gateway: Gateway, snapshot: Snapshot, model: string): Candidate[] {
  const { strategy, balancedWeights: weights } = snapshot.settings;
  const ranking = { strategy, weights, sort: null };
  const group = { candidates: candidatesByName(snapshot, model), label: model, ranking };
  const facts = { promptTokens: 1000, completionTokens: 256, now: gateway.ports.now(), explore: false, server: null };
  const order = orderGroup(group, null, gateway.healthBook, facts, () => 0.5);
  return order.map(({ candidate }) => candidate);
}
