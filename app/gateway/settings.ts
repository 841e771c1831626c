import { z } from "zod";

// The document's `settings`. Apart from the rest of it, because the settings page checks them in the browser, where the
// matcher of routes' patterns has no business.

export const strategySchema = z.enum(["priority", "cheapest", "fastest", "reliable", "balanced"]);
export type Strategy = z.infer<typeof strategySchema>;

export const timeMs = z.int().min(1).max(3_600_000);

const percent = z.int().min(0).max(100);
/** Shares of the strategy `balanced`, in percent. */
export const weightsSchema = z
  .strictObject({ price: percent, speed: percent, success: percent })
  .refine(({ price, speed, success }) => price + speed + success === 100, "price, speed and success must sum to 100");
export type BalancedWeights = z.infer<typeof weightsSchema>;

export const settingsSchema = z.strictObject({
  strategy: strategySchema.default("priority"),
  maxAttempts: z.int().min(1).max(100).default(6),
  attemptTimeoutMs: timeMs.default(120_000),
  /** Name, connection and TLS; only where the host can tell them from the rest of the wait (Node). */
  connectTimeoutMs: timeMs.default(10_000),
  firstByteTimeoutMs: timeMs.default(60_000),
  /** Until the first content of a stream; without it the limit of the first byte holds. */
  firstTokenTimeoutMs: timeMs.optional(),
  streamIdleTimeoutMs: timeMs.default(60_000),
  /** The whole request over all its attempts; once content flows only the stream's own limits hold. */
  requestTimeoutMs: timeMs.default(300_000),
  /** A second candidate is started beside one that takes unusually long to its first token. */
  hedging: z
    .strictObject({
      enabled: z.boolean().default(false),
      /** At most so many extra upstream calls for a hundred requests. */
      maxExtraPercent: z.int().min(1).max(100).default(5),
    })
    .prefault({}),
  balancedWeights: weightsSchema.default({ price: 50, speed: 25, success: 25 }),
  /** How far an answer is read on after its client left, at providers that say so. */
  drain: z
    .strictObject({ maxMs: timeMs.default(30_000), maxBytes: z.int().min(1_024).max(67_108_864).default(4_194_304) })
    .prefault({}),
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
});
export type Settings = z.output<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
