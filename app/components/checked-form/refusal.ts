import { isDatabaseCode } from "~/components/database-code";
import type { DatabaseProblem } from "~/lib/database-problem";

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

/** Told in the dashboard's own words: no server answered, or its database did not take the write. Others have the server's. */
export const isUnanswered = (code: string): code is "network" | "failed" | DatabaseProblem =>
  code === "network" || code === "failed" || isDatabaseCode(code);
