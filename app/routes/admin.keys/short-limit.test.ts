import { expect, test } from "vitest";
import { shortCount, shortMoney } from "./short-limit";

test("round limits have no decimals, others keep them", () => {
  expect([600, 500_000, 2_000_000, 10_600].map(shortCount)).toEqual(["600", "500k", "2M", "10.6k"]);
  expect([2_500e6, 927.5e6, 0.5e6].map(shortMoney)).toEqual(["$2,500", "$927.50", "$0.5000"]);
});
