/** What the operator can do something about, as a code of an answer. */
export const databaseProblems = ["database_busy", "database_full", "database_read_only"] as const;

export type DatabaseProblem = (typeof databaseProblems)[number];

/** By SQLite's primary result code: https://www.sqlite.org/rescode.html */
const byCode: Record<number, DatabaseProblem> = {
  5: "database_busy",
  8: "database_read_only",
  10: "database_full",
  13: "database_full",
  14: "database_read_only",
};

/** D1 has words alone: https://developers.cloudflare.com/d1/observability/debug-d1/#error-list */
const byWords: [RegExp, DatabaseProblem][] = [
  [/D1 DB is overloaded|database is locked|SQLITE_BUSY/i, "database_busy"],
  [/max(imum)? (DB|database) size|database or disk is full|SQLITE_FULL/i, "database_full"],
  [/readonly database|SQLITE_READONLY/i, "database_read_only"],
];

/** What is the matter with the database where `error` comes of that; null for every other error. */
export function databaseProblem(error: unknown): DatabaseProblem | null {
  // Drizzle tells the statement, and has SQLite's error as its cause.
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { errcode } = cause as { errcode?: unknown };
    const problem = typeof errcode === "number" ? byCode[errcode % 256] : wordsOf(cause.message);
    if (problem !== undefined) return problem;
  }
  return null;
}

/** Of an error of D1's own: other messages may quote what an admin typed. */
const wordsOf = (message: string): DatabaseProblem | undefined =>
  message.startsWith("D1_") ? byWords.find(([words]) => words.test(message))?.[1] : undefined;
