import { expect, test } from "vitest";
import { chooseLanguage } from "./language";

test("the cookie decides before Accept-Language", () => {
  expect(chooseLanguage("zh-CN", "en")).toBe("zh-CN");
  expect(chooseLanguage("en", "zh-CN,zh;q=0.9")).toBe("en");
});

test("an unknown cookie value is ignored", () => {
  expect(chooseLanguage("fr", "zh-TW")).toBe("zh-CN");
});

test("Accept-Language is read by quality", () => {
  expect(chooseLanguage(undefined, "fr-FR,zh;q=0.4,en;q=0.8")).toBe("en");
  expect(chooseLanguage(undefined, "zh-CN,zh;q=0.9,en;q=0.8")).toBe("zh-CN");
  expect(chooseLanguage(undefined, "en;q=0, zh;q=0.1")).toBe("zh-CN");
});

test("nothing known means English", () => {
  expect(chooseLanguage(undefined, null)).toBe("en");
  expect(chooseLanguage(undefined, "de, *")).toBe("en");
});
