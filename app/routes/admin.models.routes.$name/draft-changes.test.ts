import { expect, test } from "vitest";
import { routeSchema } from "~/gateway/config/config";
import { toDocument, toDraft } from "./draft";
import { plainView, pressed, readView, viewFields } from "./draft-changes";
import { draftOfForm, placesOf } from "./draft-fields";

const route = routeSchema.parse({
  id: "auto",
  models: ["a", "b"],
  rules: [
    { when: { maxPromptTokens: 500 }, models: ["a"] },
    { when: { contains: ["code", "trace"] }, models: ["b", "c"], strategy: "cheapest", enabled: false },
  ],
  fallbacks: ["c"],
  timeouts: { requestMs: 9_000 },
});
const draft = toDraft(route);
const defaults = { strategy: "priority", weights: { price: 40, speed: 30, success: 30 } } as const;

function formOf(fields: [string, string][]): FormData {
  const form = new FormData();
  form.set("document", JSON.stringify(route));
  form.set("places", placesOf(draft.rules));
  for (const [name, value] of fields) form.append(name, value);
  return form;
}
const read = (...fields: [string, string][]) => draftOfForm(formOf(fields), defaults);

test("a form without fields of its own is the draft that it was drawn from", () => {
  expect(read()).toEqual(draft);
  expect(draftOfForm(new FormData(), defaults)).toBeNull();
});

test("fields know better than the document: texts, flags, lists, times", () => {
  const edited = read(
    ["heads", "1"],
    ["rules.1.enabled", "on"],
    ["rules.1.contains", "one\r\ntwo"],
    ["rules.1.images", "with"],
    ["rules.1.strategy", ""],
    ["add.rules.1.models", " d "],
    ["add.models", "b"],
    ["timeouts.requestMs", "12"],
    ["hedging", "on"],
  );
  expect(edited && toDocument(edited)).toEqual({
    ...route,
    rules: [
      { when: { maxPromptTokens: 500 }, models: ["a"], enabled: false },
      { when: { contains: ["one", "two"], images: true }, models: ["b", "c", "d"] },
    ],
    timeouts: { requestMs: 12_000 },
    hedging: true,
  });
});

test("a strategy is what was chosen: the radio button, or the box that follows the default", () => {
  const strategyOf = (...fields: [string, string][]) => read(["strategy", "priority"], ...fields)?.strategy;
  expect(strategyOf(["followDefault", "on"])).toBeNull();
  expect(strategyOf()).toBe("priority");
  const balanced = read(["strategy", "balanced"], ["followDefault", "on"], ["weight-price", "60"]);
  expect(balanced).toMatchObject({ strategy: "balanced", weights: { price: 60, speed: 20, success: 20 } });
});

test("buttons add, move and remove rules and models, and the open rule stays open", () => {
  const start = { draft, view: { ...plainView, open: 1, menu: 1 } };
  const up = pressed("rules.1.up", start);
  expect(up.draft.rules.map(({ storedAt }) => storedAt)).toEqual([1, 0]);
  expect(up.view).toEqual({ open: 0, menu: null, adding: [] });
  expect(pressed("rules.0.remove", up)).toMatchObject({ draft: { rules: [{ storedAt: 0 }] }, view: { open: null } });
  expect(pressed("rules.add", start)).toMatchObject({ draft: { rules: { length: 3 } }, view: { open: 2 } });
  expect(pressed("models.1.up", start).draft.models).toEqual(["b", "a"]);
  expect(pressed("rules.1.models.0.remove", start).draft.rules[1]?.models).toEqual(["c"]);
  expect(pressed("fallbacks.adds", start).view.adding).toEqual(["fallbacks"]);
  expect(pressed("rules.0.open", start).view.open).toBe(0);
  expect(pressed("anything", start).draft).toBe(draft);
});

test("the view goes through the form", () => {
  const view = { open: 2, menu: null, adding: ["models", "fallbacks"] };
  const form = new FormData();
  for (const [name, value] of viewFields(view)) form.append(name, value);
  expect(readView(form)).toEqual(view);
  expect(readView(null)).toEqual(plainView);
});
