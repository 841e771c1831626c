// Where the month's spend is heading: the run rate of the last four weeks, weekday by weekday.

const dayMs = 86_400_000;
const fewestDays = 7;
/** Of a normal distribution: 80% lie within so many standard deviations. */
const band80 = 1.2816;

export interface Day {
  /** Start on the reader's clock, Unix ms. */
  start: number;
  costMicroUsd: number;
}

export interface Forecast {
  /** Of the whole month. */
  costMicroUsd: number;
  /** Half the width of the 80% band. */
  bandMicroUsd: number;
}

interface ForecastOptions {
  /** Whole days before today, at most 28 are looked at. */
  history: Day[];
  today: Day;
  /** Start of the first day after the month. */
  monthEnd: number;
  /** Spent this month, today included. */
  spentMicroUsd: number;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Every seventh day since the epoch, whatever it is called. */
const weekday = (start: number) => Math.floor(start / dayMs + 0.5) % 7;

/** Null with fewer than seven whole days to judge by. */
export function forecastMonth({ history, today, monthEnd, spentMicroUsd }: ForecastOptions): Forecast | null {
  const recent = history.slice(-28);
  if (recent.length < fewestDays) return null;
  const expected = (start: number) => {
    const same = recent.filter((day) => weekday(day.start) === weekday(start));
    return mean((same.length > 0 ? same : recent).map((day) => day.costMicroUsd));
  };
  const restOfToday = Math.max(0, expected(today.start) - today.costMicroUsd);
  const ahead: number[] = [];
  for (let start = today.start + dayMs; start < monthEnd - dayMs / 2; start += dayMs) ahead.push(expected(start));
  const errors = recent.map((day) => (day.costMicroUsd - expected(day.start)) ** 2);
  const deviation = Math.sqrt(mean(errors) * (recent.length / Math.max(1, recent.length - 1)));
  return {
    costMicroUsd: Math.round(spentMicroUsd + restOfToday + ahead.reduce((sum, cost) => sum + cost, 0)),
    bandMicroUsd: Math.round(band80 * deviation * Math.sqrt(ahead.length + 1)),
  };
}
