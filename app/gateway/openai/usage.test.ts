import { expect, test } from "vitest";
import { repairUsage } from "./usage";

test("the total that an upstream leaves out is filled in, one that it says stays", () => {
  const without = { prompt_tokens: 10, completion_tokens: 5 };
  expect(repairUsage(without)).toBe(true);
  expect(without).toEqual({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 });
  const said = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 16 };
  expect(repairUsage(said)).toBe(false);
  expect(said.total_tokens).toBe(16);
  expect(repairUsage(null)).toBe(false);
});
