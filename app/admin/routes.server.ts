import { type RouteRecord, readRoute, readRoutes } from "~/db/routes.server";
import { type RouteConfig, routeSchema } from "~/gateway/config";
import { sameJson } from "~/lib/same-json";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { invalid, notFound } from "./errors";
import { parse, withoutReadOnly } from "./parse";
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

export const listRoutes = async (platform: Platform): Promise<AdminRoute[]> =>
  (await readRoutes(platform.database)).map(toAdminRoute);

export async function getRoute(platform: Platform, id: string): Promise<AdminRoute> {
  const record = await readRoute(platform.database, id);
  if (!record) throw notFound("route", id);
  return toAdminRoute(record);
}

/** Makes the route or replaces it as a whole. */
export async function putRoute(platform: Platform, actor: string, id: string, input: unknown): Promise<AdminRoute> {
  const document = withoutReadOnly(input, readOnlyFields);
  if (document.id !== undefined && document.id !== id)
    throw invalid([{ path: "id", message: "differs from the id in the address" }]);
  const route = parse(routeSchema, { ...document, id });
  return transact(platform, async (write) => {
    const stored = (await readRoute(platform.database, id)) ?? undefined;
    const fields = changedRouteFields(stored, route);
    if (stored && fields.length === 0) return toAdminRoute(stored);
    const record = toRouteRecord(route, stored, Date.now());
    await write({
      expect: [{ table: "routes", id, updatedAt: stored?.updatedAt ?? null }],
      routes: { upsert: [record] },
      audit: [auditEntry(actor, stored ? "update" : "create", "route", id, { fields })],
    });
    return toAdminRoute(record);
  });
}

export async function deleteRoute(platform: Platform, actor: string, id: string): Promise<void> {
  await transact(platform, async (write) => {
    const stored = await readRoute(platform.database, id);
    if (!stored) throw notFound("route", id);
    await write({
      expect: [{ table: "routes", id, updatedAt: stored.updatedAt }],
      routes: { remove: [id] },
      audit: [auditEntry(actor, "delete", "route", id)],
    });
  });
}
