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
  | "upstream_error";

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
