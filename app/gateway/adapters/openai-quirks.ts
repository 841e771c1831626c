import { presetById } from "../catalog/preset-index";
import type { Quirks } from "../catalog/quirks";
import type { Provider } from "../config/entities";
import { isObject } from "../openai/fields";
import { matchesAny } from "../routing/pattern";
import type { Target } from "./target";

export const noQuirks: Quirks = {};

interface Known {
  all: Quirks;
  /** Only where some models differ. */
  byModel: Map<string, Quirks> | null;
}
/** By provider object: a provider lives as long as its snapshot. */
const known = new WeakMap<Provider, Known>();

/** The preset's quirks, those for the upstream's `model` over them where it is named, and the operator's own before all. */
export function quirksOf(provider: Provider, model?: string): Quirks {
  let entry = known.get(provider);
  if (entry === undefined) {
    const all = merged(provider, undefined);
    entry = { all, byModel: all.models === undefined ? null : new Map() };
    known.set(provider, entry);
  }
  if (entry.byModel === null || model === undefined) return entry.all;
  let quirks = entry.byModel.get(model);
  if (quirks === undefined) {
    const special = entry.all.models?.find(({ patterns }) => matchesAny(patterns, model));
    quirks = special === undefined ? entry.all : merged(provider, special.quirks);
    // Clients name the models: a provider that takes any may hear of very many.
    if (entry.byModel.size < 1_000) entry.byModel.set(model, quirks);
  }
  return quirks;
}

function merged({ preset, options }: Provider, special: Quirks | undefined): Quirks {
  const own = isObject(options.quirks) ? (options.quirks as Quirks) : undefined;
  const quirks = { ...(preset ? presetById(preset)?.quirks : undefined), ...special, ...own };
  return Object.keys(quirks).length === 0 ? noQuirks : quirks;
}

/** Headers of a call to an upstream of OpenAI's kind. */
export function openAiHeaders(
  { provider, credential }: Omit<Target, "model">,
  stream: boolean,
): Record<string, string> {
  const quirks = quirksOf(provider);
  const result: Record<string, string> = {
    "content-type": "application/json",
    // Bytes are passed through: a compressed answer would have to be opened first.
    "accept-encoding": "identity",
  };
  if (stream) result.accept = "text/event-stream";
  if (credential !== null) {
    const name = quirks.authHeader ?? "authorization";
    result[name] = (quirks.authScheme ?? (name === "authorization" ? "Bearer " : "")) + credential.secret;
  }
  for (const more of [quirks.headers, provider.headers])
    for (const name in more) result[name.toLowerCase()] = more[name]!;
  return result;
}
