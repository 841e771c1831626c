import { expect, test } from "vitest";
import { readWeights, weightNames, withWeight, writeWeights } from "./balanced-weights";

test("whatever is moved, the three weights sum to 100 and the other two keep their proportion", () => {
  const start = { price: 50, speed: 30, success: 20 };
  expect(withWeight(start, "price", 0)).toEqual({ price: 0, speed: 60, success: 40 });
  expect(withWeight(start, "price", 100)).toEqual({ price: 100, speed: 0, success: 0 });
  expect(withWeight({ price: 100, speed: 0, success: 0 }, "price", 40)).toEqual({ price: 40, speed: 30, success: 30 });
  for (const name of weightNames) {
    for (let percent = -5; percent <= 105; percent++) {
      const { price, speed, success } = withWeight(start, name, percent);
      expect(price + speed + success).toBe(100);
      expect(Math.min(price, speed, success)).toBeGreaterThanOrEqual(0);
    }
  }
});

test("weights travel through a form, and what does not sum to 100 is none", () => {
  const weights = { price: 10, speed: 20, success: 70 };
  expect(readWeights(writeWeights(weights))).toEqual(weights);
  for (const text of ["", "50,50", "50,25,26", "a,b,c"]) expect(readWeights(text)).toBeNull();
});
