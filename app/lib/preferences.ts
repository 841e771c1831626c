import { preferenceCookie, readCookie } from "./cookies";
import { type NumberStyle, readCurrency, writeCurrency } from "./figure-style";

// How this browser wants the dashboard. Cookies, so that the server renders it right at once.

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const rooms = ["tables", "cards"] as const;

export interface Preferences {
  theme: Theme;
  sidebar: "wide" | "rail";
  motion: "system" | "reduce";
  /** `compact` takes 4 pixels off the rows of tables; those of logs are low already. */
  density: "comfortable" | "compact";
  shortcuts: "on" | "off";
  /** The way to the first request, shown until one was answered. */
  checklist: "shown" | "hidden";
  /** IANA name that was chosen in Settings; null for the browser's own. */
  zone: string | null;
  /** IANA name: the chosen one, else as the browser told it; null before its first visit. */
  timeZone: string | null;
  /** `USD`, or a currency to show money in and its units for a dollar: `CNY:7.12`. */
  currency: string;
  /** How large numbers are written (lib/figure-style.ts). */
  numbers: NumberStyle;
  /** Columns of the request log that are shown, joined by commas; null for the usual ones. */
  requestColumns: string | null;
  /** Whether the window had room for tables when the last page was drawn (1024 px); null before that. */
  room: "tables" | "cards" | null;
}

export const defaultPreferences: Preferences = {
  theme: "system",
  sidebar: "wide",
  motion: "system",
  density: "comfortable",
  shortcuts: "on",
  checklist: "shown",
  zone: null,
  timeZone: null,
  currency: "USD",
  numbers: "k",
  requestColumns: null,
  room: null,
};

export function readPreferences(cookies: string | null): Preferences {
  const theme = readCookie(cookies, "theme");
  const zone = knownTimeZone(readCookie(cookies, "zone"));
  return {
    theme: themes.find((known) => known === theme) ?? "system",
    sidebar: readCookie(cookies, "sidebar") === "rail" ? "rail" : "wide",
    motion: readCookie(cookies, "motion") === "reduce" ? "reduce" : "system",
    density: readCookie(cookies, "density") === "compact" ? "compact" : "comfortable",
    shortcuts: readCookie(cookies, "shortcuts") === "off" ? "off" : "on",
    checklist: readCookie(cookies, "checklist") === "hidden" ? "hidden" : "shown",
    zone,
    timeZone: zone ?? knownTimeZone(readCookie(cookies, "timeZone")),
    currency: writeCurrency(readCurrency(readCookie(cookies, "currency"))),
    numbers: readCookie(cookies, "numbers") === "wan" ? "wan" : "k",
    requestColumns: readCookie(cookies, "requestColumns") ?? null,
    room: rooms.find((known) => known === readCookie(cookies, "room")) ?? null,
  };
}

function knownTimeZone(name: string | undefined): string | null {
  if (!name) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** In the browser: keeps the wish for the next page. */
export function writePreference<Name extends keyof Preferences>(
  name: Name,
  value: NonNullable<Preferences[Name]>,
): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, and needs https.
  document.cookie = preferenceCookie(name, value);
}
