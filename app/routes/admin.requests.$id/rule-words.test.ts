import { expect, test } from "vitest";
import { createI18n } from "~/locales/create-i18n";
import { loadNamespaces } from "~/locales/load-resources";
import { ruleWords } from "./rule-words";

const inLanguage = async (language: "en" | "zh-CN") => {
  const i18n = createI18n(language, await loadNamespaces(language, ["requests"]));
  const t = i18n.getFixedT(language, "requests");
  return (words: string) => ruleWords(words, t);
};

test("what a rule matched on is read in the reader's language", async () => {
  const written = await inLanguage("zh-CN");
  expect(written('contains "a, b", has no tools')).toBe("包含“a, b”，没有工具");
  expect(written("about 740 prompt tokens, at most 900, about 740 prompt tokens, at least 5, key ci")).toBe(
    "提示词约 740 Token，至多 900，提示词约 740 Token，至少 5，密钥 ci",
  );
  expect(written("metadata.tier = critical, has code, among 12.5 % of requests")).toBe(
    "metadata.tier = critical，含代码，占请求的 12.5 %",
  );
});

test("in English it stays what the gateway wrote, whatever a word holds", async () => {
  const written = await inLanguage("en");
  for (const words of [
    "always",
    'contains "say \\"x\\", please", has images, asks for JSON',
    "language zh, matches /a,b, c/, between 22:00 and 06:00 UTC on fri, sat",
    "about 3 prompt tokens, at least 1, asks for no JSON, header x-team is a*",
    "odd,,",
  ])
    expect(written(words)).toBe(words);
});
