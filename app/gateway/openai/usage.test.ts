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

test("reasoning that an upstream counts beside the answer is part of it, and cached tokens stand in the details", () => {
  const xai = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 22,
    completion_tokens_details: { reasoning_tokens: 7 },
  };
  expect(repairUsage(xai)).toBe(true);
  expect(xai).toMatchObject({ prompt_tokens: 10, completion_tokens: 12, total_tokens: 22 });
  expect(repairUsage(xai)).toBe(false);
  const deepSeek = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_cache_hit_tokens: 8,
    prompt_tokens_details: { audio_tokens: 1 },
  };
  expect(repairUsage(deepSeek)).toBe(true);
  expect(deepSeek).toMatchObject({ prompt_tokens_details: { audio_tokens: 1, cached_tokens: 8 } });
});
