import { type Purged, purge } from "~/db/maintenance.server";
import { claimMaintenance, readSettings } from "~/db/settings.server";
import type { Platform } from "~/platform/platform";
import { retryCredentials } from "./credential-retry.server";
import { runDueProbes } from "./health-probes.server";
import { switchOffDrained } from "./provider-drain.server";

type MaintenanceParts = Pick<Platform, "database"> & { gateway?: Platform["gateway"] | null };

const probesFailed = (error: unknown) => console.error("Health probes could not be run:", error);

const hourMs = 3_600_000;
/** When this isolate asks the database again whether maintenance is due: page requests do not ask it each time. */
let nextLookAt = 0;

/**
 * Purges what is past its retention and tries again the credentials that were switched off. The Node host has a timer; an
 * external one calls POST /api/admin/maintenance. Without a gateway (nobody called it yet) nothing is tried.
 */
export async function runMaintenance({ database, gateway }: MaintenanceParts): Promise<Purged> {
  if (gateway) await runDueProbes({ database, gateway }, Date.now()).catch(probesFailed);
  if (gateway) {
    await switchOffDrained({ database, gateway }).catch((error) =>
      console.error("Drained providers could not be switched off:", error),
    );
    await retryCredentials({ database, gateway }, Date.now()).catch((error) =>
      console.error("Credentials that are switched off could not be tried again:", error),
    );
  }
  const { logRetentionDays } = await readSettings(database);
  return purge(database, Date.now(), logRetentionDays);
}

/**
 * For Pages, which has no timer: purges where nobody did within the hour; null where it is not due. Of several isolates
 * that ask at once one does it.
 */
export async function runMaintenanceWhereDue(platform: MaintenanceParts, now = Date.now()): Promise<Purged | null> {
  if (now < nextLookAt) return null;
  nextLookAt = now + hourMs / 12;
  if (!(await claimMaintenance(platform.database, now, hourMs))) return null;
  return runMaintenance(platform);
}
