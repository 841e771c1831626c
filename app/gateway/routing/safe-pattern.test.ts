import { expect, test } from "vitest";
import { safePattern } from "./safe-pattern";

test("patterns mean what they mean everywhere, without regard to case", () => {
  const cases: [string, string, boolean][] = [
    ["abc", "xxABCxx", true],
    ["^abc", "xabc", false],
    ["^b", "a\nb", true],
    ["c$", "abc", true],
    ["a.c", "a\nc", false],
    ["a|b(c|d)+e", "zbcdcde", true],
    ["a|b(c|d)+e", "be", false],
    ["(?:ab){2,3}c", "ababc", true],
    ["^(?:ab){2,3}c$", "abababababc", false],
    ["^x{0,2}$", "xxx", false],
    ["^x{2,}$", "xxxx", true],
    ["[a-c0-9_]+z", "B7_z", true],
    ["[^a-z]", "abc", false],
    ["\\bcat\\b", "a cat.", true],
    ["\\bcat\\b", "concat", false],
    ["\\d{4}-\\d\\d", "on 2026-11", true],
    ["\\S+@\\S+\\.\\w+", "mail me@example.com", true],
    ["代码|编程", "请写一段代码", true],
    ["[\\u4e00-\\u9fff]", "hello 好", true],
    ["(?i)Émile", "éMILE", true],
    ["colou?r", "Color", true],
    ["(a*)*b", "aaab", true],
    ["\\$\\d+", "it costs $5", true],
  ];
  for (const [pattern, text, expected] of cases)
    expect([pattern, text, safePattern(pattern)(text)]).toEqual([pattern, text, expected]);
});

test("it agrees with the host's engine on small random patterns", () => {
  let state = 5;
  const draw = (count: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const parts = ["a", "b", ".", "a*", "b+", "(?:ab|b)", "[ab]?", "(?:a|bb)*", "^", "$", "a{1,2}", "\\b"];
  for (let turn = 0; turn < 3_000; turn++) {
    const pattern = Array.from({ length: 1 + draw(5) }, () => parts[draw(parts.length)]).join("");
    const text = Array.from({ length: draw(7) }, () => "ab c"[draw(4)]).join("");
    expect([pattern, text, safePattern(pattern)(text)]).toEqual([pattern, text, new RegExp(pattern, "im").test(text)]);
  }
});

test("what makes other engines hang is answered at once", () => {
  const text = "a".repeat(100_000);
  const startedAt = performance.now();
  for (const pattern of ["(a+)+$b", "(a|a)*c", "(a|aa)+b", "(.*)*x", "(?:a?){50}a{50}b"])
    expect(safePattern(pattern)(text)).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

test("what is not understood is refused in words", () => {
  const refused: [string, RegExp][] = [
    ["(a", /missing closing \): `\(a`/],
    ["a)", /unexpected \)/],
    ["[a", /missing closing \]/],
    ["*a", /missing argument to repetition operator/],
    ["(?=a)", /invalid/],
    ["(a)\\1", /invalid escape sequence/],
    ["a{1001}", /invalid repeat count/],
    ["((((a{100}){100}){100}){100})", /invalid repeat count|too large/],
    ["a{3,1}", /invalid repeat count/],
    ["x".repeat(257), /longer/],
    ["a\\", /trailing backslash/],
  ];
  for (const [pattern, words] of refused) expect(() => safePattern(pattern), pattern).toThrow(words);
});
