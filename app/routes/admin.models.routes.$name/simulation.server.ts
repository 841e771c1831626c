import { getKey } from "~/admin/keys.server";
import { parse } from "~/admin/parse";
import { type RouteConfig, routeSchema } from "~/gateway/config/config";
import { openAiChat } from "~/gateway/dialects/openai";
import { GatewayError } from "~/gateway/errors";
import { estimatePromptTokens } from "~/gateway/openai/estimate";
import { ruleFacts } from "~/gateway/routing/request-facts";
import { candidatesByName } from "~/gateway/routing/resolve";
import { matchRule } from "~/gateway/routing/rules";
import { type Simulation, simulate, simulatedCircumstances } from "~/gateway/routing/simulate";
import type { Snapshot } from "~/gateway/routing/snapshot";
import type { Platform } from "~/platform/platform";
import { type SimulatedRequest, simulatedBody } from "./simulated-request";

export interface LeftOut {
  /** Null: no provider at all. */
  providerId: string | null;
  model: string;
  reason: "unserved" | "off" | "otherRule" | "notAllowed" | "noCredential" | "excluded";
  /** The planner's own words, where it left the candidate out. */
  words?: string;
}

export interface RouteSimulation {
  promptTokens: number;
  /** Place of the first rule that matched, from 0, and the word of it that the prompt contains. */
  rule: { index: number; word: string | null } | null;
  candidates: Simulation["candidates"];
  leftOut: LeftOut[];
  /** How long planning took, in milliseconds. */
  planMs: number;
  /** Why the request would be refused, as the code that the client would get. */
  refused: string | null;
}

/** Where a request would go with the route as it stands in the editor. */
export async function simulateDraft(
  platform: Platform,
  document: unknown,
  request: SimulatedRequest,
): Promise<RouteSimulation> {
  const draft = parse(routeSchema, document);
  const body = simulatedBody(draft.id, request);
  const promptTokens = estimatePromptTokens(body);
  const keyId = request.keyId === "" ? undefined : request.keyId;
  const circumstances = simulatedCircumstances(Date.now(), keyId);
  const facts = ruleFacts(body, promptTokens, body.metadata ?? null, circumstances);
  const index = matchRule(draft.rules, () => facts)?.index ?? -1;
  const words = [draft.rules[index]?.when.contains ?? []].flat();
  const word = words.find((each) => facts.text.includes(each.toLowerCase())) ?? null;
  const rule = index < 0 ? null : { index, word };
  const [snapshot, key] = await Promise.all([
    platform.gateway.config(),
    request.keyId === "" ? undefined : getKey(platform, request.keyId),
  ]);
  const started = performance.now();
  const answer = { promptTokens, rule, candidates: [], refused: null };
  try {
    const simulation = await simulate(platform.gateway, openAiChat, JSON.stringify(body), {
      draft,
      ...(key === undefined ? {} : { access: key }),
    });
    const leftOut = [...simulation.excluded.map(codeOf), ...unused(draft, index, snapshot)];
    return { ...answer, planMs: performance.now() - started, candidates: simulation.candidates, leftOut };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return {
      ...answer,
      planMs: performance.now() - started,
      leftOut: unused(draft, index, snapshot),
      refused: error.code,
    };
  }
}

const codes: Record<string, LeftOut["reason"]> = {
  "not allowed for this API key": "notAllowed",
  "every credential is switched off": "noCredential",
};

const codeOf = ({ providerId, model, reason }: Simulation["excluded"][number]): LeftOut => ({
  providerId,
  model,
  reason: codes[reason] ?? "excluded",
  ...(codes[reason] === undefined ? { words: reason } : {}),
});

/** What the route names and this request cannot reach: nobody serves it, its provider is off, another rule has it. */
function unused(draft: RouteConfig, ruleIndex: number, snapshot: Snapshot): LeftOut[] {
  const inUse = new Set([...(draft.rules[ruleIndex]?.models ?? []), ...draft.models, ...draft.fallbacks]);
  const off = snapshot.providers.filter((provider) => !provider.enabled);
  const reached = [...inUse].flatMap((model): LeftOut[] => {
    const lists = off.filter((provider) => provider.models.some((entry) => entry.id === model));
    if (lists.length > 0) return lists.map((provider) => ({ providerId: provider.id, model, reason: "off" }));
    const found = model.includes("*") ? snapshot.candidatesLike(model) : candidatesByName(snapshot, model);
    return found.length > 0 ? [] : [{ providerId: null, model, reason: "unserved" }];
  });
  const others = new Set(draft.rules.flatMap((rule) => rule.models ?? []).filter((model) => !inUse.has(model)));
  return [...reached, ...[...others].map((model): LeftOut => ({ providerId: null, model, reason: "otherRule" }))];
}
