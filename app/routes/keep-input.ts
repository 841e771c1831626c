import { data } from "react-router";
import { databaseCode } from "~/components/database-code";
import type { DatabaseProblem } from "~/lib/database-problem";
import type { WriteFailure } from "./attempt-write.server";

/**
 * For a page's `clientAction`: a connection that breaks during a save, and a server that fails, are answers like others, so
 * that the form stays as it is. Their status keeps the page from reading its data again, which could not be read either.
 */
export async function keepInput<Answer>(send: () => Promise<Answer>) {
  try {
    return await send();
  } catch (error) {
    // What `fetch` throws where there is no connection; answers of the server are no TypeErrors.
    if (error instanceof TypeError) return unanswered("network");
    if (isServerFault(error)) return unanswered(databaseCode(error) ?? "failed");
    throw error;
  }
}

/** An error of the server comes as an Error without its words, a proxy's as an answer of another kind; redirects are Responses. */
function isServerFault(error: unknown): boolean {
  if (error instanceof Response || (error instanceof DOMException && error.name === "AbortError")) return false;
  if (error instanceof Error) return true;
  return typeof error === "object" && error !== null && "status" in error && Number(error.status) >= 500;
}

function unanswered(code: "network" | "failed" | DatabaseProblem) {
  const failure: WriteFailure = { ok: false, code, message: "", issues: [] };
  return data(failure, { status: 503 });
}
