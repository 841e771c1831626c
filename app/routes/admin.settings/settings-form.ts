import { z } from "zod";
import { readWeights, writeWeights } from "~/components/balanced-weights";
import { type Settings, settingsSchema, strategySchema } from "~/gateway/settings";

// What the form shows: seconds instead of milliseconds, and one origin a line. Limits come from the document's schema.

/** The limits of a number in the document's schema. */
function limits(name: "maxAttempts" | "logRetentionDays" | "attemptTimeoutMs") {
  const schema = settingsSchema.shape[name].unwrap();
  return { min: schema.minValue ?? 0, max: schema.maxValue ?? Number.MAX_SAFE_INTEGER };
}

const time = limits("attemptTimeoutMs");

export const settingsLimits = {
  maxAttempts: limits("maxAttempts"),
  logRetentionDays: limits("logRetentionDays"),
  seconds: { min: time.min / 1000, max: time.max / 1000 },
  percent: { min: 1, max: 100 },
  kilobytes: { min: 1, max: 65_536 },
};

const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
/** Milliseconds stay reachable: `0.25` is a quarter of a second. */
const seconds = z.number().min(settingsLimits.seconds.min).max(settingsLimits.seconds.max).multipleOf(0.001);

const origin = /^(\*|https?:\/\/[^\s/?#]+)$/;

export const settingsFormSchema = z.object({
  strategy: strategySchema,
  maxAttempts: whole(settingsLimits.maxAttempts),
  balancedWeights: z
    .string()
    .default("")
    .refine((text) => readWeights(text) !== null),
  connectTimeout: seconds,
  firstByteTimeout: seconds,
  firstTokenTimeout: seconds.optional(),
  attemptTimeout: seconds,
  streamIdleTimeout: seconds,
  requestTimeout: seconds,
  hedging: z.boolean().default(false),
  hedgingMaxExtra: whole(settingsLimits.percent),
  drainTime: seconds,
  drainSize: whole(settingsLimits.kilobytes),
  logRetentionDays: whole(settingsLimits.logRetentionDays),
  origins: z
    .string()
    .default("")
    .refine((text) => originsOf(text).every((line) => origin.test(line))),
});
export type SettingsForm = z.output<typeof settingsFormSchema>;
export type SettingsField = keyof SettingsForm;

function originsOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((line) => line.replace(/\/$/, ""))
    .filter((line) => line !== "");
}

export function toForm(settings: Settings): SettingsForm {
  return {
    strategy: settings.strategy,
    maxAttempts: settings.maxAttempts,
    balancedWeights: writeWeights(settings.balancedWeights),
    connectTimeout: settings.connectTimeoutMs / 1000,
    firstByteTimeout: settings.firstByteTimeoutMs / 1000,
    firstTokenTimeout: settings.firstTokenTimeoutMs === undefined ? undefined : settings.firstTokenTimeoutMs / 1000,
    attemptTimeout: settings.attemptTimeoutMs / 1000,
    streamIdleTimeout: settings.streamIdleTimeoutMs / 1000,
    requestTimeout: settings.requestTimeoutMs / 1000,
    hedging: settings.hedging.enabled,
    hedgingMaxExtra: settings.hedging.maxExtraPercent,
    drainTime: settings.drain.maxMs / 1000,
    drainSize: Math.round(settings.drain.maxBytes / 1024),
    logRetentionDays: settings.logRetentionDays,
    origins: settings.cors.origins.join("\n"),
  };
}

/** The patch for the settings of the document. */
export function toPatch(form: SettingsForm) {
  const milliseconds = (value: number) => Math.round(value * 1000);
  return {
    strategy: form.strategy,
    maxAttempts: form.maxAttempts,
    balancedWeights: readWeights(form.balancedWeights) ?? undefined,
    connectTimeoutMs: milliseconds(form.connectTimeout),
    firstByteTimeoutMs: milliseconds(form.firstByteTimeout),
    firstTokenTimeoutMs: form.firstTokenTimeout === undefined ? undefined : milliseconds(form.firstTokenTimeout),
    attemptTimeoutMs: milliseconds(form.attemptTimeout),
    streamIdleTimeoutMs: milliseconds(form.streamIdleTimeout),
    requestTimeoutMs: milliseconds(form.requestTimeout),
    hedging: { enabled: form.hedging, maxExtraPercent: form.hedgingMaxExtra },
    drain: { maxMs: milliseconds(form.drainTime), maxBytes: form.drainSize * 1024 },
    logRetentionDays: form.logRetentionDays,
    cors: { origins: [...new Set(originsOf(form.origins))] },
  };
}

/** Where an issue of the document belongs in the form. */
export function fieldOfPath(path: string): SettingsField | null {
  if (path.startsWith("cors")) return "origins";
  if (path.startsWith("balancedWeights")) return "balancedWeights";
  if (path.startsWith("hedging")) return "hedgingMaxExtra";
  if (path.startsWith("drain")) return path.endsWith("maxMs") ? "drainTime" : "drainSize";
  const name = path.replace(/Ms$/, "");
  return Object.keys(settingsFormSchema.shape).find((field): field is SettingsField => field === name) ?? null;
}
