import type { FieldMetadata } from "@conform-to/react";
import { z } from "zod";
import { readWeights, writeWeights } from "~/components/balanced-weights";
import { maskKinds, type Settings, settingsSchema, strategySchema } from "~/gateway/config/settings";
import { retryChoices } from "~/gateway/failures/retry-on";
import { limitFieldOfPath, limitFormFields, limitsToForm, limitsToPatch } from "./limit-form";

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
  /** How long answers are kept, in hours: a second to a year. */
  hours: { min: 0.0002, max: 8760 },
  similarity: { min: 0, max: 1 },
  percent: { min: 1, max: 100 },
  minutes: { min: 1, max: 1440 },
  failures: { min: 1, max: 100 },
  pause: { min: 1, max: 600 },
  kilobytes: { min: 1, max: 65_536 },
};

const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
/** Milliseconds stay reachable: `0.25` is a quarter of a second. */
const seconds = z.number().min(settingsLimits.seconds.min).max(settingsLimits.seconds.max).multipleOf(0.001);

const origin = /^(\*|https?:\/\/[^\s/?#]+)$/;

export const settingsFormSchema = z.object({
  ...limitFormFields,
  strategy: strategySchema,
  maxAttempts: whole(settingsLimits.maxAttempts),
  balancedWeights: z
    .string()
    .default("")
    .refine((text) => readWeights(text) !== null),
  unknownModel: z.enum(["error", "auto"]),
  sticky: z.boolean().default(false),
  stickyMinutes: whole(settingsLimits.minutes),
  breakerFailures: whole(settingsLimits.failures),
  breakerPause: whole(settingsLimits.pause),
  retryOn: z.array(z.enum(retryChoices)).default([]),
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
  captureBodies: z.boolean().default(false),
  mask: z.array(z.enum(maskKinds)).default([]),
  cacheEnabled: z.boolean().default(false),
  cacheTtl: z.number().min(settingsLimits.hours.min).max(settingsLimits.hours.max),
  cacheShared: z.boolean().default(false),
  semanticEnabled: z.boolean().default(false),
  semanticThreshold: z.number().min(settingsLimits.similarity.min).max(settingsLimits.similarity.max),
  /** Empty for none. */
  semanticModel: z.string().max(256).default(""),
  origins: z
    .string()
    .default("")
    .refine((text) => originsOf(text).every((line) => origin.test(line))),
});
export type SettingsForm = z.output<typeof settingsFormSchema>;
/** The same as the fields of the form. */
export type SettingsFields = { [K in keyof SettingsForm]-?: FieldMetadata<SettingsForm[K]> };
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
    unknownModel: settings.unknownModel,
    sticky: settings.sticky.enabled,
    stickyMinutes: settings.sticky.minutes,
    breakerFailures: settings.breaker.failures,
    breakerPause: Math.round(settings.breaker.pauseMs / 1000),
    retryOn: settings.retryOn ?? [...retryChoices],
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
    captureBodies: settings.captureBodies,
    mask: settings.mask ?? [...maskKinds],
    cacheEnabled: settings.cache.enabled,
    cacheTtl: settings.cache.ttlSeconds / 3600,
    cacheShared: settings.cache.shared ?? false,
    semanticEnabled: settings.cache.semantic.enabled,
    semanticThreshold: settings.cache.semantic.threshold,
    semanticModel: settings.cache.semantic.model ?? "",
    origins: settings.cors.origins.join("\n"),
    ...limitsToForm(settings.limits, settings.alerts),
  };
}

/** The patch for the settings of the document. */
export function toPatch(form: SettingsForm) {
  const milliseconds = (value: number) => Math.round(value * 1000);
  return {
    strategy: form.strategy,
    maxAttempts: form.maxAttempts,
    balancedWeights: readWeights(form.balancedWeights) ?? undefined,
    unknownModel: form.unknownModel,
    sticky: { enabled: form.sticky, minutes: form.stickyMinutes },
    breaker: { failures: form.breakerFailures, pauseMs: milliseconds(form.breakerPause) },
    retryOn: form.retryOn.length === retryChoices.length ? undefined : form.retryOn,
    connectTimeoutMs: milliseconds(form.connectTimeout),
    firstByteTimeoutMs: milliseconds(form.firstByteTimeout),
    firstTokenTimeoutMs: form.firstTokenTimeout === undefined ? undefined : milliseconds(form.firstTokenTimeout),
    attemptTimeoutMs: milliseconds(form.attemptTimeout),
    streamIdleTimeoutMs: milliseconds(form.streamIdleTimeout),
    requestTimeoutMs: milliseconds(form.requestTimeout),
    hedging: { enabled: form.hedging, maxExtraPercent: form.hedgingMaxExtra },
    drain: { maxMs: milliseconds(form.drainTime), maxBytes: form.drainSize * 1024 },
    logRetentionDays: form.logRetentionDays,
    captureBodies: form.captureBodies,
    // What is as it would be without the field is left out of the document.
    mask: form.mask.length === maskKinds.length ? undefined : form.mask,
    cache: {
      enabled: form.cacheEnabled,
      ttlSeconds: Math.max(1, Math.round(form.cacheTtl * 3600)),
      shared: form.cacheShared || undefined,
      semantic: {
        enabled: form.semanticEnabled,
        threshold: form.semanticThreshold,
        model: form.semanticModel === "" ? undefined : form.semanticModel,
      },
    },
    cors: { origins: [...new Set(originsOf(form.origins))] },
    ...limitsToPatch(form),
  };
}

const cacheFields: Record<string, SettingsField> = {
  "cache.enabled": "cacheEnabled",
  "cache.ttlSeconds": "cacheTtl",
  "cache.shared": "cacheShared",
  "cache.semantic.enabled": "semanticEnabled",
  "cache.semantic.threshold": "semanticThreshold",
  "cache.semantic.model": "semanticModel",
};

/** Where an issue of the document belongs in the form. */
export function fieldOfPath(path: string): SettingsField | null {
  if (path.startsWith("cors")) return "origins";
  if (path.startsWith("limits.") || path.startsWith("alerts.")) return limitFieldOfPath(path);
  if (path.startsWith("cache")) return cacheFields[path] ?? null;
  if (path.startsWith("mask")) return "mask";
  if (path.startsWith("retryOn")) return "retryOn";
  if (path.startsWith("balancedWeights")) return "balancedWeights";
  if (path.startsWith("sticky")) return "stickyMinutes";
  if (path.startsWith("breaker")) return path.endsWith("pauseMs") ? "breakerPause" : "breakerFailures";
  if (path.startsWith("hedging")) return "hedgingMaxExtra";
  if (path.startsWith("drain")) return path.endsWith("maxMs") ? "drainTime" : "drainSize";
  const name = path.replace(/Ms$/, "");
  return Object.keys(settingsFormSchema.shape).find((field): field is SettingsField => field === name) ?? null;
}
