import { z } from "zod";
import { isLogStatus } from "~/db/log-conditions";
import { readCursor } from "~/db/log-cursor";

// Query parameters of the admin API.

/** ISO 8601 (a date alone is UTC midnight) or Unix milliseconds. */
const time = z.string().transform((text, context) => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const parsed = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(parsed)) return parsed;
  context.addIssue("must be a time in ISO 8601, or Unix milliseconds");
  return z.NEVER;
});

export const limit = z
  .string()
  .regex(/^\d{1,9}$/, "must be a number from 1 to 1000")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 1000, "must be a number from 1 to 1000");

export const flag = z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1");

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
    from: time.optional(),
    to: time.optional(),
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
    from: time.optional(),
    to: time.optional(),
    interval: z.enum(["hour", "day"]).default("day"),
    groupBy: z.enum(["model", "provider", "key"]).optional(),
  })
  .refine(inOrder, notInOrder);
