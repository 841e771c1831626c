import { type DatabaseProblem, databaseProblem } from "~/lib/database-problem";

export interface Issue {
  /** Where in the body, such as `providers.0.credentials.1.value`; empty for the body as a whole. */
  path: string;
  message: string;
}

export type AdminErrorCode =
  | "invalid_config"
  | "not_found"
  | "conflict"
  | "precondition_failed"
  | "request_too_large"
  | "method_not_allowed"
  | "upstream_error"
  | DatabaseProblem;

/** What an admin use case throws: the admin API writes it as JSON, a dashboard form shows the issues in place. */
export class AdminError extends Error {
  readonly status: number;
  readonly code: AdminErrorCode;
  readonly issues: Issue[];

  constructor(status: number, code: AdminErrorCode, message: string, issues: Issue[] = []) {
    super(message);
    this.name = "AdminError";
    this.status = status;
    this.code = code;
    this.issues = issues;
  }
}

export const invalid = (issues: Issue[]) =>
  new AdminError(
    400,
    "invalid_config",
    issues.map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message)).join("; "),
    issues,
  );

export const notFound = (kind: string, id: string) =>
  new AdminError(404, "not_found", `No ${kind} has the id "${id}".`);

export const conflict = (message: string, path = "id") => new AdminError(409, "conflict", message, [{ path, message }]);

/** A client waits so long before it asks a busy database again, s. */
export const busyRetrySeconds = 5;

const databaseWords: Record<DatabaseProblem, string> = {
  database_busy:
    "The database is busy: another process has been writing to it for more than 5 s. Try again in a moment; if it stays, look for a backup or another program that holds the file.",
  database_full: "The database cannot be written: its disk is full or failing. Make room, then try again.",
  database_read_only:
    "The database cannot be written: its file or folder is read-only. The user that runs the gateway must be able to write both.",
};

/** The answer to an error that comes of the database's state; null for every other error. */
export function databaseError(error: unknown): AdminError | null {
  const problem = databaseProblem(error);
  return problem && new AdminError(503, problem, databaseWords[problem]);
}
