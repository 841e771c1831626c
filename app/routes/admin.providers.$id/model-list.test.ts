import { expect, test } from "vitest";
import { modelEntrySchema } from "~/gateway/config/config";
import { applyChanges, compareModels, readModelForm, replaceModel } from "./model-list";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

test("a filled form becomes an entry that the schema takes", () => {
  const entry = readModelForm(
    form({
      id: "fast",
      upstream: "gpt-4o-mini",
      input: "0.15",
      output: "0.6",
      contextLength: "128,000",
      capability: "tools",
    }),
  );
  expect(entry).toEqual({
    id: "fast",
    upstream: "gpt-4o-mini",
    pricing: { input: 0.15, output: 0.6 },
    contextLength: 128000,
    maxOutputTokens: undefined,
    capabilities: ["tools"],
  });
  expect(modelEntrySchema.safeParse(entry).success).toBe(true);
});

test("an upstream name like the public one is no alias, and prices of nought are prices", () => {
  const entry = readModelForm(form({ id: "a", upstream: "a", input: "0", output: "" }));
  expect(entry.upstream).toBeUndefined();
  expect(entry.pricing).toEqual({ input: 0, output: 0 });
});

test("an entry is replaced in its place, also under a new id, and clears what was emptied", () => {
  const models = ["first", { id: "old", contextLength: 5 }, "last"];
  const saved = replaceModel(models, "old", { id: "new", contextLength: undefined });
  expect(saved).toEqual(["first", { id: "new" }, "last"]);
});

test("a rename onto another entry leaves one of them", () => {
  expect(replaceModel(["a", "b"], "a", { id: "b" })).toEqual([{ id: "b" }]);
});

test("comparing goes by upstream names and leaves patterns alone", () => {
  const models = ["gpt-4*", { id: "fast", upstream: "gpt-4o-mini" }, "retired"];
  expect(compareModels(models, ["gpt-4o-mini", "o3"])).toEqual({ missing: ["o3"], gone: ["retired"], same: 1 });
});

test("applying adds and removes what was ticked, and nothing twice", () => {
  expect(applyChanges(["a", { id: "b" }, "c"], ["d", "a"], ["b"])).toEqual(["a", "c", "d"]);
});
