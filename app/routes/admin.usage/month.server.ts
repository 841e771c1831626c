import { listKeys } from "~/admin/keys.server";
import { trafficSince } from "~/db/usage/traffic.server";
import { usageSeries } from "~/db/usage/usage-series.server";
import { zoneOffsetMs } from "~/lib/time-zone";
import type { Platform } from "~/platform/platform";
import { type Day, type Forecast, forecastMonth } from "./forecast";
import { monthBudget } from "./month-budget";

const dayMs = 86_400_000;
const historyDays = 28;

/** This calendar month on the reader's clock. */
export interface Month {
  start: number;
  end: number;
  /** Today's place in it, from 1, and how many days it has. */
  day: number;
  days: number;
  spentMicroUsd: number;
  /** Spent since the start of the month, at the end of each day so far. */
  course: number[];
  forecast: Forecast | null;
  /** What may be spent; null for no end. */
  budgetMicroUsd: number | null;
}

export async function readMonth(platform: Platform, now: number, timeZone: string): Promise<Month> {
  const { database } = platform;
  const offsetMs = zoneOffsetMs(timeZone, now);
  const local = new Date(now + offsetMs);
  const monthStart = (months: number) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1) - offsetMs;
  const [start, end] = [monthStart(0), monthStart(1)];
  const today = Math.floor((now + offsetMs) / dayMs) * dayMs - offsetMs;
  const from = Math.min(start, today - historyDays * dayMs);
  const [rows, since, keys, { settings }] = await Promise.all([
    usageSeries(database, { from, to: today + dayMs, sizeMs: dayMs, offsetMs, split: "provider" }),
    trafficSince(database),
    listKeys(platform),
    platform.gateway.config(),
  ]);
  const costOn = (day: number) => rows.reduce((sum, row) => sum + (row.start === day ? row.costMicroUsd : 0), 0);
  const history: Day[] = [];
  for (let day = today - historyDays * dayMs; day < today; day += dayMs)
    if (since !== null && day >= since) history.push({ start: day, costMicroUsd: costOn(day) });
  const course: number[] = [];
  for (let day = start; day <= today; day += dayMs) course.push((course.at(-1) ?? 0) + costOn(day));
  const spentMicroUsd = course.at(-1) ?? 0;
  return {
    start,
    end,
    day: Math.round((today - start) / dayMs) + 1,
    days: Math.round((end - start) / dayMs),
    spentMicroUsd,
    budgetMicroUsd: monthBudget(keys, settings.limits, now),
    course,
    forecast: forecastMonth({
      history,
      today: { start: today, costMicroUsd: costOn(today) },
      monthEnd: end,
      spentMicroUsd,
    }),
  };
}
