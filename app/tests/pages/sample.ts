import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test as base, type Page } from "@playwright/test";
import { startSample } from "~/tests/sample/start";
import { accessibilityFaults, expect, phoneFaults, showTheme, sidewaysScroll, waitsForScripts } from "./gateway";

interface Sample {
  url: string;
  /** Of a browser that is signed in. */
  cookies: { name: string; value: string; domain: string; path: string }[];
}

const password = "correct horse battery staple";

/** A gateway for all tests of a worker, with sixty days of traffic: what a test changes there, it takes back. */
export const test = base.extend<object, { sample: Sample }>({
  sample: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const host = await startSample({ ADMIN_PASSWORD: password });
      const body = new URLSearchParams({ password });
      const answer = await fetch(`${host.url}/login`, { method: "POST", body, redirect: "manual" });
      const cookies = answer.headers.getSetCookie().map((header) => {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
        return { name, value, domain: "127.0.0.1", path: "/" };
      });
      // The browser tells its zone with its first page: that one would be drawn twice.
      cookies.push({ name: "timeZone", value: "Asia/Shanghai", domain: "127.0.0.1", path: "/" });
      await use({ url: host.url, cookies });
      await host.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ sample }, use) => use(sample.url),
  page: async ({ page, sample }, use) => {
    await page.context().addCookies(sample.cookies);
    waitsForScripts(page);
    await use(page);
  },
});

const folder = join(import.meta.dirname, "../../../test-results/screens");

interface Pictures {
  /** Without it the page is not looked at by axe: another picture has the same parts. */
  axe?: boolean;
  /** In px; without it both. */
  widths?: (1440 | 390)[];
  themes?: ("light" | "dark")[];
  fullPage?: boolean;
  /** Its parts are still on their way. */
  loading?: boolean;
}

/**
 * The page as it stands as pictures to be held beside the designed ones: on a desk and on a phone, in both themes. What a
 * picture cannot fail on is checked on the way: nothing scrolls sideways, and axe finds nothing in either theme.
 */
export async function pictures(
  page: Page,
  name: string,
  { axe = true, widths = [1440, 390], themes = ["light", "dark"], fullPage = false, loading = false }: Pictures = {},
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (axe) expect.soft(await accessibilityFaults(page, loading), name).toEqual([]);
  const devices = await page.context().newCDPSession(page);
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 1000 ? 844 : 900 });
    await devices.send("Emulation.setTouchEmulationEnabled", { enabled: width < 1000 });
    for (const theme of themes) {
      await showTheme(page, theme, loading);
      const path = join(folder, `${name}-${width < 1000 ? "mobile-" : ""}${theme}.png`);
      await page.screenshot({ path, fullPage, scale: "css" });
    }
    expect.soft(await sidewaysScroll(page), `${name} at ${width}`).toBe(0);
    if (axe && width < 1000) expect.soft(await phoneFaults(page), `${name} on a phone`).toEqual([]);
  }
  await devices.send("Emulation.setTouchEmulationEnabled", { enabled: false });
  await page.setViewportSize({ width: 1440, height: 900 });
}
