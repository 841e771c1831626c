import { and, asc, eq } from "drizzle-orm";
import { getDb } from "~/db/client";
import { bumpRevision } from "~/db/revision";
import { auditLog } from "~/db/schema";
import { parameterRepairs } from "~/db/state-schema";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { notFound } from "./errors";

/** What the gateway changes in requests to one model of a provider, because the upstream refused it as it was. */
export interface AdminRepair {
  /** The upstream's name of the model. */
  model: string;
  parameter: string;
  /** Null: the parameter is dropped. */
  renameTo: string | null;
  /** The upstream's words. */
  reason: string;
  /** ISO 8601. */
  createdAt: string;
}

export async function listRepairs(platform: Platform, providerId: string): Promise<AdminRepair[]> {
  const rows = await getDb(platform.database)
    .select()
    .from(parameterRepairs)
    .where(eq(parameterRepairs.providerId, providerId))
    .orderBy(asc(parameterRepairs.model), asc(parameterRepairs.parameter));
  return rows.map(({ providerId: _, createdAt, ...row }) => ({ ...row, createdAt: new Date(createdAt).toISOString() }));
}

/** The parameter is sent again from the next request on; without a name every repair of the provider goes. */
export async function clearRepairs(
  platform: Platform,
  actor: string,
  providerId: string,
  which: { model: string; parameter: string } | null,
): Promise<void> {
  const rows = await listRepairs(platform, providerId);
  const gone = which === null ? rows : rows.filter((row) => isSame(row, which));
  if (which !== null && gone.length === 0) throw notFound("repair", `${which.model} ${which.parameter}`);
  if (gone.length === 0) return;
  const db = getDb(platform.database);
  const ofProvider = eq(parameterRepairs.providerId, providerId);
  const condition =
    which === null
      ? ofProvider
      : and(ofProvider, eq(parameterRepairs.model, which.model), eq(parameterRepairs.parameter, which.parameter));
  const detail = gone.map(({ model, parameter }) => `${model}: ${parameter}`);
  await db.batch([
    db.delete(parameterRepairs).where(condition),
    db.insert(auditLog).values(auditEntry(actor, "clear-repairs", "provider", providerId, detail)),
  ]);
  await bumpRevision(platform.database).run();
  platform.gateway.invalidate();
}

const isSame = (row: AdminRepair, which: { model: string; parameter: string }) =>
  row.model === which.model && row.parameter === which.parameter;
