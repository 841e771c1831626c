import { expect, test } from "vitest";
import { gridOf, readColumns, writeColumns } from "./column-list";

test("columns come back from the cookie that they were written to, and time and code are always there", () => {
  const usual = readColumns(null);
  expect(usual).toMatchObject({ time: true, model: true, endpoint: false, firstToken: false });
  const wish = writeColumns({ ...usual, key: false, endpoint: true });
  expect(readColumns(wish)).toMatchObject({ key: false, endpoint: true, time: true });
  expect(readColumns("")).toMatchObject({ time: true, code: true, model: false });
  expect(readColumns("model,nothing-known")).toMatchObject({ model: true, cost: false });
});

test("every shown column has its place in the grid", () => {
  expect(gridOf(readColumns("model")).split(" ")).toHaveLength(3);
});
