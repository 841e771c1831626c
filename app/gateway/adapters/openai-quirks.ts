import { presetById } from "../catalog/preset-index";
import type { Quirks } from "../catalog/quirks";
import { isObject } from "../openai/fields";
import type { Provider } from "../ports";
import type { Target } from "./adapter";

export const noQuirks: Quirks = {};
/** By provider object: a provider lives as long as its snapshot. */
const known = new WeakMap<Provider, Quirks>();

/** The preset's quirks with the operator's own before them. */
export function quirksOf(provider: Provider): Quirks {
  let quirks = known.get(provider);
  if (quirks === undefined) {
    const preset = provider.preset ? presetById(provider.preset)?.quirks : undefined;
    const own = isObject(provider.options.quirks) ? (provider.options.quirks as Quirks) : undefined;
    const merged = { ...preset, ...own };
    quirks = Object.keys(merged).length === 0 ? noQuirks : merged;
    known.set(provider, quirks);
  }
  return quirks;
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
