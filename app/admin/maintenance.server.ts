import { type Purged, purge } from "~/db/maintenance.server";
import { readSettings } from "~/db/settings.server";
import type { Platform } from "~/platform/platform";

/** Purges what is past its retention. Pages has no timer: an external one calls POST /api/admin/maintenance. */
export async function runMaintenance({ database }: Platform): Promise<Purged> {
  const { logRetentionDays } = await readSettings(database);
  return purge(database, Date.now(), logRetentionDays);
}
