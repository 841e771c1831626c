/** As many as the eye tells apart in a line of a few dozen pixels. */
const mostPoints = 28;

/** Neighbours joined to their mean, where there are more values than can be told apart; a gap stays one where all of it is missing. */
export function fewerPoints(values: readonly (number | null)[], most = mostPoints): (number | null)[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, place) => {
    const part = values
      .slice(Math.floor((place * values.length) / most), Math.floor(((place + 1) * values.length) / most))
      .filter((value) => value !== null);
    return part.length === 0 ? null : part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
