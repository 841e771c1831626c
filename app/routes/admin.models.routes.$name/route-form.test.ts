import { expect, test } from "vitest";
import { routeFormSchema } from "./route-form";

const issuesOf = (route: Record<string, unknown>) => {
  const document = JSON.stringify({ models: ["a"], rules: [], ...route });
  const { error } = routeFormSchema.safeParse({ document });
  return (error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);
};

test("a route has a name that is one, and not that of the form itself", () => {
  expect(issuesOf({ id: "auto" })).toEqual([]);
  expect(issuesOf({ id: "a b" })).toEqual([["document.id", "routeName"]]);
  expect(issuesOf({ id: "new" })).toEqual([["document.id", "reserved"]]);
});
