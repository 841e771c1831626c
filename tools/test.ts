// `npm test`: builds, runs the unit tests, the integration tests on both hosts and the browser tests, and counts them.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import buildOnce from "../app/tests/build-once.ts";
import { findTestChromium } from "./chromium.ts";
import { type Counts, playwrightCounts, summary, vitestCounts } from "./test-counts.ts";

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "gateway-reports-"));

interface Run {
  environment?: Record<string, string>;
  /** It and what it starts get the processors when nothing else wants them. */
  behind?: boolean;
}

/** Runs a command of node_modules with this Node; answers its exit code. What it prints comes as it is printed. */
function run(script: string, args: string[], { environment = {}, behind = false }: Run = {}): Promise<number> {
  const child = spawn(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  if (behind && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs some of the tests of vitest. */
async function vitest(...projects: string[]): Promise<Counts> {
  const report = join(reports, `${projects.join("-")}.json`);
  const begun = performance.now();
  const code = await run("vitest/vitest.mjs", [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  told(projects.join(" and "), begun);
  return vitestCounts(report, code);
}

async function pages(chromium: string): Promise<Counts> {
  const report = join(reports, "playwright.json");
  const begun = performance.now();
  const code = await run("@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, CHROMIUM_PATH: chromium },
    behind: true,
  });
  told("pages", begun);
  return playwrightCounts(report, code);
}

const told = (name: string, begun: number) =>
  console.log(`\n${name}: ${Math.round((performance.now() - begun) / 1000)} s`);

function finish(line: string, ok: boolean): never {
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${line}`);
  process.exit(ok ? 0 : 1);
}

const chromium = findTestChromium();
if (chromium === null) {
  console.error(
    "The browser tests need Chromium and there is none. Install it with `apt-get install -y chromium`, or set CHROMIUM_PATH to the one you have.",
  );
  finish("0 passed, 1 failed", false);
}

// Unit tests need no build: they run beside it.
const units = vitest("unit");
if ((await run("@react-router/dev/bin.cjs", ["build"], { environment: { NODE_ENV: "production" } })) !== 0) {
  await units;
  finish("0 passed, 1 failed", false);
}
// What every run prepares for itself, so that those side by side find it done.
await buildOnce();

// All side by side. The two hosts wait half of their time, for limits that are to pass among others; the browser, which never
// does, fills their gaps and stands back where they want to go on.
const counts = await Promise.all([units, vitest("node"), vitest("workerd"), pages(chromium)]);

const { line, ok } = summary(counts);
finish(line, ok);
