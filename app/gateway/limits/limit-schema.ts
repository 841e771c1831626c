import { z } from "zod";
import { periods } from "./periods";

// Limits of a key, the defaults of keys without their own, and the gateway's ceiling. Apart from config.ts, as the settings
// page checks them in the browser.

const periodSchema = z.enum(periods);

export const limitsSchema = z.strictObject({
  rpm: z.int().positive().nullish(),
  tpm: z.int().positive().nullish(),
  concurrency: z.int().positive().nullish(),
  budget: z.strictObject({ usd: z.number().positive().max(1e9), period: periodSchema }).nullish(),
  /** Prompt and completion tokens of a period. */
  quota: z.strictObject({ tokens: z.int().positive(), period: periodSchema }).nullish(),
});
export type Limits = z.output<typeof limitsSchema>;

export const hasLimits = ({ rpm, tpm, concurrency, budget, quota }: Limits): boolean =>
  Boolean(rpm || tpm || concurrency || budget || quota);

/** The key's own limits, and the defaults for those that it has not. */
export const withDefaults = (own: Limits, defaults: Limits): Limits => ({
  rpm: own.rpm ?? defaults.rpm,
  tpm: own.tpm ?? defaults.tpm,
  concurrency: own.concurrency ?? defaults.concurrency,
  budget: own.budget ?? defaults.budget,
  quota: own.quota ?? defaults.quota,
});
