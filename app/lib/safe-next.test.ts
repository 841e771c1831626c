import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test("paths of this site are kept with query and hash", () => {
  expect(safeNext("/admin/requests?status=5xx#row")).toBe("/admin/requests?status=5xx#row");
});

test("everything else leads to the dashboard", () => {
  const others = [
    null,
    "",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\/evil",
    "/\t/evil.example",
    "javascript:alert(1)",
    "/./\\x",
  ];
  for (const next of others) expect(safeNext(next), String(next)).toBe("/admin");
  expect(safeNext("/..//evil.example")).toBe("/admin");
  expect(safeNext("/login?next=/login")).toBe("/admin");
});
