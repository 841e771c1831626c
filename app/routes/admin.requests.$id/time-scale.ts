export interface TimeScale {
  totalMs: number;
  ticks: number[];
}

const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 10];

/** About four round ticks over a duration; the last one lies inside. */
export function timeScale(totalMs: number): TimeScale {
  const total = Math.max(1, totalMs);
  const rough = total / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (steps.find((candidate) => candidate * power >= rough) ?? 10) * power);
  const ticks: number[] = [];
  for (let tick = 0; tick <= total; tick += step) ticks.push(Math.round(tick));
  return { totalMs: total, ticks };
}
