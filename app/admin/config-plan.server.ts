import type { Changes } from "~/db/changes.server";
import { type KeyRecord, readKeys } from "~/db/keys.server";
import { readProviders } from "~/db/providers.server";
import { readRevision } from "~/db/revision";
import { readRoutes } from "~/db/routes.server";
import { readSettings } from "~/db/settings.server";
import { defaultRoute } from "~/gateway/catalog/default-route";
import type { ConfigDocument, KeyConfig } from "~/gateway/config/config";
import type { Settings } from "~/gateway/config/settings";
import { sameJson } from "~/lib/same-json";
import { sealerFor } from "~/lib/seal";
import type { Platform } from "~/platform/platform";
import type { Issue } from "./errors";
import { changedKeyFields, toKeyRecord } from "./key-document";
import { issue } from "./keys.server";
import { movedRules } from "./moved-rules";
import { resolveProvider } from "./provider-checks";
import { diffProvider } from "./provider-records.server";
import { builtInRoute, changedRouteFields, toRouteRecord } from "./routes.server";
import type { ConfigChange } from "./types";

// What an imported document would change: the plan that a dry run answers and an import writes.

export interface ImportPlan {
  changes: ConfigChange[];
  /** What shows only once values are hashed: two keys with the same value. */
  issues: Issue[];
  writes: Omit<Changes, "audit" | "expect">;
}

export async function readAll({ database }: Platform) {
  // Before everything else: whatever changes from here on makes an import that relies on it start again.
  const revision = await readRevision(database);
  const [settings, providers, routes, keys] = await Promise.all([
    readSettings(database),
    readProviders(database),
    readRoutes(database),
    readKeys(database),
  ]);
  const builtIn = await builtInRoute(database, routes);
  return { revision, settings, providers, routes, builtIn, keys };
}

export const changedSettings = (before: Settings, after: Settings): string[] =>
  (Object.keys(after) as (keyof Settings)[]).filter((name) => !sameJson(before[name], after[name]));

const missingFrom = (stored: string[], wanted: { id: string }[]): string[] => {
  const ids = new Set(wanted.map(({ id }) => id));
  return stored.filter((id) => !ids.has(id));
};

/** What is kept of a key's value, by the key's id: an encrypted export has it, as it is the same on every deployment. */
export type KeyHashes = ReadonlyMap<string, Pick<KeyRecord, "hash" | "prefix" | "lastFour">>;

/** The document must have passed its checks (config-checks.ts). */
export async function planImport(
  platform: Platform,
  config: ConfigDocument,
  current: Current,
  hashes?: KeyHashes,
): Promise<ImportPlan> {
  const plan: ImportPlan = {
    changes: [],
    issues: [],
    writes: {},
  };
  planSettings(plan, config, current.settings);
  await planProviders(plan, config, current.providers, platform);
  planRoutes(plan, config, current);
  await planKeys(plan, config.keys, current.keys, hashes);
  return plan;
}

export type Current = Awaited<ReturnType<typeof readAll>>;

function planSettings(plan: ImportPlan, config: ConfigDocument, before: Current["settings"]): void {
  const fields = changedSettings(before, config.settings);
  if (fields.length === 0) return;
  plan.changes.push({ action: "update", kind: "settings", id: "settings", fields });
  plan.writes.settings = config.settings;
}

async function planProviders(
  plan: ImportPlan,
  config: ConfigDocument,
  before: Current["providers"],
  platform: Platform,
): Promise<void> {
  const sealer = sealerFor(platform.env);
  const stored = new Map(before.map((item) => [item.provider.id, item]));
  const remove = missingFrom([...stored.keys()], config.providers);
  const writes = { upsert: [] as NonNullable<NonNullable<Changes["providers"]>["upsert"]>, remove };
  const credentials = { upsert: [], remove: [] } as Required<NonNullable<Changes["credentials"]>>;
  const models = { of: [], rows: [] } as NonNullable<Changes["models"]>;

  // Rows are ordered by their time of creation: later entries of the document come later.
  let now = Date.now();
  for (const document of config.providers) {
    const existing = stored.get(document.id);
    const provider = resolveProvider(document);
    const change = await diffProvider(existing, provider, sealer, existing ? now : now++);
    if (existing && change.fields.length === 0) continue;
    plan.changes.push({
      action: existing ? "update" : "create",
      kind: "provider",
      id: document.id,
      fields: change.fields,
      secretsMoveTo: change.secretsMoveTo,
    });
    writes.upsert.push(change.provider);
    credentials.upsert.push(...change.credentials.upsert);
    credentials.remove.push(...change.credentials.remove);
    if (change.models) {
      models.of.push(document.id);
      models.rows.push(...change.models);
    }
  }
  for (const id of remove) plan.changes.push({ action: "delete", kind: "provider", id, fields: [] });
  Object.assign(plan.writes, { providers: writes, credentials, models });
}

function planRoutes(plan: ImportPlan, config: ConfigDocument, { routes: before, builtIn }: Current): void {
  const stored = new Map(before.map((record) => [record.id, record]));
  // The built-in route is not stored: it stays where the document has it as it is, and is no more where it has not.
  const kept = config.routes.some((route) => route.id === defaultRoute.id);
  if (!kept && (builtIn !== null || stored.has(defaultRoute.id))) plan.writes.removeDefaultRoute = true;
  const remove = missingFrom([...stored.keys()], config.routes);
  const upsert = [];
  const moved = [];
  let now = Date.now();
  for (const route of config.routes) {
    const existing = stored.get(route.id);
    if (route.id === builtIn?.id && changedRouteFields(builtIn, route).length === 0) continue;
    const fields = changedRouteFields(existing, route);
    if (existing && fields.length === 0) continue;
    plan.changes.push({ action: existing ? "update" : "create", kind: "route", id: route.id, fields });
    upsert.push(toRouteRecord(route, existing, existing ? now : now++));
    moved.push(...movedRules(existing, route));
  }
  for (const id of remove) plan.changes.push({ action: "delete", kind: "route", id, fields: [] });
  plan.writes.routes = { upsert, remove };
  plan.writes.movedRules = moved;
}

async function planKeys(
  plan: ImportPlan,
  wanted: KeyConfig[],
  before: Current["keys"],
  given?: KeyHashes,
): Promise<void> {
  const stored = new Map(before.map((record) => [record.id, record]));
  const remove = missingFrom([...stored.keys()], wanted);
  const upsert = [];
  const hashes = new Map<string, string>();
  let now = Date.now();
  for (const [index, key] of wanted.entries()) {
    const existing = stored.get(key.id);
    const record = toKeyRecord(
      key,
      existing,
      key.value === undefined ? (given?.get(key.id) ?? null) : await issue(key.value),
      existing ? now : now++,
    );
    const other = hashes.get(record.hash);
    if (other !== undefined)
      plan.issues.push({ path: `keys.${index}.value`, message: `is the value of "${other}" too` });
    hashes.set(record.hash, key.id);
    const fields = changedKeyFields(existing, record);
    if (existing && fields.length === 0) continue;
    plan.changes.push({ action: existing ? "update" : "create", kind: "key", id: key.id, fields });
    // A value may move from one key to another: the old row goes first, so that it never stands in the way.
    if (existing && existing.hash !== record.hash) remove.push(key.id);
    upsert.push(record);
  }
  for (const id of missingFrom([...stored.keys()], wanted))
    plan.changes.push({ action: "delete", kind: "key", id, fields: [] });
  plan.writes.keys = { upsert, remove };
}
