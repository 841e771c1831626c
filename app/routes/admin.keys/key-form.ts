import { z } from "zod";
import type { AdminKey } from "~/admin/types";
import { confirmationSchema } from "~/components/checked-form/confirmation";
import { amountText, countText, neededText, plainNumber, shortText } from "~/components/checked-form/field-rules";

// The key form, what can be said of it without the server, and the form as the configuration document's fields.

/** One by one, and the empty field for a further one. */
const names = z.array(shortText(4096)).default([]);

/** Days from today, none, or a day of one's own. */
export const expiries = ["30", "90", "365", "never", "day"] as const;
export type Expiry = (typeof expiries)[number];

export const keyFormSchema = z
  .object({
    name: neededText(200),
    owner: shortText(200),
    models: names,
    providers: names,
    rpm: countText,
    tpm: countText,
    concurrency: countText,
    budgetUsd: amountText,
    quotaTokens: countText,
    expiry: z.string().optional(),
    expiresOn: z.string().optional(),
    role: z.string().optional(),
  })
  .refine(({ expiry, expiresOn }) => expiry !== "day" || expiresOn !== undefined, {
    path: ["expiresOn"],
    error: "needed",
  });

/** Hours for which the old secret works beside the new one. */
export const overlaps = ["0", "1", "24", "168"] as const;
export const rotateFormSchema = confirmationSchema.safeExtend({
  overlapHours: z.enum(overlaps, { error: "needed" }),
});

const fieldNames: Record<string, string> = {
  "limits.budget": "budgetUsd",
  "limits.quota": "quotaTokens",
  expiresAt: "expiresOn",
};

/** `limits.rpm` is told at `rpm`, `limits.budget.usd` at the budget. */
export function keyFieldOf(path: string): string | null {
  const named = Object.keys(fieldNames).find((prefix) => path.startsWith(prefix));
  const field = named === undefined ? (path.replace(/^limits\./, "").split(".")[0] ?? "") : fieldNames[named];
  return field !== undefined && field in keyFormSchema.shape ? field : null;
}

/** What the form of a key was filled from. It travels with the form, so that a save in between is noticed. */
export const keyBase = (key: Pick<AdminKey, (typeof formParts)[number]>): string =>
  JSON.stringify(formParts.map((part) => key[part] ?? null));
const formParts = ["name", "owner", "role", "models", "providers", "expiresAt", "captureBodies", "limits"] as const;

export interface KeyDocument {
  name: string;
  owner: string | null;
  role?: string;
  models: string[];
  providers: string[];
  expiresAt: string | null;
  captureBodies: boolean;
  limits: {
    rpm: unknown;
    tpm: unknown;
    concurrency: unknown;
    budget: { usd: unknown; period: string } | null;
    quota: { tokens: unknown; period: string } | null;
  };
}

/** Names of a list as they were sent: one by one, or with commas and spaces between them. */
export function namesIn(form: FormData, field: string): string[] {
  const values = form.getAll(field).flatMap((value) => String(value).split(/[\s,，]+/));
  return [...new Set(values.filter((value) => value !== ""))];
}

/** The form as a document; `now` in Unix ms, from which an expiry in days counts. */
export function readKeyForm(form: FormData, now: number): KeyDocument {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const number = (name: string): unknown => {
    const value = text(name);
    if (value === "") return null;
    return Number.isFinite(plainNumber(value)) ? plainNumber(value) : value;
  };
  const list = (name: string) => {
    const named = namesIn(form, name);
    return named.length > 0 ? named : ["*"];
  };
  const usd = number("budgetUsd");
  const tokens = number("quotaTokens");
  const role = text("role");
  return {
    name: text("name"),
    owner: text("owner") || null,
    ...(role ? { role } : {}),
    models: list("models"),
    providers: list("providers"),
    captureBodies: form.get("captureBodies") === "on",
    expiresAt: endOfDay(dayOfForm(text("expiry"), text("expiresOn"), now), text("expiresAt")),
    limits: {
      rpm: number("rpm"),
      tpm: number("tpm"),
      concurrency: number("concurrency"),
      budget: usd === null ? null : { usd, period: text("budgetPeriod") || "month" },
      quota: tokens === null ? null : { tokens, period: text("quotaPeriod") || "month" },
    },
  };
}

function dayOfForm(expiry: string, day: string, now: number): string {
  if (expiry === "never") return "";
  return /^\d+$/.test(expiry) ? dayAfter(now, Number(expiry)) : day;
}

/** A chosen day lasts to its end (UTC); the day as it was stored keeps its time. */
function endOfDay(day: string, stored: string): string | null {
  if (day === "") return null;
  return stored.startsWith(day) ? stored : `${day}T23:59:59.000Z`;
}

export const dayOf = (time: string | null): string => time?.slice(0, 10) ?? "";

const dayMs = 86_400_000;
export const dayAfter = (now: number, days: number): string => new Date(now + days * dayMs).toISOString().slice(0, 10);
