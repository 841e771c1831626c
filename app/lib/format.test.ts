import { expect, test } from "vitest";
import {
  formatChange,
  formatCount,
  formatDuration,
  formatInteger,
  formatMoney,
  formatPercent,
  formatPoints,
  formatPrice,
  formatShare,
  formatWholeShare,
  shortenMiddle,
} from "./format";

test("counts are in full up to 9,999, then have three digits and a unit", () => {
  expect([0, 999, 9_999, 10_560, 186_200, 999_949].map((value) => formatCount(value))).toEqual([
    "0",
    "999",
    "9,999",
    "10.6k",
    "186.2k",
    "999.9k",
  ]);
  expect([999_950, 4_210_000, 41_240_000, 412_000_000, 6_220_000_000].map((value) => formatCount(value))).toEqual([
    "1.00M",
    "4.21M",
    "41.2M",
    "412M",
    "6.22B",
  ]);
});

test("integers are in full with separators", () => {
  expect(formatInteger(44_102)).toBe("44,102");
});

test("unknown is an en dash", () => {
  for (const format of [
    formatCount,
    formatInteger,
    formatPercent,
    formatShare,
    formatMoney,
    formatPrice,
    formatDuration,
  ]) {
    expect(format(null)).toBe("–");
    expect(format(undefined)).toBe("–");
  }
});

test("money has two decimals from $1, four under $1, five under a cent", () => {
  const cases: [number, string][] = [
    [1_712_400_000, "$1,712.40"],
    [1_000_000, "$1.00"],
    [999_960, "$1.00"],
    [21_700, "$0.0217"],
    [9_999, "$0.0100"],
    [930, "$0.00093"],
    [3, "<$0.00001"],
    [0, "$0"],
    [-2_500_000, "−$2.50"],
  ];
  for (const [microUsd, text] of cases) expect(formatMoney(microUsd)).toBe(text);
});

test("prices keep the decimals that a price needs", () => {
  expect([2.5, 0.075, 10, 0, 0.0375].map((value) => formatPrice(value))).toEqual([
    "$2.50",
    "$0.075",
    "$10.00",
    "$0",
    "$0.0375",
  ]);
});

test("durations change unit where the reader does", () => {
  const cases: [number, string][] = [
    [0, "0 ms"],
    [842, "842 ms"],
    [999.6, "1.00 s"],
    [1_840, "1.84 s"],
    [9_996, "10.0 s"],
    [11_200, "11.2 s"],
    [180_000, "3 min"],
    [7_200_000, "2 h"],
    [172_800_000, "2 d"],
  ];
  for (const [ms, text] of cases) expect(formatDuration(ms)).toBe(text);
});

test("a success rate is 100% only when everything succeeded", () => {
  expect(formatPercent(0.9971)).toBe("99.71%");
  expect(formatPercent(0.999999)).toBe("99.99%");
  expect(formatPercent(1)).toBe("100.00%");
  expect(formatPercent(0)).toBe("0%");
});

test("shares have no decimals, or one when small", () => {
  expect([0.34, 0.019, 0.06, 0.0004, 1].map(formatShare)).toEqual(["34%", "1.9%", "6%", "<0.1%", "100%"]);
});

test("changes are against the previous period, and none without one", () => {
  expect(formatChange(112.4, 100)).toEqual({ direction: "up", text: "12.4%" });
  expect(formatChange(93.8, 100)).toEqual({ direction: "down", text: "6.2%" });
  expect(formatChange(100, 100)).toEqual({ direction: "same", text: "0.0%" });
  expect(formatChange(5, 0)).toBeNull();
  expect(formatChange(null, 100)).toBeNull();
  expect(formatChange(2_500, 100)?.text).toBe("24×");
  expect(formatPoints(0.9971, 0.9979)).toEqual({ direction: "down", text: "0.08 pp" });
});

test("long identifiers lose their middle", () => {
  expect(shortenMiddle("req_01jd8m2v6k9t3x5y7z", 12)).toBe("req_01jd…y7z");
  expect(shortenMiddle("short")).toBe("short");
});

test("shares that are compared are whole, and nothing small looks like nothing", () => {
  expect([0.344, 0.071, 0.004, 0, null].map(formatWholeShare)).toEqual(["34%", "7%", "<1%", "0%", "–"]);
});
