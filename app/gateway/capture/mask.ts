import type { MaskKind } from "../config/settings";
import { isObject } from "../openai/fields";

// What is taken out of recorded bodies. Patterns know the usual forms, no more: they lower the risk and are no proof.

/** Keys of vendors, tokens. Here and below: a pattern that runs on begins where its characters do, or a long text takes its square. */
export const keyPatterns: readonly RegExp[] = [
  /\b(?:sk|pk|rk|gsk|xai|nvapi|hf|r8|ghp|gho|ghs|glpat|xox[abprs])[-_][\w-]{12,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bAIza[\w-]{30,}/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g,
  /(?<=\bBearer )(?=\S{0,200}\d)[\w.~+/=-]{12,}/gi,
];

/** Whether a text has the secret in it; one of three characters and less is in too many. */
export const quotes = (text: string, secret: string): boolean => secret.length >= 4 && text.includes(secret);

const patterns: Record<MaskKind, readonly RegExp[]> = {
  emails: [/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu],
  phones: [
    /(?<![\w.+-])\+\d[\d ().-]{6,18}\d(?!\w)/g,
    /(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])/g,
    /(?<![\w.])1[3-9]\d{9}(?![\w.])/g,
  ],
  keys: keyPatterns,
  cards: [/(?<![\w.])[3-6]\d{3}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,4})?(?![\w.])/g],
};

const marks: Record<MaskKind, string> = { emails: "[email]", phones: "[phone]", keys: "[key]", cards: "[card]" };

/** Keys first: some hold what looks like a number; cards before phones for the same reason. */
const order: readonly MaskKind[] = ["keys", "emails", "cards", "phones"];

/** A text without what `kinds` name. Of JSON only the strings are looked at, so that it stays JSON. */
export function maskText(text: string, kinds: readonly MaskKind[]): string {
  if (kinds.length === 0) return text;
  try {
    return JSON.stringify(maskValue(JSON.parse(text), kinds));
  } catch {
    // No JSON, or so deep that the stack ends.
    return maskWords(text, kinds);
  }
}

function maskValue(value: unknown, kinds: readonly MaskKind[]): unknown {
  if (typeof value === "string") return value.startsWith("data:") ? value : maskWords(value, kinds);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, kinds));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskValue(item, kinds)]));
}

function maskWords(text: string, kinds: readonly MaskKind[]): string {
  let masked = text;
  for (const kind of order) {
    if (!kinds.includes(kind)) continue;
    for (const pattern of patterns[kind])
      masked = masked.replace(pattern, (found) => (kind === "cards" && !isCard(found) ? found : marks[kind]));
  }
  return masked;
}

/** The last digit of a card's number is a check over the others (Luhn). */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighed = place % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}
