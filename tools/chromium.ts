import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const firstThere = (paths: (string | undefined)[]): string | null =>
  paths.find((path) => path !== undefined && path !== "" && existsSync(path)) ?? null;

/** The browser that people have: CHROMIUM_PATH, a browser of the system, or what `playwright install` brought. */
export const findChromium = (): string | null =>
  firstThere([process.env.CHROMIUM_PATH, ...usualPlaces, chromium.executablePath()]);

/**
 * The browser of the browser tests: where Debian's chromium-headless-shell is there, that one. It draws the same without the
 * windows, profiles and services around it, and needs a quarter less time for the tests.
 */
export const findTestChromium = (): string | null =>
  firstThere([process.env.CHROMIUM_PATH, "/usr/bin/chromium-headless-shell"]) ?? findChromium();

/** For a machine that may be a container: no sandbox, no graphics card, no calls home. */
export const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
