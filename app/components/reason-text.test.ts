import { expect, test } from "vitest";
import { createI18n } from "~/locales/create-i18n";
import { resources as english } from "~/locales/en/resources";
import { resources as chinese } from "~/locales/zh-CN/resources";
import { reasonText } from "./reason-text";

// As gateway/routing/plan.ts writes them.
const reasons = [
  "only provider of gpt-4o",
  "place 1 in provider.order",
  "priority 0, lists the model, weight 1",
  "priority -5, takes any model, weight 10; provider cools down, so last",
  "priority 2, a pattern matches, weight 0; credential cools down, so last",
  "price unknown, so after those with a price",
  "cheapest: about $0.0012 for this request",
  "not measured yet",
  "fastest: about 380 ms to the first token",
  "throughput: about 52 tokens/s",
  "reliable: about 99.8 % of recent attempts succeeded",
  "balanced: score 0.150 of 50 % price, 20 % speed and 30 % success",
  "hedge: 'openai-main' had no first token after 840 ms",
  "not measured yet; the next one starts beside it after 840 ms without a first token",
  "not measured yet; served this conversation before",
  "is not for chat",
  "takes no images",
  "takes no tools",
  "takes no audio",
  "window of 8000 tokens, the prompt has about 9000",
  "above provider.max_price",
  "priority 0, lists the model, weight 1; first try after a cooldown",
  "priority 0, lists the model, weight 1; comes back after a cooldown with 40 % of its requests",
  "not measured yet; first this time, to measure it",
  "not measured yet; another request tries it again, so last",
];

test("every reason of the planner is read in the reader's language, with its figures", () => {
  const inChinese = createI18n("zh-CN", chinese).getFixedT("zh-CN", "common");
  for (const reason of reasons) {
    const text = reasonText(reason, inChinese);
    expect(text, reason).toMatch(/[\u4e00-\u9fff]/);
    for (const figure of reason.match(/-?\d+(\.\d+)?/g) ?? []) expect(text).toContain(figure);
  }
});

test("in English the words stay, and what is not known stays in every language", () => {
  const inEnglish = createI18n("en", english).getFixedT("en", "common");
  for (const reason of reasons) expect(reasonText(reason, inEnglish)).toBe(reason.replace("credential", "key"));
  expect(reasonText("something new", inEnglish)).toBe("something new");
});
