import type { Dialect } from "../dialects/dialect";
import type { Gateway } from "../gateway";
import { estimatePromptTokens } from "../openai/estimate";
import type { ApiKey } from "../ports";
import { orderGroup, plan } from "./plan";
import { resolve } from "./resolve";
import { ruleFacts } from "./rules";

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

/** Runs the planning code for a request body without calling anyone. Throws the GatewayError that the request would get. */
export async function simulate(gateway: Gateway, dialect: Dialect, body: string): Promise<Simulation> {
  const call = dialect.read(body);
  const snapshot = await gateway.config();
  const promptTokens = estimatePromptTokens(call.body);
  const resolution = resolve(snapshot, anyKey, call.model, call.routing, () =>
    ruleFacts(call.body, promptTokens, call.routing.metadata),
  );
  const maximum = call.body.max_completion_tokens ?? call.body.max_tokens;
  const facts = { promptTokens, completionTokens: typeof maximum === "number" ? maximum : 256 };
  const { healthBook: health, ports } = gateway;
  const scored = resolution.groups.flatMap((group) =>
    orderGroup(group, resolution, call.routing.provider, health, facts, ports.random),
  );
  const places = plan(resolution, call.routing.provider, health, facts, ports.now(), ports.random);
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
    candidates.set(id, {
      providerId: place.providerId,
      model: place.model,
      credentials: place.credentialName === null ? [] : [place.credentialName],
      score: match?.score ?? null,
      reason: place.reason,
      expectedCostUsd: match?.expectedCostUsd ?? null,
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
    rule: resolution.rule,
    candidates: [...candidates.values()],
    excluded: [...resolution.excluded, ...unusable],
  };
}
