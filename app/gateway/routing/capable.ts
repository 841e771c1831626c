import { wants } from "../adapters/foreign/content";
import { quirksOf } from "../adapters/openai-quirks";
import { adapterById } from "../adapters/registry";
import type { Capability } from "../config/config";
import type { Call } from "../dialects/dialect";
import { GatewayError } from "../errors";
import type { RepairBook } from "../mending/repairs";
import { capabilityOf, type RequestParts, requestParts } from "./request-facts";
import type { Group, Resolution } from "./resolution";
import type { Candidate } from "./snapshot";

// Candidates that cannot serve a request are left out before anything is tried. What the operator says of a model holds;
// what the catalogue says holds while another candidate is left, and always where it knows a text model by its very name: an
// image never goes there. What nobody knows leaves nothing out.

interface Misfit {
  reason: string;
  /** It holds also where nobody else is left. */
  certain: boolean;
}

interface Needs {
  call: Call;
  parts: RequestParts;
  promptTokens(): number;
  repairs: RepairBook;
  requireParameters: boolean;
}

/** Groups of able candidates only; the others go to `excluded`. Throws a 400 where nobody is left. */
export function leaveOutUnable(
  resolution: Resolution,
  call: Call,
  promptTokens: () => number,
  repairs: RepairBook,
): void {
  const parts = requestParts(call.body);
  const needs = {
    call,
    parts,
    promptTokens,
    repairs,
    requireParameters: call.routing.provider?.requireParameters === true,
  };
  const uncertain: Group[] = [];
  const groups: Group[] = [];
  const excluded: Resolution["excluded"] = [];
  let reason = "";
  for (const group of resolution.groups) {
    const able: Candidate[] = [];
    const doubtful: Candidate[] = [];
    for (const candidate of group.candidates) {
      const misfit = misfitOf(candidate, needs);
      if (misfit === null) able.push(candidate);
      else {
        reason ||= misfit.reason;
        excluded.push({ providerId: candidate.provider.id, model: candidate.model, reason: misfit.reason });
        if (!misfit.certain) doubtful.push(candidate);
      }
    }
    if (able.length > 0) groups.push(able.length === group.candidates.length ? group : { ...group, candidates: able });
    if (doubtful.length > 0) uncertain.push({ ...group, candidates: doubtful });
  }
  if (groups.length === 0 && uncertain.length === 0) throw nobodyLeft(resolution, call, reason);
  const kept = groups.length > 0 ? groups : uncertain;
  if (groups.length > 0) resolution.excluded.push(...excluded);
  resolution.groups = withinWindow(kept, resolution, call, promptTokens);
}

/** Text only and nothing else asked for: what most requests are, and then most candidates fit. */
function misfitOf(candidate: Candidate, { call, parts, repairs, requireParameters }: Needs): Misfit | null {
  const { capabilities, entry } = candidate;
  if (capabilities.length > 0) {
    const certain = entry?.capabilities !== undefined;
    const wanted = capabilityOf(call);
    const lacks = (capability: Capability) => !capabilities.includes(capability);
    if (wanted !== null && lacks(wanted) && mayJudge(wanted, certain, capabilities))
      return { reason: `is not for ${wanted}`, certain };
    if (wanted === "chat") {
      if (parts.images && lacks("vision")) return { reason: "takes no images", certain: candidate.textOnly };
      if (parts.tools && lacks("tools")) return { reason: "takes no tools", certain };
      if (parts.audio && certain && lacks("audio")) return { reason: "takes no audio", certain };
    }
  }
  if (!requireParameters) return null;
  const parameter = ignoredParameter(candidate, call, repairs);
  return parameter === null ? null : { reason: `does not take '${parameter}'`, certain: true };
}

/** Of what a model is for the catalogue knows text and embeddings; a list that names no purpose at all says nothing. */
function mayJudge(wanted: Capability, certain: boolean, capabilities: readonly Capability[]): boolean {
  if (!certain) return wanted === "chat" || wanted === "embeddings";
  return capabilities.some((capability) => purposes.has(capability));
}
const purposes = new Set<Capability>(["chat", "embeddings", "image", "audio", "rerank", "video"]);

/** A parameter of the request that this upstream is known to ignore or refuse. */
function ignoredParameter(
  { provider, upstream, capabilities }: Candidate,
  call: Call,
  repairs: RepairBook,
): string | null {
  const { body } = call;
  const quirks = quirksOf(provider, upstream);
  const dropped = [...(quirks.drop ?? []), ...(quirks.refuse ?? [])];
  if (quirks.store === false) dropped.push("store");
  if (quirks.reasoningEffort === false && quirks.reasoning === undefined) dropped.push("reasoning_effort");
  if (capabilities.length > 0 && !capabilities.includes("reasoning")) dropped.push("reasoning_effort", "reasoning");
  for (const { parameter, renameTo } of repairs.for(provider.id, upstream))
    if (renameTo === null) dropped.push(parameter);
  return (
    dropped.find((name) => body[name] !== undefined && body[name] !== null) ??
    (call.operation === "chat" ? adapterById(provider.adapter)?.lacks?.find((name) => wants(body, name)) : null) ??
    null
  );
}

/** A prompt that is longer than a model's window goes to one with a larger window, where there is one. */
function withinWindow(groups: Group[], resolution: Resolution, call: Call, promptTokens: () => number): Group[] {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const group of groups) {
    for (const { contextLength } of group.candidates) {
      if (contextLength === null) continue;
      smallest = Math.min(smallest, contextLength);
      largest = Math.max(largest, contextLength);
    }
  }
  // A token has at least a character.
  if (smallest === largest || smallest === Number.POSITIVE_INFINITY) return groups;
  if (call.text !== null && call.text.length <= smallest) return groups;
  const tokens = promptTokens();
  if (tokens <= smallest || tokens > largest) return groups;
  return groups.flatMap((group) => {
    const candidates = group.candidates.filter(({ provider, model, contextLength }) => {
      if (contextLength === null || contextLength >= tokens) return true;
      const reason = `window of ${contextLength} tokens, the prompt has about ${tokens}`;
      resolution.excluded.push({ providerId: provider.id, model, reason });
      return false;
    });
    return candidates.length === 0 ? [] : [{ ...group, candidates }];
  });
}

const fields: [RegExp, string][] = [
  [/images|audio/, "messages"],
  [/tools/, "tools"],
];

function nobodyLeft({ groups }: Resolution, call: Call, reason: string): GatewayError {
  const names = [...new Set(groups.flatMap((group) => group.candidates.map(({ provider }) => provider.id)))];
  const parameter = /'(.+)'/.exec(reason)?.[1];
  return new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "invalid_request_error",
    message: `No provider of '${call.model}' can serve this request: '${names[0]}' ${reason}${names.length > 1 ? `, and so on for ${names.length} providers` : ""}.`,
    param: parameter ?? fields.find(([words]) => words.test(reason))?.[1] ?? "model",
  });
}
