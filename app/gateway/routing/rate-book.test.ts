import { expect, test } from "vitest";
import { anthropic } from "../adapters/anthropic/adapter";
import { openAiCompatible } from "../adapters/openai-compatible";
import { RateBook } from "./rate-book";

const openAi = openAiCompatible.limitHeaders!;
const answer = (headers: Record<string, string> = {}) => ({ headers: new Headers(headers) });
const left = (requests: number, tokens: number) =>
  answer({
    "x-ratelimit-limit-requests": "100",
    "x-ratelimit-remaining-requests": String(requests),
    "x-ratelimit-limit-tokens": "10000",
    "x-ratelimit-remaining-tokens": String(tokens),
  });

test("the limit that is nearest its end counts, of OpenAI's headers and of Anthropic's", () => {
  const book = new RateBook();
  book.look("a", openAi, left(95, 2_900), 1_000);
  expect(book.of("a")).toEqual({ credentialId: "a", used: 71, at: 1_000 });
  const other = answer({
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-requests-remaining": "49",
    "anthropic-ratelimit-input-tokens-limit": "30000",
    "anthropic-ratelimit-input-tokens-remaining": "0",
  });
  book.look("b", anthropic.limitHeaders!, other, 1_000);
  expect(book.of("b")?.used).toBe(100);
});

test("headers are asked for once a second, and once a minute where there are none", () => {
  const book = new RateBook();
  let reads = 0;
  const counted = ({ headers }: { headers: Headers }) => ({
    get headers() {
      reads++;
      return headers;
    },
  });
  book.look("a", openAi, counted(left(50, 10_000)), 0);
  const once = reads;
  for (const now of [1, 500, 999]) book.look("a", openAi, counted(left(10, 10_000)), now);
  expect(reads).toBe(once);
  book.look("a", openAi, counted(left(10, 10_000)), 1_000);
  expect(book.of("a")?.used).toBe(90);
  reads = 0;
  book.look("silent", openAi, counted(answer()), 0);
  const silent = reads;
  for (const now of [1_000, 59_999]) book.look("silent", openAi, counted(answer()), now);
  expect(reads).toBe(silent);
  expect(book.of("silent")).toBeNull();
});

test("what changed is handed over four times a minute at most, what stays the same once", () => {
  const book = new RateBook();
  book.look("a", openAi, left(50, 10_000), 0);
  expect(book.take()).toEqual([{ credentialId: "a", used: 50, at: 0 }]);
  expect(book.take()).toEqual([]);
  book.look("a", openAi, left(50, 10_000), 30_000);
  expect(book.take()).toEqual([]);
  book.look("a", openAi, left(50, 10_000), 61_000);
  expect(book.take()).toEqual([{ credentialId: "a", used: 50, at: 61_000 }]);
  book.look("a", openAi, left(20, 10_000), 62_000);
  expect(book.take()).toEqual([]);
  book.look("a", openAi, left(30, 10_000), 76_000);
  expect(book.take()).toMatchObject([{ used: 70 }]);
  expect(book.take()).toEqual([]);
});

test("nonsense says nothing", () => {
  const book = new RateBook();
  book.look("a", openAi, answer({ "x-ratelimit-remaining-requests": "5" }), 0);
  book.look("b", openAi, answer({ "x-ratelimit-limit-requests": "0", "x-ratelimit-remaining-requests": "x" }), 0);
  expect([book.of("a"), book.of("b")]).toEqual([null, null]);
});
