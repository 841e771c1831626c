import { asc, eq } from "drizzle-orm";
import { getDb } from "./client";
import { routes } from "./schema";

export type RouteRecord = typeof routes.$inferSelect;

export const readRoutes = (database: D1Database): Promise<RouteRecord[]> =>
  getDb(database).select().from(routes).orderBy(asc(routes.createdAt), asc(routes.id));

export async function readRoute(database: D1Database, id: string): Promise<RouteRecord | null> {
  const [row] = await getDb(database).select().from(routes).where(eq(routes.id, id));
  return row ?? null;
}
