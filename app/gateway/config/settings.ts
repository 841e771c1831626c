import { z } from "zod";
import { alertSettingsSchema } from "../alerts/alert-schema";
import { retryChoices } from "../failures/retry-on";
import { limitsSchema } from "../limits/limit-schema";

// The document's `settings`. Apart from the rest of it, because the settings page checks them in the browser, where the
// matcher of routes' patterns has no business.

export const strategySchema = z.enum(["priority", "cheapest", "fastest", "reliable", "balanced"]);
export type Strategy = z.infer<typeof strategySchema>;

export const timeMs = z.int().min(1).max(3_600_000);

/** What is taken out of recorded bodies before they are stored. */
export const maskKinds = ["emails", "phones", "keys", "cards"] as const;
export type MaskKind = (typeof maskKinds)[number];
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
  /** Failures that are tried again elsewhere; without it all that may be. */
  retryOn: z.array(z.enum(retryChoices)).optional(),
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
  /** What becomes of a model's name that nothing matches: the caller's mistake, or a request for the route `auto`. */
  unknownModel: z.enum(["error", "auto"]).default("error"),
  /** The next turn of a conversation goes where the last one was, for so long after it. */
  sticky: z
    .strictObject({ enabled: z.boolean().default(true), minutes: z.int().min(1).max(1440).default(15) })
    .prefault({}),
  /** A breaker opens after so many failures in a row, for so long; every further opening doubles it up to ten minutes. */
  breaker: z
    .strictObject({
      failures: z.int().min(1).max(100).default(5),
      pauseMs: z.int().min(1_000).max(600_000).default(30_000),
    })
    .prefault({}),
  balancedWeights: weightsSchema.default({ price: 50, speed: 25, success: 25 }),
  /** How far an answer is read on after its client left, at providers that say so. */
  drain: z
    .strictObject({ maxMs: timeMs.default(30_000), maxBytes: z.int().min(1_024).max(67_108_864).default(4_194_304) })
    .prefault({}),
  logRetentionDays: z.int().min(1).max(3650).default(30),
  /** Keeps what requests and answers say, sealed, as long as their log rows. A key may say it for itself. */
  captureBodies: z.boolean().default(false),
  /** Without it everything that `maskKinds` names. */
  mask: z.array(z.enum(maskKinds)).optional(),
  cache: z
    .strictObject({
      enabled: z.boolean().default(false),
      ttlSeconds: z.int().min(1).max(31_536_000).default(3600),
      semantic: z
        .strictObject({
          enabled: z.boolean().default(false),
          /** Cosine similarity of two questions from which on they are the same. */
          threshold: z.number().min(0).max(1).default(0.95),
          /** One of the gateway's own models for embeddings; without it nothing is compared. */
          model: z.string().min(1).max(256).optional(),
        })
        .prefault({}),
      /** Answers serve every API key; without it each key has its own. */
      shared: z.boolean().optional(),
    })
    .prefault({}),
  cors: z.strictObject({ origins: z.array(z.string().min(1)).default(["*"]) }).prefault({}),
  /** `defaults` are for keys that have no such limit of their own; `gateway` is a ceiling over all keys together. */
  limits: z.strictObject({ defaults: limitsSchema.default({}), gateway: limitsSchema.default({}) }).prefault({}),
  alerts: alertSettingsSchema.prefault({}),
});
export type Settings = z.output<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
