import { z } from "zod";
import { formAddress } from "~/lib/form-address";

// What can be said of a provider form without the server: the same rules in the browser as it is typed, and on the
// server before anything is written. Messages are names of texts (`common:fieldError`).

const seconds = z
  .number({ error: "number" })
  .positive({ error: "positive" })
  .max(86_400, { error: "tooLong" })
  .optional();

const headerLines = z
  .string()
  .refine((text) => text.split(/\r?\n/).every((line) => line.trim() === "" || /^[^:\s]+\s*:/.test(line.trim())), {
    error: "headerLine",
  })
  .optional();

const jsonObject = z
  .string()
  .refine(
    (text) => {
      try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null && !Array.isArray(value);
      } catch {
        return false;
      }
    },
    { error: "json" },
  )
  .optional();

const webAddress = z
  .string()
  .refine((text) => /^https?:\/\/\S+$/i.test(text.trim()), { error: "address" })
  .optional();

/** Fields that a form does not have are not asked for; `priority` and `weight` may be left to their defaults. */
export const providerFormSchema = z.object({
  id: z
    .string()
    .refine((id) => id.trim() !== formAddress, { error: "reserved" })
    .optional(),
  name: z.string().max(200, { error: "tooLong" }).optional(),
  baseUrl: webAddress,
  priority: z.number({ error: "number" }).int({ error: "whole" }).optional(),
  weight: z.number({ error: "number" }).int({ error: "whole" }).min(0, { error: "notNegative" }).optional(),
  timeouts: z
    .object({
      connectMs: seconds,
      attemptMs: seconds,
      firstByteMs: seconds,
      firstTokenMs: seconds,
      streamIdleMs: seconds,
      requestMs: seconds,
    })
    .optional(),
  headers: headerLines,
  options: jsonObject,
});

/** Groups of fields with names of their own. */
const groups = ["timeouts", "probe"];

/** Of a form with these fields: `credentials.0.value` is told at `credentials`, `timeouts.attemptMs` at itself. */
export const providerFieldOf =
  (fields: readonly string[]) =>
  (path: string): string | null => {
    const field = fields.find((each) => path === each || path.startsWith(`${each}.`)) ?? null;
    return field !== null && groups.includes(field) ? path : field;
  };
