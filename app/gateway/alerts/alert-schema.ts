import { z } from "zod";

export const alertEvents = [
  "provider_down",
  "provider_recovered",
  "credential_rejected",
  "credential_off",
  "budget_80",
  "budget_100",
  "error_rate",
] as const;
const alertEventSchema = z.enum(alertEvents);
export type AlertEvent = z.infer<typeof alertEventSchema>;

/**
 * Where and of what a webhook tells. In documents `webhook` and `secret` are clear or redacted, in the store sealed
 * (admin/alert-secrets.server.ts): a webhook's address is often all that one needs to post there.
 */
export const alertSettingsSchema = z.strictObject({
  webhook: z.string().min(1).max(4096).nullable().default(null),
  /** Signs what is sent. */
  secret: z.string().min(1).max(4096).nullable().default(null),
  events: z
    .array(alertEventSchema)
    .default(["provider_down", "provider_recovered", "credential_off", "budget_80", "budget_100"]),
  /** Share of requests that fail in five minutes, of at least 20, from which on `error_rate` tells. */
  errorRate: z.number().min(0.01).max(1).default(0.1),
});
export type AlertSettings = z.output<typeof alertSettingsSchema>;
