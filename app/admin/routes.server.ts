import { type RouteRecord, readRoute, readRoutes } from "~/db/routes.server";
import { hasDefaultRoute } from "~/db/settings.server";
import { defaultRoute } from "~/gateway/catalog/default-route";
import { type RouteConfig, routeSchema } from "~/gateway/config/config";
import { sameJson } from "~/lib/same-json";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { invalid, notFound } from "./errors";
import { movedRules } from "./moved-rules";
import { parse, withoutReadOnly } from "./parse";
import { expectMatch, type IfMatch } from "./precondition";
import { transact } from "./transact.server";
import type { AdminRoute } from "./types";

const readOnlyFields = ["createdAt", "updatedAt"];

const toAdminRoute = (record: RouteRecord): AdminRoute => ({
  ...routeSchema.parse(record.document),
  createdAt: new Date(record.createdAt).toISOString(),
  updatedAt: new Date(record.updatedAt).toISOString(),
});

export const toRouteRecord = (route: RouteConfig, stored: RouteRecord | undefined, now: number): RouteRecord => ({
  id: route.id,
  document: route as unknown as Record<string, unknown>,
  createdAt: stored?.createdAt ?? now,
  updatedAt: Math.max(now, (stored?.updatedAt ?? 0) + 1),
});

/** Names of the document's fields that differ. */
export function changedRouteFields(stored: RouteRecord | undefined, next: RouteConfig): string[] {
  const before = stored?.document ?? {};
  const names = new Set([...Object.keys(before), ...Object.keys(next)]);
  names.delete("id");
  return [...names].filter((name) => !sameJson(before[name], next[name as keyof RouteConfig]));
}

/** The built-in route as if it were stored; null once it is, or was removed. */
export async function builtInRoute(
  database: D1Database,
  stored: readonly { id: string }[],
): Promise<RouteRecord | null> {
  if (stored.some(({ id }) => id === defaultRoute.id) || !(await hasDefaultRoute(database))) return null;
  return { ...toRouteRecord(defaultRoute, undefined, 0), updatedAt: 0 };
}

export async function listRoutes({ database }: Platform): Promise<AdminRoute[]> {
  const stored = await readRoutes(database);
  const builtIn = await builtInRoute(database, stored);
  return [...stored, ...(builtIn === null ? [] : [builtIn])].map(toAdminRoute);
}

export async function getRoute({ database }: Platform, id: string): Promise<AdminRoute> {
  const record = await readRoute(database, id);
  if (record) return toAdminRoute(record);
  const builtIn = id === defaultRoute.id ? await builtInRoute(database, []) : null;
  if (builtIn === null) throw notFound("route", id);
  return toAdminRoute(builtIn);
}

/** Makes the route or replaces it as a whole. */
export async function putRoute(
  platform: Platform,
  actor: string,
  id: string,
  input: unknown,
  ifMatch: IfMatch = null,
): Promise<AdminRoute> {
  const document = withoutReadOnly(input, readOnlyFields);
  if (document.id !== undefined && document.id !== id)
    throw invalid([{ path: "id", message: "differs from the id in the address" }]);
  const route = parse(routeSchema, { ...document, id });
  return transact(platform, async (write) => {
    const stored = (await readRoute(platform.database, id)) ?? undefined;
    expectMatch(ifMatch, ...(await routeVersion(platform, id, stored)));
    const fields = changedRouteFields(stored, route);
    if (stored && fields.length === 0) return toAdminRoute(stored);
    const record = toRouteRecord(route, stored, Date.now());
    await write({
      expect: [{ table: "routes", id, updatedAt: stored?.updatedAt ?? null }],
      routes: { upsert: [record] },
      movedRules: movedRules(stored, route),
      audit: [auditEntry(actor, stored ? "update" : "create", "route", id, { fields })],
    });
    return toAdminRoute(record);
  });
}

/** The route's version, and whether there is one: the built-in route has a version, too. */
async function routeVersion(
  { database }: Platform,
  id: string,
  stored: RouteRecord | undefined,
): Promise<[version: string, exists: boolean]> {
  const record = stored ?? (id === defaultRoute.id ? await builtInRoute(database, []) : null);
  return record ? [toAdminRoute(record).updatedAt, true] : ["", false];
}

export async function deleteRoute(
  platform: Platform,
  actor: string,
  id: string,
  ifMatch: IfMatch = null,
): Promise<void> {
  await transact(platform, async (write) => {
    const stored = await readRoute(platform.database, id);
    const isDefault = id === defaultRoute.id;
    if (!stored && !(isDefault && (await hasDefaultRoute(platform.database)))) throw notFound("route", id);
    expectMatch(ifMatch, ...(await routeVersion(platform, id, stored ?? undefined)));
    await write({
      expect: [{ table: "routes", id, updatedAt: stored?.updatedAt ?? null }],
      routes: { remove: [id] },
      removeDefaultRoute: isDefault,
      audit: [auditEntry(actor, "delete", "route", id)],
    });
  });
}
