import { z } from "zod";

// Rules of text fields, as they are typed: the same in the browser and on the server. Their messages are names of texts
// (`common:fieldError`).

/** A number as people write it: `1,000`, `1_000`, `0,5` is left to fail. */
export const plainNumber = (text: string): number => Number(text.trim().replaceAll(/[,_\s]/g, ""));

const numberText = (accepts: (value: number) => boolean, error: string) =>
  z
    .string()
    .refine((text) => Number.isFinite(plainNumber(text)), { error: "number", abort: true })
    .refine((text) => accepts(plainNumber(text)), { error })
    .optional();

/** Empty, or a whole number from 1. */
export const countText = numberText((value) => Number.isSafeInteger(value) && value >= 1, "countFromOne");
/** Empty, or a number above 0. */
export const amountText = numberText((value) => value > 0 && value <= 1e9, "positive");
/** Empty, or a price: 0 or more. */
export const priceText = numberText((value) => value >= 0 && value <= 1_000_000, "notNegative");

/** Empty is told as `needed`. */
export const neededText = (longest: number) => z.string({ error: "needed" }).trim().max(longest, { error: "tooLong" });
export const shortText = (longest: number) => z.string().max(longest, { error: "tooLong" }).optional();
