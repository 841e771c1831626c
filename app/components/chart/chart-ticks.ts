const minuteMs = 60_000;

/** Four or five round ticks from 0, the last not below `max`. */
export function roundTicks(max: number): number[] {
  if (max <= 4) return Array.from({ length: Math.max(1, Math.ceil(max)) + 1 }, (_, index) => index);
  const rough = max / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 10]
    .map((factor) => factor * magnitude)
    .find((size) => size >= rough && Number.isInteger(size));
  const size = step ?? 10 * magnitude;
  return Array.from({ length: Math.ceil(max / size) + 1 }, (_, index) => index * size);
}

const axisSteps = [5, 10, 30, 60, 180, 360, 1440, 2880, 7200, 10080].map((minutes) => minutes * minuteMs);

/** Starts of the bars that get a label: at most eight, on round local times. */
export function axisTicks(bars: { start: number }[], barMs: number, offsetMs: number): number[] {
  const starts = bars.map((bar) => bar.start);
  for (const step of axisSteps.filter((size) => size >= barMs)) {
    const found = starts.filter((start) => (start + offsetMs) % step === 0);
    if (found.length > 0 && found.length <= 8) return found;
  }
  // Bars that start at no round local time, such as UTC days elsewhere: evenly, from the first on.
  const every = Math.ceil(starts.length / 8);
  return starts.filter((_, place) => place % every === 0);
}
