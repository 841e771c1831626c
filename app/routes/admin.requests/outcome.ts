import type { LogEntry } from "~/db/log/log-types";

export const outcomes = [
  "success",
  "client_error",
  "rate_limited",
  "upstream_error",
  "cancelled",
] as const satisfies LogEntry["outcome"][];

export const outcomeFill: Record<LogEntry["outcome"], string> = {
  success: "bg-ok",
  client_error: "bg-warn",
  rate_limited: "bg-warn",
  upstream_error: "bg-bad",
  cancelled: "bg-idle",
};

/** Colour of the last attempt's pip. */
export const outcomeTone: Record<LogEntry["outcome"], "ok" | "warn" | "bad" | "idle"> = {
  success: "ok",
  client_error: "warn",
  rate_limited: "warn",
  upstream_error: "bad",
  cancelled: "idle",
};
