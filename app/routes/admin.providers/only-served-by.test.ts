import { expect, test } from "vitest";
import { onlyServedBy } from "./only-served-by";

const offer = (id: string, models: string[], enabled = true) => ({ id, enabled, models });

test("a model that two providers list is served by neither alone", () => {
  const alone = onlyServedBy([offer("a", ["gpt-4o", "o3"]), offer("b", ["gpt-4o"])]);
  expect(alone.get("a")).toEqual(["o3"]);
  expect(alone.get("b")).toEqual([]);
});

test("a provider that is off serves nobody", () => {
  expect(onlyServedBy([offer("a", ["o3"]), offer("b", ["o3"], false)]).get("a")).toEqual(["o3"]);
});

test("a pattern or an empty list of another provider counts, the provider's own does not", () => {
  expect(onlyServedBy([offer("a", ["gpt-4.1", "o3", "*"]), offer("b", ["gpt-4*"])]).get("a")).toEqual(["o3"]);
  expect(onlyServedBy([offer("a", ["o3"]), offer("b", [])]).get("a")).toEqual([]);
});

test("characters of a pattern other than the star stand for themselves", () => {
  expect(onlyServedBy([offer("a", ["gpt-4x1"]), offer("b", ["gpt-4.1*"])]).get("a")).toEqual(["gpt-4x1"]);
});
