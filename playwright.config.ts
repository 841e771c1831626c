import { defineConfig } from "@playwright/test";
import { slowMotion } from "./app/tests/pages/speed.ts";
import { chromiumArguments, findTestChromium } from "./tools/chromium.ts";

export default defineConfig({
  testDir: "app/tests/pages",
  outputDir: "test-results",
  globalSetup: "./app/tests/build-once.ts",
  fullyParallel: true,
  workers: 2,
  // A machine that is busy with something else may stall a page once; twice is a fault.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    locale: "en-US",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    // A recording takes as much as the test itself.
    trace: "on-first-retry",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: findTestChromium() ?? undefined,
      slowMo: slowMotion,
      // Pages of one profile share a process, and what it compiled.
      args: [...chromiumArguments, "--process-per-site"],
    },
  },
});
