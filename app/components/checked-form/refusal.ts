/** Why the server did not write (routes/attempt-write.server.ts), or that it could not be asked (routes/keep-input.ts). */
export interface Refusal {
  ok: false;
  code: string;
  message: string;
  issues: { path: string; message: string }[];
  /** What was sent, without secrets, for a page that comes anew as there were no scripts. */
  values?: [string, string][];
}

export type WriteAnswer = { ok: true } | Refusal;

/** The dashboard's own words for what no server said; null where the server's message is to be shown. */
export const isUnanswered = (code: string): code is "network" | "failed" => code === "network" || code === "failed";
