import { expect, test } from "vitest";
import { readUsage, writeUsage } from "../openai/usage";
import { costMicroUsd } from "./cost";

const spoken = {
  prompt_tokens: 100,
  completion_tokens: 50,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 10, audio_tokens: 60 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 40 },
};

test("audio tokens are read, written, and cost what audio costs", () => {
  const usage = readUsage(spoken)!;
  expect(usage).toMatchObject({ promptTokens: 100, audioInputTokens: 60, audioOutputTokens: 40 });
  expect(writeUsage(usage)).toMatchObject({
    prompt_tokens_details: { audio_tokens: 60 },
    completion_tokens_details: { audio_tokens: 40 },
  });
  const pricing = { input: 1, output: 2, cachedInput: 0.5, inputAudio: 10, outputAudio: 20 };
  expect(costMicroUsd(usage, pricing)).toBe(30 * 1 + 60 * 10 + 10 * 0.5 + 10 * 2 + 40 * 20);
  expect(costMicroUsd(usage, { input: 1, output: 2 })).toBe(90 + 10 + 100);
});

test("a count of more audio than there are tokens costs no more than they do", () => {
  const usage = { ...readUsage(spoken)!, audioInputTokens: 500, audioOutputTokens: 500 };
  const pricing = { input: 1, output: 2, inputAudio: 10, outputAudio: 20 };
  expect(costMicroUsd(usage, pricing)).toBe(90 * 10 + 10 + 50 * 20);
});

test("transcriptions tell their audio by other names; without sound the usage has no such field", () => {
  const heard = { type: "tokens", input_tokens: 14, output_tokens: 5, input_token_details: { audio_tokens: 12 } };
  expect(readUsage(heard)).toMatchObject({ promptTokens: 14, audioInputTokens: 12 });
  const silent = readUsage({ prompt_tokens: 3, completion_tokens: 1, prompt_tokens_details: { audio_tokens: 0 } })!;
  expect(Object.keys(silent)).not.toContain("audioInputTokens");
  expect(writeUsage(silent)).toMatchObject({ prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 } });
  expect(JSON.stringify(writeUsage(silent))).not.toContain("audio");
});
