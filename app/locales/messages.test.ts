import { expect, test } from "vitest";
import { resources as english } from "./en/resources";
import { resources as chinese } from "./zh-CN/resources";

function flatten(messages: object, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === "string") found.set(path + key, value);
    else for (const [inner, text] of flatten(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)|<(\w+)>/g)].map((match) => match[1] ?? match[2]).sort();
const inEnglish = flatten(english);
const inChinese = flatten(chinese);

test("English and Chinese have the same keys", () => {
  const wanted = [...inEnglish.keys()].filter((key) => !key.endsWith("_one")).sort();
  expect([...inChinese.keys()].sort()).toEqual(wanted);
});

test("both languages use the same placeholders and tags in every message", () => {
  for (const [key, text] of inChinese)
    expect([key, ...placeholders(text)]).toEqual([key, ...placeholders(inEnglish.get(key) ?? "")]);
});

test("no message is empty", () => {
  for (const [key, text] of [...inEnglish, ...inChinese]) expect(text.trim(), key).not.toBe("");
});

/** A message as it reads: with a Latin word for each placeholder, and without tags. */
const read = (text: string) => text.replace(/<\/?\w+>/g, "").replace(/\{\{[^}]+\}\}/g, "\u0000");
const offending = (messages: Map<string, string>, pattern: RegExp) =>
  [...messages].filter(([, text]) => pattern.test(read(text))).map(([key, text]) => `${key}: ${text}`);

test("no message exclaims, apologizes or praises itself", () => {
  for (const messages of [inEnglish, inChinese])
    expect(offending(messages, /[!！]|oops|sorry|successfully|您/i)).toEqual([]);
});

test("Chinese messages have full-width marks, and spaces around Latin words", () => {
  expect(offending(inChinese, /[\u4e00-\u9fff] ?[,;:?()]|[,;:?()] ?[\u4e00-\u9fff]|[\u4e00-\u9fff]\.(\s|$)/)).toEqual(
    [],
  );
  expect(offending(inChinese, /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/)).toEqual([]);
});
