import type { z } from "zod";
import { type Issue, invalid } from "./errors";

type ZodIssue = z.core.$ZodIssue;

const joined = (path: readonly PropertyKey[]) => path.map(String).join(".");

/** How far the issues of a union's branch got into the value: the deepest one is the branch that was meant. */
function closest(branches: readonly ZodIssue[][]): ZodIssue[] {
  const depth = (issues: ZodIssue[]) =>
    Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === "invalid_type" ? 0 : 1)));
  return [...branches].sort((a, b) => depth(b) - depth(a))[0] ?? [];
}

function flatten(issue: ZodIssue, base: readonly PropertyKey[]): Issue[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: joined([...path, key]), message: "unknown field" }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const inner = closest(issue.errors).flatMap((nested) => flatten(nested, path));
    if (inner.length > 0) return inner;
  }
  if (issue.code === "invalid_key")
    return issue.issues.map((nested) => ({ path: joined(path), message: nested.message }));
  return [{ path: joined(path), message: issue.message }];
}

export const issuesOf = (error: z.core.$ZodError, base: readonly PropertyKey[] = []): Issue[] =>
  error.issues.flatMap((issue) => flatten(issue, base));

/** The parsed value, or an AdminError with every issue. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(issuesOf(parsed.error));
  return parsed.data;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value as an object without the fields that only answers have, so that what a GET gave may be sent back. */
export function withoutReadOnly(value: unknown, readOnly: readonly string[]): Record<string, unknown> {
  if (!isObject(value)) throw invalid([{ path: "", message: "must be a JSON object" }]);
  return Object.fromEntries(Object.entries(value).filter(([name]) => !readOnly.includes(name)));
}

/** Both kinds of issues, without those of the second kind that say again what the first says of the same place. */
export function joinIssues(schemaIssues: Issue[], further: Issue[]): Issue[] {
  const covered = (path: string) =>
    schemaIssues.some((issue) => path === issue.path || path.startsWith(`${issue.path}.`));
  return [...schemaIssues, ...further.filter((issue) => !covered(issue.path))];
}
