import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBase62 } from "../lib/random-text.ts";

/** Secrets that the operator did not set, made once and kept beside the data. */
export interface Secrets {
  variables: Record<string, string>;
  /** The admin password, where this start made it: it is shown once. */
  newPassword: string | null;
}

/**
 * Fills in `ADMIN_PASSWORD` and `ENCRYPTION_KEY` from `file` (`NAME=value` lines, mode 0600), making those that neither
 * the environment nor the file has. Of two processes that make them at the same time, both go on with the same ones.
 */
export function ensureSecrets(
  directory: string,
  fileName: string,
  environment: Record<string, string | undefined>,
): Secrets {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, fileName);
  for (;;) {
    const stored = existsSync(file) ? readFileSync(file, "utf8") : null;
    const known = parseLines(stored ?? "");
    const made: Record<string, string> = {};
    const missing = (name: string) => !environment[name] && !known[name];
    if (missing("ENCRYPTION_KEY")) made.ENCRYPTION_KEY = randomBytes(32).toString("base64");
    if (missing("ADMIN_PASSWORD")) made.ADMIN_PASSWORD = randomBase62(20);
    if (Object.keys(made).length > 0 && !replaceFile(file, stored, withLines(stored ?? "", made))) continue;
    const variables = Object.fromEntries(Object.entries({ ...known, ...made }).filter(([name]) => !environment[name]));
    return { variables, newPassword: made.ADMIN_PASSWORD ?? null };
  }
}

/**
 * Writes `text` to `file` whole or not at all, also on a full disk. False where it does not say `before` (null: is not
 * there) any more, as another process was faster.
 */
function replaceFile(file: string, before: string | null, text: string): boolean {
  const own = `${file}.${randomBase62(8)}`;
  try {
    writeFileSync(own, text, { mode: 0o600 });
    if (before === null) return claimName(own, file);
    if (readFileSync(file, "utf8") !== before) return false;
    renameSync(own, file);
    return true;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Gives `own` the name `file`; false where that is taken. */
function claimName(own: string, file: string): boolean {
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    // Some mounted folders have no links.
    renameSync(own, file);
  }
  return true;
}

function parseLines(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => /^([A-Z_][A-Z0-9_]*)=(.*)$/.exec(line.trim()));
  return Object.fromEntries(
    lines.filter((match) => match !== null).map((match) => [match[1]!, match[2]!.replace(/^(["'])(.*)\1$/, "$2")]),
  );
}

/** What else stands in the file stays, also what is no line of ours. */
function withLines(text: string, added: Record<string, string>): string {
  const lines = Object.entries(added).map(([name, value]) => `${name}=${value}\n`);
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${lines.join("")}`;
}

/** What a first start says, once. */
export function firstRunNotice(baseUrl: string, password: string | null, apiKey: string | null): string | null {
  if (password === null && apiKey === null) return null;
  const lines = ["", "  First start: these are shown once, keep them.", ""];
  lines.push(`  Dashboard       ${baseUrl}/admin`);
  if (password !== null) lines.push(`  Admin password  ${password}`);
  if (apiKey !== null) {
    lines.push(`  API key         ${apiKey}`, "");
    lines.push("  Try it (the demo provider answers without any account):", "");
    lines.push(`    curl ${baseUrl}/v1/chat/completions -H "Authorization: Bearer ${apiKey}" \\`);
    lines.push(
      `      -H "Content-Type: application/json" -d '{"model":"demo","messages":[{"role":"user","content":"Hello"}]}'`,
    );
  }
  lines.push("");
  return lines.join("\n");
}
