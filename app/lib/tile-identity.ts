/** Letters and hue for a provider that no preset describes: always the same for the same name. */
export function tileIdentity(name: string): { mark: string; hue: number } {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = "?", second] = words;
  const letters = second ? (first[0] ?? "") + (second[0] ?? "") : first.slice(0, 2);
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return { mark: letters.charAt(0).toUpperCase() + letters.slice(1), hue: hash };
}
