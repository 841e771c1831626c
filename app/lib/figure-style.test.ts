import { expect, test } from "vitest";
import { figuresFor, figuresOf, readCurrency, usd, writeCurrency } from "./figure-style";

test("money is shown in the reader's currency at the reader's rate, with its own coins", () => {
  const yuan = figuresFor("CNY:7.1", "k");
  expect([1_712.4e6, 0, 1e6, 1_000, 5, null].map(yuan.formatMoney)).toEqual([
    "¥12,158.04",
    "¥0",
    "¥7.10",
    "¥0.00710",
    "¥0.00004",
    "–",
  ]);
  expect(yuan.formatPrice(2.5)).toBe("¥17.75");
  expect(yuan.shortMoney(100e6)).toBe("¥710");
  expect(figuresFor("JPY:150", "k").formatMoney(1_712.4e6)).toBe("¥256,860");
  expect(figuresFor("EUR:0.9", "k").formatMoney(-2e6)).toBe("−€1.80");
});

test("what is no currency or no rate is dollars", () => {
  for (const text of [null, "", "USD", "CNY", "CNY:0", "CNY:-1", "CNY:x", "XXX:2", "CNY:1e99"])
    expect(readCurrency(text)).toEqual(usd);
  expect(readCurrency(writeCurrency({ code: "EUR", perUsd: 0.92 }))).toMatchObject({ code: "EUR", perUsd: 0.92 });
});

test("large numbers are written by the ten thousand where that is wished for", () => {
  const { formatCount, shortCount, formatTick } = figuresOf(usd, "wan");
  expect([9_999, 10_600, 186_200, 4_213_000, 42_130_000, 6_220_000_000].map(formatCount)).toEqual([
    "9,999",
    "1.06 万",
    "18.6 万",
    "421 万",
    "4,213 万",
    "62.2 亿",
  ]);
  expect([500_000, 2_000_000].map(shortCount)).toEqual(["50 万", "200 万"]);
  expect([0, 1_500, 20_000, 3e8].map((tick) => formatTick(tick, false))).toEqual(["0", "1500", "2万", "3亿"]);
  expect(formatTick(20_000e6, true)).toBe("$2万");
});

test("round limits have no decimals, others keep them", () => {
  const { shortCount, shortMoney } = figuresOf(usd, "k");
  expect([600, 500_000, 2_000_000, 10_600].map(shortCount)).toEqual(["600", "500k", "2M", "10.6k"]);
  expect([2_500e6, 927.5e6, 0.5e6].map(shortMoney)).toEqual(["$2,500", "$927.50", "$0.5000"]);
});
