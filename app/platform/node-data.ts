import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { SqliteD1 } from "../lib/d1-sqlite.ts";
import { applyMigrations, unknownMigrations } from "../lib/migrate.ts";
import { ensureSecrets, type Secrets } from "./bootstrap.server.ts";
import { checkEncryptionKeys, StartProblem } from "./node-settings.ts";

/**
 * Secrets and database of a data directory, made where they are missing and migrated by the files of `migrations`.
 * `onSecrets` hears of the secrets before anything else can fail. Throws a StartProblem where the directory or its
 * database cannot be used.
 */
export function openNodeData(
  directory: string,
  migrations: string,
  environment: Record<string, string | undefined>,
  onSecrets: (secrets: Secrets) => void,
): { secrets: Secrets; database: SqliteD1 } {
  const file = join(directory, "gateway.sqlite");
  try {
    const secrets = ensureSecrets(directory, "secrets.env", environment);
    onSecrets(secrets);
    checkEncryptionKeys({ ...environment, ...secrets.variables });
    // SQLite would open a file that it may only read, and fail at the first log row.
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
    const database = new SqliteD1(file);
    applyMigrations(database, migrations);
    return { secrets, database };
  } catch (error) {
    const reason = hostReason(error, file) ?? hostReason((error as Error).cause, file);
    if (reason === null) throw error;
    throw new StartProblem(`The data directory ${directory} (DATA_DIR) cannot be used: ${reason}`, { cause: error });
  }
}

/** What a start says over the database of a newer version; null over its own or an older one's. */
export function newerVersion(database: SqliteD1, migrations: string): string | null {
  const unknown = unknownMigrations(database, migrations);
  if (unknown.length === 0) return null;
  return `A newer version has changed this database (${unknown.join(", ")}). This one may miss what that one wrote: go back to it, or to a backup from before.`;
}

/** What of the machine, and not of this program, failed: the file system's words, or SQLite's with the file they are about. */
function hostReason(error: unknown, file: string): string | null {
  const { code, errcode, errstr, message, syscall } = (error ?? {}) as Record<string, string> & { errcode?: number };
  if (syscall !== undefined) return `${message}.`;
  if (code !== "ERR_SQLITE_ERROR" || errcode === undefined) return null;
  const advice = adviceOf[errcode % 256];
  return advice === undefined ? null : `${errstr} (${file}). ${advice}`;
}

/** By SQLite's result code: https://www.sqlite.org/rescode.html */
const adviceOf: Record<number, string> = {
  5: "Another process is writing to it: stop that one, or try again.",
  8: "This user must be able to write the file and its folder.",
  10: "The disk may be full or failing.",
  11: "Put a backup in its place.",
  13: "Make room on the disk.",
  14: "This user must be able to write the file and its folder.",
  26: "Put a backup in its place, or move it away to begin anew.",
};
