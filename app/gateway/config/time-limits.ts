import { badRequest } from "../errors";
import type { RouteConfig, Timeouts } from "./config";
import type { Provider } from "./entities";
import type { Settings } from "./settings";

// How long things may take: the settings say it for all, a provider, a route and a request's own headers for themselves, each
// before the one named earlier. What is asked for by a request is not bounded by the others: its client waits.

export interface RequestLimits {
  /** The settings as they hold for this request. */
  settings: Settings;
  /** What the route and the request say, which holds before the provider's own. */
  timeouts: Timeouts;
  /** What of it the request itself asks for; null: nothing. */
  asked: Timeouts | null;
  /** Whether a slow first token starts the next candidate beside it. */
  hedging: boolean;
}

const headerNames = {
  "x-gateway-attempt-timeout": "attemptMs",
  "x-gateway-connect-timeout": "connectMs",
  "x-gateway-first-byte-timeout": "firstByteMs",
  "x-gateway-first-token-timeout": "firstTokenMs",
  "x-gateway-idle-timeout": "streamIdleMs",
  "x-gateway-request-timeout": "requestMs",
} as const;
const mostMs = 3_600_000;
const mostAttempts = 100;

/** Throws a 400 that names the header. Times in milliseconds. */
export function requestLimits(
  settings: Settings,
  route: Pick<RouteConfig, "timeouts" | "hedging"> | undefined,
  headers: { get(name: string): string | null },
): RequestLimits {
  const timeouts: Timeouts = { ...route?.timeouts };
  let asked: Timeouts | null = null;
  for (const name in headerNames) {
    const value = whole(headers, name, mostMs, "milliseconds");
    if (value === null) continue;
    const field = headerNames[name as keyof typeof headerNames];
    timeouts[field] = value;
    asked ??= {};
    asked[field] = value;
  }
  const attempts = whole(headers, "x-gateway-max-attempts", mostAttempts, "attempts");
  const hedging = route?.hedging ?? settings.hedging.enabled;
  return { settings: attempts === null ? settings : { ...settings, maxAttempts: attempts }, timeouts, asked, hedging };
}

function whole(headers: { get(name: string): string | null }, name: string, most: number, unit: string): number | null {
  const text = headers.get(name);
  if (text === null) return null;
  const value = /^\d{1,8}$/.test(text.trim()) ? Number(text) : 0;
  if (value < 1 || value > most) {
    throw badRequest(
      `Invalid value for the header '${name}': expected ${unit}, a whole number from 1 to ${most}.`,
      name,
    );
  }
  return value;
}

/** What every provider should manage in: a request that waits for less must not speak ill of one. */
const patientMs = 10_000;

/** Whether the request set itself a limit that is shorter than usual there, so that running into it says nothing of the provider. */
export function isHurried({ timeouts: own }: Pick<Provider, "timeouts">, { settings, asked }: RequestLimits): boolean {
  if (asked === null) return false;
  const shorter = (name: keyof Timeouts, setting: number) =>
    (asked[name] ?? Number.POSITIVE_INFINITY) < Math.min(own[name] ?? setting, patientMs);
  return (
    shorter("attemptMs", settings.attemptTimeoutMs) ||
    shorter("connectMs", settings.connectTimeoutMs) ||
    shorter("firstByteMs", settings.firstByteTimeoutMs) ||
    shorter("firstTokenMs", own.firstByteMs ?? settings.firstTokenTimeoutMs ?? settings.firstByteTimeoutMs) ||
    shorter("streamIdleMs", settings.streamIdleTimeoutMs) ||
    shorter("requestMs", settings.requestTimeoutMs)
  );
}

/** So long after the request began an attempt at a provider may still run, in milliseconds. */
export const requestLimitMs = (
  { timeouts: own }: Pick<Provider, "timeouts">,
  { settings, timeouts }: RequestLimits,
): number => timeouts.requestMs ?? own.requestMs ?? settings.requestTimeoutMs;

/** The limits of one attempt at a provider, in milliseconds. */
export function attemptLimits({ timeouts: own }: Pick<Provider, "timeouts">, { settings, timeouts }: RequestLimits) {
  const firstByteMs = timeouts.firstByteMs ?? own.firstByteMs ?? null;
  return {
    connectMs: timeouts.connectMs ?? own.connectMs ?? settings.connectTimeoutMs,
    attemptMs: timeouts.attemptMs ?? own.attemptMs ?? settings.attemptTimeoutMs,
    /** Null where only the settings say it. */
    ownFirstByteMs: firstByteMs,
    firstByteMs: firstByteMs ?? settings.firstByteTimeoutMs,
    firstTokenMs:
      timeouts.firstTokenMs ??
      own.firstTokenMs ??
      firstByteMs ??
      settings.firstTokenTimeoutMs ??
      settings.firstByteTimeoutMs,
    idleMs: timeouts.streamIdleMs ?? own.streamIdleMs ?? settings.streamIdleTimeoutMs,
  };
}
