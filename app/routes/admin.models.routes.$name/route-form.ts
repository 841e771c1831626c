import { z } from "zod";
import { strategySchema, timeMs, weightsSchema } from "~/gateway/config/settings";
import { isTimeZone } from "~/gateway/routing/time-window";
import { formAddress } from "~/lib/form-address";

// What can be said of a route without the server, at the places of the document: the whole of it (gateway/config/config.ts, with the
// matcher of patterns) is checked there. Messages are names of `common:fieldError`.

const languageCode = z.string().regex(/^[a-z]{2}$/, { error: "language" });
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: "clock" });
const day = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], { error: "days" });
const tokens = z.number({ error: "number" }).int({ error: "whole" }).min(0, { error: "notNegative" }).optional();
const milliseconds = z.number({ error: "number" }).refine((value) => timeMs.safeParse(value).success, {
  error: "seconds",
});

const when = z.looseObject({
  regex: z.string().max(256, { error: "tooLong" }).optional(),
  minPromptTokens: tokens,
  maxPromptTokens: tokens,
  language: z.union([languageCode, z.array(languageCode)], { error: "language" }).optional(),
  time: z
    .looseObject({
      from: clockTime,
      to: clockTime,
      days: z.array(day).optional(),
      timeZone: z.string().refine(isTimeZone, { error: "timeZone" }).optional(),
    })
    .optional(),
  percent: z.number({ error: "number" }).min(0, { error: "percent" }).max(100, { error: "percent" }).optional(),
});

const routeForm = z.looseObject({
  // Conform reads an empty text as none.
  id: z
    .string({ error: "needed" })
    .max(128, { error: "tooLong" })
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:@-]*$/u, { error: "routeName" })
    .refine((id) => id !== formAddress, { error: "reserved" }),
  models: z.array(z.string()).min(1, { error: "noModel" }),
  strategy: strategySchema.optional(),
  weights: weightsSchema.optional(),
  rules: z.array(z.looseObject({ when })).max(100, { error: "tooLong" }),
  timeouts: z.record(z.string(), milliseconds).optional(),
});

/** The editor sends its route as one document. */
export const routeFormSchema = z.object({ document: z.string().transform(readJson).pipe(routeForm) });

function readJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "json" });
    return z.NEVER;
  }
}

/** Where the editor shows an issue of the document, such as `rules.2.when.percent`; null: above all cards. */
export function routeFieldOf(path: string): string | null {
  const shown = /^(?:id|models|timeouts\.\w+|rules\.\d+\.when\.\w+)(?:\.|$)/.test(path);
  return shown ? placeOf(path) : null;
}

/** The same as the form names it: `document.rules[2].when.percent`. */
export const placeOf = (path: string): string => `document.${path.replaceAll(/\.(\d+)(?=\.|$)/g, "[$1]")}`;
