/** Text colour of a success rate, 0..1: amber under 99%, red under 95%. */
export function rateTone(rate: number | null): string | undefined {
  if (rate === null || rate >= 0.99) return undefined;
  return rate < 0.95 ? "text-bad-text" : "text-warn-text";
}
