import { z } from "zod";
import { alertSettingsSchema } from "./alerts/alert-schema";
import { limitsSchema } from "./limit-schema";

// The document's `settings`. Apart from the rest of it, because the settings page checks them in the browser, where the
// matcher of routes' patterns has no business.

export const strategySchema = z.enum(["priority", "cheapest", "fastest", "reliable", "balanced"]);
export type Strategy = z.infer<typeof strategySchema>;

export const timeMs = z.int().min(1).max(3_600_000);

export const settingsSchema = z.strictObject({
  strategy: strategySchema.default("priority"),
  maxAttempts: z.int().min(1).max(100).default(6),
  attemptTimeoutMs: timeMs.default(120_000),
  firstByteTimeoutMs: timeMs.default(60_000),
  /** Until the first content of a stream; without it the limit of the first byte holds. */
  firstTokenTimeoutMs: timeMs.optional(),
  streamIdleTimeoutMs: timeMs.default(60_000),
  /** The whole request over all its attempts; once content flows only the stream's own limits hold. */
  requestTimeoutMs: timeMs.default(300_000),
  logRetentionDays: z.int().min(1).max(3650).default(30),
  captureBodies: z.boolean().default(false),
  cache: z
    .strictObject({
      enabled: z.boolean().default(false),
      ttlSeconds: z.int().min(1).max(31_536_000).default(3600),
      semantic: z
        .strictObject({ enabled: z.boolean().default(false), threshold: z.number().min(0).max(1).default(0.95) })
        .prefault({}),
    })
    .prefault({}),
  cors: z.strictObject({ origins: z.array(z.string().min(1)).default(["*"]) }).prefault({}),
  /** `defaults` are for keys that have no such limit of their own; `gateway` is a ceiling over all keys together. */
  limits: z.strictObject({ defaults: limitsSchema.default({}), gateway: limitsSchema.default({}) }).prefault({}),
  alerts: alertSettingsSchema.prefault({}),
});
export type Settings = z.output<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
