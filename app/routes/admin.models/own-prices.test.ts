import { expect, test } from "vitest";
import { catalogEntry } from "~/gateway/catalog/models";
import { ownPrices, withoutPrices } from "./own-prices";

const openai = { id: "openai", preset: "openai", baseUrl: "https://api.openai.com/v1" };
const listed = catalogEntry("openai", "gpt-4o-mini")!.pricing!;

test("an operator's price is compared with the price list, by the upstream's name", () => {
  const models = [
    { id: "cheap", upstream: "gpt-4o-mini", pricing: { input: 9, output: listed.output } },
    { id: "gpt-4o-mini", pricing: { input: listed.input, output: listed.output } },
    { id: "gpt-4o" },
    { id: "a-model-of-ours", pricing: { input: 1, output: 2 } },
  ];
  expect(ownPrices([{ ...openai, models }])).toEqual([
    { providerId: "openai", model: "cheap", own: { input: 9, output: listed.output }, list: listed },
  ]);
});

test("an entry gives up its price and keeps everything else", () => {
  const priced = { id: "a", contextLength: 8000, pricing: { input: 1, output: 2 } };
  const other = { id: "b", pricing: { input: 3, output: 4 } };
  expect(withoutPrices(["plain", priced, other], new Set(["a", "plain"]))).toEqual([
    "plain",
    { id: "a", contextLength: 8000 },
    other,
  ]);
});
