import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
 * the environment nor the file has.
 */
export function ensureSecrets(
  directory: string,
  fileName: string,
  environment: Record<string, string | undefined>,
): Secrets {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, fileName);
  const stored = existsSync(file) ? parseLines(readFileSync(file, "utf8")) : {};
  const made: Record<string, string> = {};
  const missing = (name: string) => !environment[name] && !stored[name];
  if (missing("ENCRYPTION_KEY")) made.ENCRYPTION_KEY = randomBytes(32).toString("base64");
  if (missing("ADMIN_PASSWORD")) made.ADMIN_PASSWORD = randomBase62(20);
  const all = { ...stored, ...made };
  if (Object.keys(made).length > 0) {
    const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(file, lines.join(""), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  const variables = Object.fromEntries(Object.entries(all).filter(([name]) => !environment[name]));
  return { variables, newPassword: made.ADMIN_PASSWORD ?? null };
}

function parseLines(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => /^([A-Z_]+)=(.*)$/.exec(line.trim()));
  return Object.fromEntries(
    lines.filter((match) => match !== null).map((match) => [match[1]!, match[2]!.replace(/^"(.*)"$/, "$1")]),
  );
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
