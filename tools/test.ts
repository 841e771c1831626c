// `npm test`: builds, runs the unit tests, the integration tests on both hosts and the browser tests, and counts them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.ts";
import { playwrightCounts, summary, vitestCounts } from "./test-counts.ts";

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "gateway-reports-"));

/** Runs a command of node_modules with this Node; answers its exit code. */
function run(script: string, args: string[], environment: Record<string, string> = {}): number {
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}

function finish(line: string, ok: boolean): never {
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${line}`);
  process.exit(ok ? 0 : 1);
}

const chromium = findChromium();
if (chromium === null) {
  console.error(
    "The browser tests need Chromium and there is none. Install it with `apt-get install -y chromium`, or set CHROMIUM_PATH to the one you have.",
  );
  finish("0 passed, 1 failed", false);
}

if (run("@react-router/dev/bin.cjs", ["build"], { NODE_ENV: "production" }) !== 0) finish("0 passed, 1 failed", false);

const vitestReport = join(reports, "vitest.json");
const vitestCode = run("vitest/vitest.mjs", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${vitestReport}`,
]);

const playwrightReport = join(reports, "playwright.json");
const playwrightCode = run("@playwright/test/cli.js", ["test", "--reporter=list,json"], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
  CHROMIUM_PATH: chromium,
});

const { line, ok } = summary([
  vitestCounts(vitestReport, vitestCode),
  playwrightCounts(playwrightReport, playwrightCode),
]);
finish(line, ok);
