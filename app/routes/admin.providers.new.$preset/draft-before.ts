import { readProviderForm } from "~/components/provider-form/provider-document";
import type { Draft } from "./draft.server";

/** The draft as it was filled before the page came anew. */
export function draftBefore(draft: Draft, form: FormData): Draft {
  const { id, name, adapter, baseUrl, priority, weight, models, headers, timeouts, options } = readProviderForm(form);
  const numberOr = (value: unknown, fallback: number) => (typeof value === "number" ? value : fallback);
  return {
    ...draft,
    id: id ?? draft.id,
    name: name ?? draft.name,
    adapter: adapter ?? draft.adapter,
    baseUrl: baseUrl ?? draft.baseUrl,
    priority: numberOr(priority, draft.priority),
    weight: numberOr(weight, draft.weight),
    models: models ?? draft.models,
    headers: headers ?? draft.headers,
    timeouts: (timeouts as Draft["timeouts"] | undefined) ?? draft.timeouts,
    options: draft.options.map((option) => ({ ...option, value: String(options?.[option.name] ?? option.value) })),
  };
}
