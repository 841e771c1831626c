import { expect, test } from "vitest";
import { tooLongWords } from "./too-long";

const needsFewer = (input: number, output: number, limit: number) =>
  `input length and \`max_tokens\` exceed context limit: ${input} + ${output} > ${limit}, decrease input length or \`max_tokens\` and try again`;

// The words are those of the vendors' own answers.
test.each([
  [
    "This model's maximum context length is 128000 tokens. However, your messages resulted in 140000 tokens. Please reduce the length of the messages.",
    "prompt is too long: 140000 tokens > 128000 maximum",
  ],
  [
    "The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).",
    "prompt is too long: 1100000 tokens > 1048576 maximum",
  ],
  [
    "request (9120 tokens) exceeds the available context size (8192 tokens), try increasing it",
    "prompt is too long: 9120 tokens > 8192 maximum",
  ],
  [
    "This model's maximum context length is 131072 tokens. However, you requested 140000 tokens (108000 in the messages, 32000 in the completion). Please reduce the length of the messages or completion.",
    needsFewer(108_000, 32_000, 131_072),
  ],
  [
    "'max_tokens' or 'max_completion_tokens' is too large: 32000. This model's maximum context length is 40960 tokens and your request has 20000 input tokens (32000 > 40960 - 20000).",
    needsFewer(20_000, 32_000, 40_960),
  ],
  [
    "You passed 9001 input tokens and requested 32000 output tokens. However, the model's context length is only 40960 tokens, resulting in a maximum input length of 8960 tokens.",
    needsFewer(9001, 32_000, 40_960),
  ],
  [
    "`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 5000 `inputs` tokens and 4000 `max_new_tokens`",
    needsFewer(5000, 4000, 8193),
  ],
  [
    "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    "prompt is too long: 537812 tokens > 131072 maximum",
  ],
  ["prompt is too long: 205000 tokens > 200000 maximum", "prompt is too long: 205000 tokens > 200000 maximum"],
  [
    "Your input exceeds the context window of this model.",
    "prompt is too long: Your input exceeds the context window of this model.",
  ],
])("%s", (message, said) => {
  expect(tooLongWords(message)).toBe(said);
});
