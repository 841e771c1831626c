import { expect, test } from "vitest";
import { messagesUsage } from "../adapters/anthropic/response";
import { converseUsage } from "../adapters/bedrock/response";
import { readUsage, writeUsage } from "../openai/usage";
import { costMicroUsd } from "./cost";

test("a cache that is kept for an hour costs more to write than one of five minutes", () => {
  const usage = { input_tokens: 10, cache_creation_input_tokens: 100, cache_read_input_tokens: 5, output_tokens: 1 };
  const kept = { ...usage, cache_creation: { ephemeral_5m_input_tokens: 40, ephemeral_1h_input_tokens: 60 } };
  const pricing = { input: 1, output: 2, cachedInput: 0.1, cacheWrite: 1.25 };
  const read = readUsage(messagesUsage(kept))!;
  expect(read).toMatchObject({ promptTokens: 115, cacheWriteTokens: 100, cacheWriteHourTokens: 60 });
  expect(readUsage(writeUsage(read))).toEqual(read);
  expect(costMicroUsd(read, pricing)).toBe(Math.round(10 + 40 * 1.25 + 60 * 2 + 5 * 0.1 + 2));
  expect(costMicroUsd(readUsage(messagesUsage(usage))!, pricing)).toBe(Math.round(10 + 100 * 1.25 + 5 * 0.1 + 2));
  const cloud = {
    inputTokens: 10,
    cacheWriteInputTokens: 100,
    outputTokens: 1,
    cacheDetails: [{ ttl: "1h", inputTokens: 60 }],
  };
  expect(readUsage(converseUsage(cloud))).toMatchObject({ cacheWriteTokens: 100, cacheWriteHourTokens: 60 });
});
