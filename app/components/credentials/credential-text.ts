import { isUsableSecret } from "~/gateway/credential-form";

// What people paste where a provider's keys go: one per line, lists with commas, quoted strings, `.env` files.

export interface PastedCredential {
  /** Of a `.env` line; it becomes the credential's name. */
  name?: string;
  value: string;
}

export interface PastedText {
  credentials: PastedCredential[];
  duplicates: number;
  /** Cut or masked copies, and text that no header can carry. */
  malformed: string[];
}

// Names are upper case here, since a lower-case `abc=` may be the padded end of a base64 key.
const envLine = /^(?:export\s+)?([A-Z][A-Z0-9_]{2,})\s*=\s*(.*)$/;

export function parseCredentialText(text: string): PastedText {
  const document = serviceAccount(text);
  if (document) return { credentials: [{ value: document }], duplicates: 0, malformed: [] };
  const result: PastedText = { credentials: [], duplicates: 0, malformed: [] };
  const seen = new Set<string>();
  for (const { name, value } of pieces(text)) {
    if (seen.has(value)) {
      result.duplicates += 1;
    } else if (!isUsableSecret(value) || /\*{3,}|\.{3}/.test(value)) {
      result.malformed.push(value);
    } else {
      seen.add(value);
      result.credentials.push(name ? { name: freeName(name, result.credentials), value } : { value });
    }
  }
  return result;
}

function* pieces(text: string): Generator<PastedCredential> {
  for (const line of text.split(/\r\n|\r|\n/)) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith("//")) continue;
    const assignment = envLine.exec(trimmed);
    const name = assignment?.[1];
    // `#` after a blank ends a `.env` value, quoted or not.
    const rest = (assignment?.[2] ?? trimmed).replace(/\s#.*$/, "");
    for (const word of rest.split(/[\s,;,;、]+/)) {
      const value = unquote(word);
      if (value !== "") yield name ? { name, value } : { value };
    }
  }
}

const unquote = (word: string): string => word.replace(/^(?:Bearer:?)$/i, "").replace(/^["'`“‘[]+|["'`”’\]]+$/g, "");

function freeName(wanted: string, taken: PastedCredential[]): string {
  const names = new Set(taken.map((credential) => credential.name));
  let name = wanted;
  for (let number = 2; names.has(name); number += 1) name = `${wanted}-${number}`;
  return name;
}

/** A downloaded service account is one credential over many lines. */
function serviceAccount(text: string): string | null {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
}
