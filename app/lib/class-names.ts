import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// `2xs` is ours: without this tailwind-merge reads `text-2xs` as a colour and drops the real one.
const merge = extendTailwindMerge({ extend: { classGroups: { "font-size": [{ text: ["2xs"] }] } } });

/** Joins class names; a later Tailwind class replaces an earlier one of the same property. */
export const cn = (...values: ClassValue[]): string => merge(clsx(values));
