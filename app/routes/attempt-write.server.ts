import { data } from "react-router";
import { AdminError, type Issue } from "~/admin/errors";

export interface WriteFailure {
  ok: false;
  code: string;
  message: string;
  issues: Issue[];
  /** Of `changed`: what somebody else saved in between. */
  fields?: string[];
  /** What was sent, without secrets, for a page that comes anew as there were no scripts. */
  values?: Record<string, string>;
}

/** Runs a write of a dashboard form: what the person can put right comes back as data, everything else is thrown. */
export async function attemptWrite<Result extends object>(
  work: () => Promise<Result>,
  values?: Record<string, string>,
) {
  try {
    return { ok: true as const, ...(await work()) };
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    const failure: WriteFailure = {
      ok: false,
      code: error.code,
      message: error.message,
      issues: error.issues,
      ...(values ? { values } : {}),
    };
    return data(failure, { status: error.status });
  }
}
