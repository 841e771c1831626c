import { expect, test } from "vitest";
import {
  formatAbsolute,
  formatAge,
  formatChartTime,
  formatClock,
  formatCountdown,
  formatDay,
  formatLogTime,
  formatMoment,
  formatMonth,
  formatWhen,
} from "./format-time";

const now = Date.UTC(2026, 10, 21, 14, 22, 48, 960);
const when = (distanceMs: number, language = "en") => formatWhen(now - distanceMs, now, language, "UTC");

test("times are relative under 24 hours", () => {
  expect([0, 21_000, 180_000, 7_300_000, 86_399_000].map((distance) => when(distance))).toEqual([
    "just now",
    "21 s ago",
    "3 min ago",
    "2 h ago",
    "23 h ago",
  ]);
  expect(when(-180_000)).toBe("in 3 min");
  expect(when(21_000, "zh-CN")).toBe("21 秒前");
  expect(when(-7_300_000, "zh-CN")).toBe("2 小时后");
});

test("older times are a day, with the year when it is another", () => {
  expect(formatWhen(Date.UTC(2026, 8, 19), now, "en", "UTC")).toBe("19 Sep");
  expect(formatWhen(Date.UTC(2027, 2, 14), now, "en", "UTC")).toBe("14 Mar 2027");
  expect(formatDay(Date.UTC(2026, 8, 19), now, "zh-CN", "UTC")).toBe("9月19日");
});

test("months have their whole name", () => {
  expect(formatMonth(now, "en", "UTC")).toBe("November");
  expect(formatMonth(now, "zh-CN", "UTC")).toBe("十一月");
});

test("absolute times name their zone", () => {
  expect(formatAbsolute(now, "en", "Asia/Shanghai")).toBe("21 Nov 2026, 22:22:48 GMT+8");
});

test("clocks are 24 h in the given zone", () => {
  expect(formatClock(Date.UTC(2026, 0, 1, 0, 5, 9), "UTC")).toBe("00:05:09");
  expect(formatLogTime(now, "UTC")).toBe("14:22:48.960");
});

test("every minute of a day is what the calendar says, in zones of half and quarter hours and where the clocks change", () => {
  const zones = ["UTC", "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Europe/Berlin"];
  const from = Date.UTC(2026, 9, 24, 22, 3, 7);
  for (const timeZone of zones) {
    const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", hourCycle: "h23", timeZone });
    for (let minute = 0; minute < 300; minute++) {
      const time = from + minute * 61_000;
      expect(formatClock(time, timeZone)).toBe(clock.format(time));
    }
  }
});

test("charts show hours for short spans and days for long ones", () => {
  expect(formatChartTime(now, 86_400_000, now, "en", "UTC")).toBe("14:22");
  expect(formatChartTime(now, 7 * 86_400_000, now, "en", "UTC")).toBe("21 Nov");
});

test("countdowns show minutes and seconds", () => {
  expect([872_000, 59_001, 3_909_000, -5].map(formatCountdown)).toEqual(["14:32", "1:00", "1:05:09", "0:00"]);
});

test("ages of a column need no 'ago'", () => {
  expect([0, 21_900, 180_000, 7_300_000].map(formatAge)).toEqual(["0 s", "21 s", "3 min", "2 h"]);
});

test("the moment of a request has its milliseconds", () => {
  expect(formatMoment(now, "en", "UTC")).toBe("21 Nov 2026, 14:22:48.960");
});
