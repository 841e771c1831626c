import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { isBuildCurrent } from "./build-age";

test("a build is current while no source is newer: an update is built before it starts", () => {
  const root = mkdtempSync(join(tmpdir(), "gateway-build-"));
  const write = (path: string, at: number) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "");
    utimesSync(join(root, path), at, at);
  };
  write("app/gateway/handle.ts", 100);
  write("package-lock.json", 100);
  expect(isBuildCurrent(root)).toBe(false);
  write("build/client/_worker.js", 200);
  expect(isBuildCurrent(root)).toBe(true);
  write("app/gateway/handle.test.ts", 300);
  write("app/tests/host.ts", 300);
  expect(isBuildCurrent(root)).toBe(true);
  write("app/gateway/handle.ts", 300);
  expect(isBuildCurrent(root)).toBe(false);
  write("build/client/_worker.js", 400);
  write("package-lock.json", 500);
  expect(isBuildCurrent(root)).toBe(false);
});
