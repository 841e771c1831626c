import { z } from "zod";
import { isLogStatus } from "~/db/log/log-conditions";
import { readCursor } from "~/db/log/log-cursor";

// Query parameters of the admin API.

const dayMs = 86_400_000;

/** In a time without an offset, which is UTC; JavaScript reads it as local. An unescaped `+` of an offset arrives as a space. */
const inUtc = (text: string) =>
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::[\d.]+)?$/.test(text) ? `${text}Z` : text.replace(/ (\d{2}:?\d{2})$/, "+$1");

const timeWith = (dateMs: number) =>
  z.string().transform((text, context) => {
    if (/^\d{1,15}$/.test(text)) return Number(text);
    const parsed = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(inUtc(text)) : Number.NaN;
    if (!Number.isNaN(parsed)) return text.length === 10 ? parsed + dateMs : parsed;
    context.addIssue("must be a time in ISO 8601, or Unix milliseconds");
    return z.NEVER;
  });

/** ISO 8601 or Unix milliseconds; a date alone is its first moment, UTC. */
const fromTime = timeWith(0);
/** Exclusive; a date alone is the end of that day, UTC: after its last millisecond, and still before a `from` of the next day. */
const toTime = timeWith(dayMs - 0.5);

export const limit = z
  .string()
  .regex(/^\d{1,9}$/, "must be a number from 1 to 1000")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 1000, "must be a number from 1 to 1000");

/** A name alone (`?dryRun`) is set. */
export const flag = z.enum(["true", "false", "1", "0", ""]).transform((text) => text !== "false" && text !== "0");

/** `from` must not be after `to`. */
const inOrder = ({ from, to }: { from?: number | undefined; to?: number | undefined }) =>
  from === undefined || to === undefined || from <= to;
const notInOrder = { path: ["from"], message: "must not be after `to`" };

const count = z
  .string()
  .regex(/^\d{1,9}$/, "must be a whole number")
  .transform(Number);

/** One of the words, or several joined by commas. */
const words = (known: string[]) =>
  z
    .string()
    .refine((value) => value.split(",").every((each) => known.includes(each)), `must be one of ${known.join(", ")}`);

const text = z.string().max(512).optional();

export const logQuery = z
  .object({
    from: fromTime.optional(),
    to: toTime.optional(),
    status: z.string().refine(isLogStatus, "must be a code (429), a class (5xx) or an outcome").optional(),
    model: text,
    provider: text,
    key: text,
    route: text,
    stream: words(["true", "false"]).optional(),
    tried: words(["first", "failover", "failed"]).optional(),
    q: text,
    slowerThanMs: count.optional(),
    attemptsOver: count.optional(),
    cache: words(["hit", "miss", "bypass"]).optional(),
    limit: limit.optional(),
    cursor: z
      .string()
      .refine((value) => readCursor(value) !== null, "is not a cursor of this list")
      .optional(),
  })
  .refine(inOrder, notInOrder);

export const usageQuery = z
  .object({
    from: fromTime.optional(),
    to: toTime.optional(),
    interval: z.enum(["hour", "day"]).default("day"),
    groupBy: z.enum(["model", "provider", "key"]).optional(),
  })
  .refine(inOrder, notInOrder);
