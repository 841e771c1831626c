import { expect, test } from "vitest";
import { inOrder, nextSort, readSort } from "./sort";

const columns = ["name", "requests"] as const;

test("the address names a column and a direction, or none", () => {
  expect(readSort("requests", columns)).toEqual({ column: "requests", descending: false });
  expect(readSort("-requests", columns)).toEqual({ column: "requests", descending: true });
  for (const text of [null, "", "-", "cost", "--name"]) expect(readSort(text, columns)).toBeNull();
});

test("figures begin with the highest, names with A, and a second press turns them round", () => {
  expect(nextSort("requests", true, null)).toBe("-requests");
  expect(nextSort("requests", true, { column: "requests", descending: true })).toBe("requests");
  expect(nextSort("name", false, { column: "requests", descending: true })).toBe("name");
  expect(nextSort("name", false, { column: "name", descending: false })).toBe("-name");
});

test("rows without a value are last either way, and equal ones keep their order", () => {
  const rows = [
    { name: "gpt-10", requests: 3 },
    { name: "gpt-9", requests: null },
    { name: "Claude", requests: 3 },
    { name: "auto", requests: 40 },
  ];
  const names = (text: string) =>
    inOrder(rows, readSort(text, columns), (row, column) => row[column]).map(({ name }) => name);
  expect(names("requests")).toEqual(["gpt-10", "Claude", "auto", "gpt-9"]);
  expect(names("-requests")).toEqual(["auto", "gpt-10", "Claude", "gpt-9"]);
  expect(names("name")).toEqual(["auto", "Claude", "gpt-9", "gpt-10"]);
  expect(names("other")).toEqual(["gpt-10", "gpt-9", "Claude", "auto"]);
});
