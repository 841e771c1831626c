import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { playwrightCounts, summary, vitestCounts } from "./test-counts.ts";

function reportFile(report: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), "report-")), "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };
const playwright = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

test("both runners' tests are added up in one line", () => {
  const parts = [vitestCounts(reportFile(vitest), 0), playwrightCounts(reportFile(playwright), 0)];
  expect(summary(parts)).toEqual({ line: "8 passed, 0 failed, 1 skipped", ok: true });
});

test("a file that does not load, a runner that fails and a report that is missing are failures", () => {
  const broken = { ...vitest, testResults: [{ status: "failed", assertionResults: [] }] };
  expect(vitestCounts(reportFile(broken), 1).failed).toBe(1);
  expect(vitestCounts(reportFile(vitest), 1).failed).toBe(1);
  expect(vitestCounts("/nowhere/report.json", 0).failed).toBe(1);
  expect(playwrightCounts(reportFile({ ...playwright, errors: [{}] }), 1).failed).toBe(1);
});

test("a browser test that passed on its second try counts as passed", () => {
  const flaky = { ...playwright, stats: { ...playwright.stats, flaky: 1 } };
  expect(summary([playwrightCounts(reportFile(flaky), 0)])).toEqual({ line: "4 passed, 0 failed", ok: true });
});

test("no tests at all are not green", () => {
  expect(summary([]).ok).toBe(false);
});
