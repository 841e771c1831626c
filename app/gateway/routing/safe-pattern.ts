import { RE2JS } from "re2js";

// Regular expressions of rules, matched in linear time by RE2's way: the host's own engine would go back and try again,
// which a pattern or a prompt can make last for minutes. Syntax: https://github.com/google/re2/wiki/Syntax

export const longestPattern = 256;
const longestInput = 16_384;

/** True where the pattern is found in the text; of a long text the end is looked at, where the last message stands. */
export type SafePattern = (text: string) => boolean;

const compiled = new Map<string, SafePattern>();

/** The same pattern is compiled once. Case does not matter. Throws an Error in words for the operator. */
export function safePattern(source: string): SafePattern {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    pattern = compile(source);
    if (compiled.size > 1_000) compiled.clear();
    compiled.set(source, pattern);
  }
  return pattern;
}

function compile(source: string): SafePattern {
  if (source.length > longestPattern) throw new Error(`longer than ${longestPattern} characters`);
  const pattern = parse(source);
  return (text) => pattern.test(text.length > longestInput ? text.slice(-longestInput) : text);
}

function parse(source: string): RE2JS {
  try {
    // Translated is what JavaScript writes otherwise than RE2, such as \u4e00.
    return RE2JS.compile(RE2JS.translateRegExp(source), RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(words.replace(/^error parsing regexp: /, "").replace("(?m)(?i)", ""));
  }
}
