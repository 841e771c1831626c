import { configSchema } from "~/gateway/config/config";
import type { Platform } from "~/platform/platform";
import type { Current, KeyHashes } from "./config-plan.server";
import type { Issue } from "./errors";
import { checkKey } from "./key-document";
import { isObject, issuesOf, joinIssues } from "./parse";
import { checkProvider, looseProvider } from "./provider-checks";
import { checkContext } from "./providers.server";

const listIn = (document: unknown, name: string): unknown[] => {
  const list = isObject(document) ? document[name] : undefined;
  return Array.isArray(list) ? list : [];
};

const idOf = (item: unknown): string => (isObject(item) && typeof item.id === "string" ? item.id : "");

function duplicates(items: unknown[], list: string): Issue[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const id = idOf(item);
    if (id === "" || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path: `${list}.${index}.id`, message: `"${id}" is there twice` }];
  });
}

/** Every issue of an imported document, whether or not it parses. */
export function configIssues(platform: Platform, document: unknown, current: Current, hashes?: KeyHashes): Issue[] {
  const parsed = configSchema.safeParse(document);
  const [providers, routes, keys] = ["providers", "routes", "keys"].map((name) => listIn(document, name)) as [
    unknown[],
    unknown[],
    unknown[],
  ];
  const stored = new Map(current.providers.map((item) => [item.provider.id, item]));
  const storedKeys = new Set(current.keys.map((record) => record.id));
  const further = [
    ...duplicates(providers, "providers"),
    ...duplicates(routes, "routes"),
    ...duplicates(keys, "keys"),
    ...providers.flatMap((item, index) =>
      checkProvider(looseProvider(item), checkContext(platform, stored.get(idOf(item))), ["providers", index]),
    ),
    ...keys.flatMap((item, index) => {
      const id = idOf(item);
      const missing =
        isObject(item) && item.value === undefined && id !== "" && !storedKeys.has(id) && !hashes?.has(id);
      return [
        ...checkKey({ id }, ["keys", index]),
        ...(missing ? [{ path: `keys.${index}.value`, message: "needed for a new key" }] : []),
      ];
    }),
  ];
  return joinIssues(parsed.success ? [] : issuesOf(parsed.error), further);
}
