import { data } from "react-router";
import { AdminError } from "~/admin/errors";
import type { Refusal } from "~/components/checked-form/refusal";

export interface WriteFailure extends Refusal {
  /** Of `changed`: what somebody else saved in between. */
  fields?: string[];
}

/** Runs a write of a dashboard form: what the person can put right comes back as data, everything else is thrown. */
export async function attemptWrite<Result extends object>(work: () => Promise<Result>, values?: [string, string][]) {
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
