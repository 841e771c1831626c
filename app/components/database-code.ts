import { isRouteErrorResponse } from "react-router";
import { type DatabaseProblem, databaseProblems } from "~/lib/database-problem";

export const isDatabaseCode = (code: unknown): code is DatabaseProblem =>
  databaseProblems.some((each) => each === code);

/** What a page's error says of the database (routes/database-answers.server.ts); null for every other error. */
export function databaseCode(error: unknown): DatabaseProblem | null {
  const code: unknown = isRouteErrorResponse(error) ? error.data?.code : undefined;
  return isDatabaseCode(code) ? code : null;
}
