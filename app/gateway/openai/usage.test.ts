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

test("both counts are there under OpenAI's names, whatever the upstream told, and the same as in the log", () => {
  const repaired = (usage: object) => {
    expect(repairUsage(usage)).toBe(true);
    return usage;
  };
  expect(repaired({ input_tokens: 9, output_tokens: 4 })).toMatchObject({
    prompt_tokens: 9,
    completion_tokens: 4,
    total_tokens: 13,
  });
  expect(repaired({ total_tokens: 30 })).toEqual({ prompt_tokens: 30, completion_tokens: 0, total_tokens: 30 });
  expect(repaired({ prompt_tokens: 10, total_tokens: null })).toEqual({
    prompt_tokens: 10,
    completion_tokens: 0,
    total_tokens: 10,
  });
  expect(repaired({ prompt_tokens: -5, completion_tokens: 2.7 })).toMatchObject({
    prompt_tokens: 0,
    completion_tokens: 3,
    total_tokens: 3,
  });
});
