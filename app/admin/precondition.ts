import { AdminError } from "./errors";

// Two people who edit the same thing: an answer has the version of what it shows as its ETag, and a write whose `If-Match`
// (RFC 9110, 13.1.1) names another one is refused, so that nobody's change is undone unseen.

/** The `If-Match` of a request; null: none was sent. */
export type IfMatch = string | null;

/** A thing's version: when it was last changed, or the configuration's number; null while it is only of the environment. */
type Version = string | number | null;

export const etagOf = (version: Version): string => `"${version ?? "environment"}"`;

/** Throws 412 where the caller saw another version, or where nothing is there (`exists`). */
export function expectMatch(ifMatch: IfMatch | undefined, version: Version, exists = true): void {
  if (ifMatch === null || ifMatch === undefined) return;
  // Proxies that compress make a strong tag a weak one; it names the same version.
  const named = ifMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (exists && (named.includes("*") || named.includes(etagOf(version)))) return;
  throw new AdminError(
    412,
    "precondition_failed",
    exists
      ? `This was changed in the meantime: it is at ${etagOf(version)} now, If-Match names ${ifMatch}. Read it again.`
      : "There is nothing here yet that If-Match could name.",
  );
}
