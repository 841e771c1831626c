import { expect, test } from "vitest";
import { routeSchema } from "~/gateway/config/config";
import { emptyDraft, moved, newRule, toDocument, toDraft } from "./draft";

const route = routeSchema.parse({
  id: "auto",
  strategy: "balanced",
  models: ["a", "b"],
  rules: [
    { when: { maxPromptTokens: 500, tools: false }, models: ["a"], strategy: "cheapest" },
    { when: { contains: ["code", "stack trace"], images: true } },
    {
      when: {
        regex: "\\bsql\\b",
        code: true,
        audio: false,
        json: true,
        language: ["zh", "ja"],
        keys: "ci",
        headers: { "x-team": "search*" },
        time: { from: "22:00", to: "06:00", days: ["sat", "sun"], timeZone: "Asia/Shanghai" },
        percent: 12.5,
      },
    },
    { when: { contains: "one", minPromptTokens: 0, metadata: { tier: "critical", note: "a=b" } }, models: ["b"] },
  ],
  fallbacks: ["c"],
  timeouts: { requestMs: 9_000 },
});

test("a route goes through the editor unchanged", () => {
  expect(toDocument(toDraft(route))).toEqual(route);
  expect(routeSchema.parse(toDocument(toDraft(route)))).toEqual(route);
});

test("what was not filled in is not in the document", () => {
  const rule = newRule([]);
  expect(toDocument({ ...emptyDraft, id: " auto ", models: ["a"], rules: [rule] })).toEqual({
    id: "auto",
    models: ["a"],
    rules: [{ when: {} }],
    fallbacks: [],
  });
});

test("rules keep their stored place while they move, and a new one has none, whatever key it gets", () => {
  const { rules } = toDraft(route);
  expect(moved(rules, 3, 0).map(({ storedAt }) => storedAt)).toEqual([3, 0, 1, 2]);
  expect(newRule(rules.slice(0, 3))).toMatchObject({ key: 3, storedAt: null });
});

test("new rules have keys of their own", () => {
  const { rules } = toDraft(route);
  expect(newRule(rules).key).toBe(4);
  expect(newRule(moved(rules, 2, 0)).key).toBe(4);
});

test("items move, and stay where there is no further place", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
});
