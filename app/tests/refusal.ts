import { AdminError } from "~/admin/errors";

/** What an admin use case was refused with; throws where it was not. */
export async function refusal(work: Promise<unknown>): Promise<{ status: number; code: string; paths: string[] }> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AdminError)) throw new Error(`expected an AdminError, got ${String(error)}`);
  return { status: error.status, code: error.code, paths: error.issues.map((issue) => issue.path) };
}
