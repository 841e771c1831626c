// The key form as the configuration document's fields.

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

export function readKeyForm(form: FormData): KeyDocument {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const number = (name: string): unknown => {
    const value = text(name).replaceAll(/[,_\s]/g, "");
    if (value === "") return null;
    return Number.isFinite(Number(value)) ? Number(value) : value;
  };
  const list = (name: string) => {
    const values = form.getAll(name).map((value) => String(value).trim());
    const named = [...new Set(values.filter((value) => value !== ""))];
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
    expiresAt: endOfDay(text("expiresOn"), text("expiresAt")),
    limits: {
      rpm: number("rpm"),
      tpm: number("tpm"),
      concurrency: number("concurrency"),
      budget: usd === null ? null : { usd, period: text("budgetPeriod") || "month" },
      quota: tokens === null ? null : { tokens, period: text("quotaPeriod") || "month" },
    },
  };
}

/** A chosen day lasts to its end (UTC); the day as it was stored keeps its time. */
function endOfDay(day: string, stored: string): string | null {
  if (day === "") return null;
  return stored.startsWith(day) ? stored : `${day}T23:59:59.000Z`;
}

export const dayOf = (time: string | null): string => time?.slice(0, 10) ?? "";

const dayMs = 86_400_000;
export const dayAfter = (now: number, days: number): string => new Date(now + days * dayMs).toISOString().slice(0, 10);
