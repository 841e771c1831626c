import { readAlerts } from "~/db/alerts.server";
import { readSettings } from "~/db/settings.server";
import { postAlert } from "~/gateway/alerts/alert-sender";
import type { Platform } from "~/platform/platform";
import { AdminError } from "./errors";

export interface SentAlert {
  event: string;
  subject: string;
  message: string;
  /** ISO 8601. */
  createdAt: string;
  /** Why the webhook did not get it, or null. */
  error: string | null;
}

/** The last alerts, newest first: one per event and subject. */
export const listAlerts = async ({ database }: Platform): Promise<{ data: SentAlert[]; nextCursor: null }> => ({
  data: (await readAlerts(database, 50)).map(({ createdAt, ...alert }) => ({
    ...alert,
    createdAt: new Date(createdAt).toISOString(),
  })),
  nextCursor: null,
});

/** A real POST to the webhook that is stored. */
export async function sendTestAlert({ database, gateway }: Platform): Promise<{ ok: boolean; error: string | null }> {
  const { alerts } = await readSettings(database);
  if (alerts.webhook === null) throw new AdminError(409, "conflict", "No webhook is set.");
  const error = await postAlert(gateway.ports, alerts, {
    event: "test",
    subject: "gateway",
    message: "This is a test. Alerts arrive here.",
  });
  return { ok: error === null, error };
}
