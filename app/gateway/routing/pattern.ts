/** `*` matches anything, every other character is itself. No regular expression: a pattern cannot be made to backtrack badly. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === "*") return true;
  const parts = pattern.split("*");
  const first = parts[0]!;
  if (parts.length === 1) return pattern === text;
  const last = parts[parts.length - 1]!;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let position = first.length;
  const end = text.length - last.length;
  for (let index = 1; index < parts.length - 1; index++) {
    const found = text.indexOf(parts[index]!, position);
    if (found < 0 || found + parts[index]!.length > end) return false;
    position = found + parts[index]!.length;
  }
  return position <= end;
}

export const matchesAny = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, text));
