import { inOrder, readSort, type Sort } from "~/components/sort";
import { isInactive } from "./key-status";
import type { KeyView } from "./key-views.server";

export const keyColumns = ["name", "key", "status", "models", "rpm", "tpm", "budget", "lastUsed", "expires"] as const;
type KeyColumn = (typeof keyColumns)[number];

/** Those that begin with the highest: what was used most, and last. */
export const isFigure = (column: KeyColumn): boolean =>
  column === "rpm" || column === "tpm" || column === "budget" || column === "lastUsed";

const values: Record<KeyColumn, (key: KeyView) => number | string | null> = {
  name: (key) => key.name,
  key: (key) => key.prefix,
  status: (key) => key.status,
  models: (key) => key.models.join(", "),
  rpm: (key) => key.requests,
  tpm: (key) => key.tokens,
  budget: (key) => key.spentMicroUsd,
  lastUsed: (key) => key.lastUsedAt,
  expires: (key) => key.expiresAt,
};

export const keySort = (parameters: URLSearchParams): Sort<KeyColumn> | null =>
  readSort(parameters.get("sort"), keyColumns);

/** As the address wants it; keys that nobody can call with come last in any order. */
export function keysInOrder(keys: KeyView[], parameters: URLSearchParams): KeyView[] {
  const ordered = inOrder(keys, keySort(parameters), (key, column) => values[column](key));
  return ordered.toSorted((a, b) => Number(isInactive(a)) - Number(isInactive(b)));
}
