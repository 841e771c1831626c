import { z } from "zod";
import { isUsableSecret, secretRule } from "../credential-form";
import { limitsSchema } from "../limits/limit-schema";
import { longestPattern, safePattern } from "../routing/safe-pattern";
import { languages } from "../routing/text-kind";
import { isTimeZone } from "../routing/time-window";
import { settingsSchema, strategySchema, timeMs, weightsSchema } from "./settings";

// The configuration document (version 1): what the admin API takes and gives, and what routing works on.

const id = z
  .string()
  .min(1)
  .max(128)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._:@-]*$/u,
    "use letters, digits and . _ : @ - (no slash), starting with a letter or digit",
  );
const price = z.number().min(0).max(1_000_000);

/** USD per million tokens; the `per...` prices are USD for one image, second (of audio or video), character or request. */
export const pricingSchema = z.strictObject({
  input: price,
  output: price,
  cachedInput: price.optional(),
  cacheWrite: price.optional(),
  inputAudio: price.optional(),
  outputAudio: price.optional(),
  perImage: price.optional(),
  perSecond: price.optional(),
  perCharacter: price.optional(),
  perRequest: price.optional(),
});
export type Pricing = z.infer<typeof pricingSchema>;

const capabilities = [
  "chat",
  "embeddings",
  "image",
  "audio",
  "vision",
  "tools",
  "json",
  "reasoning",
  "rerank",
  "video",
] as const;
export const capabilitySchema = z.enum(capabilities);
export type Capability = z.infer<typeof capabilitySchema>;

const modelName = z.string().min(1).max(256);
export const modelEntrySchema = z.strictObject({
  id: modelName,
  upstream: modelName.optional(),
  pricing: pricingSchema.optional(),
  contextLength: z.int().positive().optional(),
  maxOutputTokens: z.int().positive().optional(),
  capabilities: z.array(capabilitySchema).optional(),
  /** False: the entry stays, and the provider does not serve the name; also not by a pattern of its list. */
  offered: z.boolean().optional(),
});
export type ModelEntry = z.infer<typeof modelEntrySchema>;

const timeoutsSchema = z.strictObject({
  attemptMs: timeMs.optional(),
  connectMs: timeMs.optional(),
  firstByteMs: timeMs.optional(),
  /** Until the first content of a stream; without it the limit of the first byte holds. */
  firstTokenMs: timeMs.optional(),
  /** Since the request began, over all its attempts. */
  requestMs: timeMs.optional(),
  streamIdleMs: timeMs.optional(),
});
export type Timeouts = z.output<typeof timeoutsSchema>;

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "not a header name");
const headerValue = z
  .string()
  .max(8192)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, "not a header value");

/** What stands in an exported document in place of a secret; a PUT that carries it keeps the stored one. */
export const REDACTED = "********";

export const credentialSchema = z
  .strictObject({
    name: z.string().min(1).max(128),
    value: z.string().trim().max(16_384).refine(isUsableSecret, secretRule).optional(),
    env: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/i, "not the name of an environment variable")
      .optional(),
  })
  .refine(
    (credential) => (credential.value === undefined) !== (credential.env === undefined),
    "needs either value or env",
  );

/** `models` asks for the list of models, `token` for one token of `model` (without it, of the first one listed). */
const probeSchema = z.strictObject({
  enabled: z.boolean().default(true),
  intervalSeconds: z.int().min(10).max(86_400).default(300),
  kind: z.enum(["models", "token"]).default("models"),
  model: modelName.optional(),
});
export type ProbeConfig = z.output<typeof probeSchema>;
export const disconnectSchema = z.enum(["cancel", "drain"]);

export const providerSchema = z.strictObject({
  id: id,
  name: z.string().min(1).max(200).optional(),
  preset: z.string().max(64).nullish(),
  adapter: z.string().min(1).max(64).optional(),
  baseUrl: z.string().max(2048).optional(),
  enabled: z.boolean().default(true),
  /** Takes no new request while the open ones finish: `hold` until that is taken back, `off` until none is open. */
  drain: z.enum(["hold", "off"]).nullable().default(null),
  priority: z.int().min(-1_000_000).max(1_000_000).default(0),
  weight: z.int().min(0).max(1_000_000).default(1),
  credentials: z.array(credentialSchema).max(1000).default([]),
  models: z
    .array(z.union([modelName.transform((name): ModelEntry => ({ id: name })), modelEntrySchema]))
    .max(5000)
    .default([]),
  headers: z.record(headerName, headerValue).default({}),
  options: z.record(z.string(), z.unknown()).default({}),
  timeouts: timeoutsSchema.default({}),
  /** Asks from time to time whether it answers, without waiting for a client's request. */
  probe: probeSchema.nullish(),
  /** What becomes of an answer whose client left: the call is ended, or read on until its usage is known. */
  disconnect: disconnectSchema.default("cancel"),
});
export type ProviderConfig = z.output<typeof providerSchema>;

const languageSchema = z.enum(languages as [string, ...string[]]);
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "not a time such as 08:30");
const secretHeaders = new Set(["authorization", "x-api-key", "x-goog-api-key", "cookie", "proxy-authorization"]);

const ruleConditionSchema = z.strictObject({
  minPromptTokens: z.int().min(0).optional(),
  maxPromptTokens: z.int().min(0).optional(),
  contains: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  /** Found anywhere in the prompt, whatever the case; matched in linear time. */
  regex: z
    .string()
    .min(1)
    .max(longestPattern)
    .superRefine((pattern, context) => {
      try {
        safePattern(pattern);
      } catch (error) {
        context.addIssue({ code: "custom", message: `not a usable pattern: ${(error as Error).message}` });
      }
    })
    .optional(),
  code: z.boolean().optional(),
  images: z.boolean().optional(),
  audio: z.boolean().optional(),
  tools: z.boolean().optional(),
  json: z.boolean().optional(),
  language: z.union([languageSchema, z.array(languageSchema).min(1)]).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  /** Ids of API keys. */
  keys: z.union([id, z.array(id).min(1)]).optional(),
  /** Values may hold `*`. */
  headers: z
    .record(
      headerName.refine((name) => !secretHeaders.has(name.toLowerCase()), "carries a secret: no rule may look at it"),
      z.string().min(1).max(1024),
    )
    .optional(),
  time: z
    .strictObject({
      from: clockTime,
      to: clockTime,
      days: z
        .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
        .min(1)
        .optional(),
      timeZone: z.string().refine(isTimeZone, "not a time zone").optional(),
    })
    .optional(),
  /** So many of the requests for which everything else holds, chosen by chance. */
  percent: z.number().min(0).max(100).optional(),
});
export type RuleCondition = z.output<typeof ruleConditionSchema>;
const ruleSchema = z.strictObject({
  when: ruleConditionSchema,
  models: z.array(modelName).min(1).optional(),
  strategy: strategySchema.optional(),
  /** False: kept, and passed over. */
  enabled: z.boolean().optional(),
});
export type RuleConfig = z.output<typeof ruleSchema>;
export const routeSchema = z.strictObject({
  id: id,
  strategy: strategySchema.optional(),
  models: z.array(modelName).min(1),
  rules: z.array(ruleSchema).max(100).default([]),
  fallbacks: z.array(modelName).default([]),
  /** Hold before those of providers. */
  timeouts: timeoutsSchema.optional(),
  /** Shares of `balanced` on this route, in percent; without it those of the settings. */
  weights: weightsSchema.optional(),
  /** Without it the settings say whether. */
  hedging: z.boolean().optional(),
});
export type RouteConfig = z.output<typeof routeSchema>;

export const keySchema = z.strictObject({
  id: id,
  /** Its id where left out. */
  name: z.string().min(1).max(200).optional(),
  value: z
    .string()
    .min(16)
    .max(512)
    .regex(/^[\x21-\x7e]+$/, "visible ASCII only")
    .optional(),
  role: z.enum(["client", "admin"]).default("client"),
  models: z.array(z.string().min(1)).default(["*"]),
  providers: z.array(z.string().min(1)).default(["*"]),
  enabled: z.boolean().default(true),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
  limits: limitsSchema.default({}),
  /** Its bodies are recorded also where the settings do not say it. */
  captureBodies: z.boolean().default(false),
  /** Who answers for it, in words. */
  owner: z.string().trim().max(200).nullish(),
});
export type KeyConfig = z.output<typeof keySchema>;

export const configSchema = z.strictObject({
  version: z.literal(1),
  settings: settingsSchema.prefault({}),
  providers: z.array(providerSchema).max(10_000).default([]),
  routes: z.array(routeSchema).max(10_000).default([]),
  keys: z.array(keySchema).max(100_000).default([]),
});
export type ConfigDocument = z.output<typeof configSchema>;
