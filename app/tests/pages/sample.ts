import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test as ownGateway, phoneFaults, showTheme, sidewaysScroll, themeFaults } from "./gateway";
import { closePages, emptyProfile } from "./profile";

/** Over the gateway with sixty days of traffic, signed in: what a test changes there, it takes back. */
export const test = ownGateway.extend({
  baseURL: async ({ sample }, use) => use(sample.url),
  context: async ({ browser, sample }, use) => {
    const profile = await emptyProfile(browser, sample.url);
    await profile.addCookies(sample.cookies);
    await use(profile);
    await closePages(profile);
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
 * picture cannot fail on is checked on the way: nothing scrolls sideways, and axe finds nothing in either theme. The phone
 * begins with the theme that the desk ended with: a page is drawn anew for every change.
 */
export async function pictures(
  page: Page,
  name: string,
  { axe = true, widths = [1440, 390], themes = ["light", "dark"], fullPage = false, loading = false }: Pictures = {},
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const devices = await page.context().newCDPSession(page);
  const turns = themes.map((theme) => ({ theme, checked: axe }));
  for (const width of widths) {
    const phone = width < 1000;
    await page.setViewportSize({ width, height: phone ? 844 : 900 });
    await devices.send("Emulation.setTouchEmulationEnabled", { enabled: phone });
    for (const turn of turns) {
      await showTheme(page, turn.theme, loading);
      if (turn.checked) expect.soft(await themeFaults(page, turn.theme), name).toEqual([]);
      turn.checked = false;
      const path = join(folder, `${name}-${phone ? "mobile-" : ""}${turn.theme}.png`);
      await page.screenshot({ path, fullPage, scale: "css" });
    }
    turns.reverse();
    expect.soft(await sidewaysScroll(page), `${name} at ${width}`).toBe(0);
    if (axe && phone) expect.soft(await phoneFaults(page), `${name} on a phone`).toEqual([]);
  }
  await devices.send("Emulation.setTouchEmulationEnabled", { enabled: false });
  await page.setViewportSize({ width: 1440, height: 900 });
}
