import { desc, lt } from "drizzle-orm";
import { getDb } from "./client";
import { auditLog } from "./schema";

export interface AuditRow {
  id: number;
  /** ISO 8601. */
  createdAt: string;
  /** `dashboard`, `admin-token` or `key:<id>`. */
  actor: string;
  action: string;
  kind: string;
  targetId: string;
  detail: unknown;
}

/** Who changed what, newest first. */
export async function listAudit(
  database: D1Database,
  limit: number,
  before?: number,
): Promise<{ data: AuditRow[]; nextCursor: string | null }> {
  const rows = await getDb(database)
    .select()
    .from(auditLog)
    .where(before === undefined ? undefined : lt(auditLog.id, before))
    .orderBy(desc(auditLog.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }));
  return { data, nextCursor: rows.length > limit ? String(data.at(-1)?.id) : null };
}
