import { expect, test } from "vitest";
import { planned, provider } from "~/tests/planning";
import type { ApiKey } from "./config/entities";
import { defaultSettings } from "./config/settings";
import { findModel, listModels } from "./model-list";
import { compileSnapshot } from "./routing/snapshot";

const providers = [
  provider("a", { models: [{ id: "one" }, { id: "two" }, { id: "wide-*" }] }),
  provider("b", { models: [{ id: "one" }, { id: "b/two" }] }),
];
const snapshot = compileSnapshot({
  revision: 1,
  settings: defaultSettings,
  providers,
  repairs: [],
  hasDefaultRoute: false,
  routes: [],
});
const keyOf = (models: string[]) => ({ models, providers: ["*"], limits: {} }) as unknown as ApiKey;
const listed = (...models: string[]) =>
  listModels(snapshot, keyOf(models)).map(({ id, providers: serving }) => `${id} at ${serving.join(", ")}`);

test("a key that may use a model at one provider only finds it under the name that it has to call", () => {
  expect(listed("b/one")).toEqual(["b/one at b"]);
  expect(listed("a/*")).toEqual(["a/one at a", "a/two at a"]);
  expect(listed("one", "a/*")).toEqual(["one at a, b", "a/two at a"]);
  // A model whose own name has a slash.
  expect(listed("b/two")).toEqual(["b/two at b"]);
  expect(listed("*")).toEqual(["b/two at b", "one at a, b", "two at a"]);
});

test("a model is found by each name that a call may have", () => {
  const found = (models: string[], name: string) => findModel(snapshot, keyOf(models), name)?.providers ?? null;
  for (const [models, name] of [
    [["one"], "a/one"],
    [["b/one"], "b/one"],
    [["wide-*"], "a/wide-1"],
  ] as const) {
    expect(planned({ providers, name, as: { models: [...models] } })[0]?.providerId).toBe(name[0]);
    expect(found([...models], name)).toEqual([name[0]]);
  }
  expect(found(["b/one"], "one")).toBeNull();
  expect(found(["one"], "a/two")).toBeNull();
});
