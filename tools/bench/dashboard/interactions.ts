import type { Page } from "@playwright/test";
import { untilPainted } from "./browser.ts";

/** What a reader does; each answers the milliseconds until the result is on the screen. */
export const interactions: Record<string, { path: string; run(page: Page): Promise<number> }> = {
  "overview: range 24h to 7d": {
    path: "/admin?range=24h",
    run: (page) => clickUntil(page, '[role="radio"]:has-text("7d")', addressHas("range=7d"), settledMain),
  },
  "overview: range 24h to 30d": {
    path: "/admin?range=24h",
    run: (page) => clickUntil(page, '[role="radio"]:has-text("30d")', addressHas("range=30d"), settledMain),
  },
  "requests: open a row": {
    path: "/admin/requests?range=30d",
    run: (page) => clickUntil(page, "tbody tr:nth-child(5) a", `!!document.querySelector('[role="dialog"] h2')`),
  },
  "requests: filter by facet (failed)": {
    path: "/admin/requests?range=30d",
    run: (page) => clickUntil(page, 'aside a[href*="upstream_error"]', rowsChanged),
  },
  "requests: filter by facet (model)": {
    path: "/admin/requests?range=30d",
    run: (page) => clickUntil(page, 'aside a[href*="mistral-large"]', rowsChanged),
  },
  "requests: query status:5xx": {
    path: "/admin/requests?range=30d",
    run: (page) => typeUntil(page, "status:5xx", rowsChanged),
  },
  "requests: query latency>7s": {
    path: "/admin/requests?range=30d",
    run: (page) => typeUntil(page, "latency>7s", rowsChanged),
  },
  "requests: range 24h to 30d": {
    path: "/admin/requests?range=24h",
    run: (page) => clickUntil(page, '[role="radio"]:has-text("30d")', addressHas("range=30d"), settledMain),
  },
  "requests: page on": {
    path: "/admin/requests?range=30d",
    async run(page) {
      const rows = await page.evaluate(() => document.body.scrollHeight);
      return untilPainted(page, () => page.keyboard.press("End"), `document.body.scrollHeight > ${rows}`);
    },
  },
  "providers: open one": {
    path: "/admin/providers",
    run: (page) =>
      clickUntil(page, 'main a[href$="/admin/providers/openai"]', `location.pathname.endsWith("/openai")`, settledMain),
  },
  "provider: attempts": {
    path: "/admin/providers/openai",
    run: (page) =>
      clickUntil(page, 'a[href$="/openai/attempts"]', `location.pathname.endsWith("/attempts")`, settledMain),
  },
  "usage: split by key": {
    path: "/admin/usage?range=30d",
    run: (page) => clickUntil(page, '[role="radio"]:has-text("key")', addressHas("split=key"), settledMain),
  },
  "usage: metric requests": {
    path: "/admin/usage?range=30d",
    run: (page) => clickUntil(page, 'a[href*="metric=requests"]', addressHas("metric=requests"), settledMain),
  },
  "usage: range 30d to 7d": {
    path: "/admin/usage?range=30d",
    run: (page) => clickUntil(page, '[role="radio"]:has-text("7d")', addressHas("range=7d"), settledMain),
  },
  "navigation: overview to requests": {
    path: "/admin",
    run: (page) => clickUntil(page, 'nav a[href="/admin/requests"]', `!!document.querySelector("tbody tr a")`),
  },
  "navigation: overview to settings": {
    path: "/admin",
    run: (page) => clickUntil(page, 'aside a[href^="/admin/settings"]', `!!document.querySelector('main input')`),
  },
};

const addressHas = (text: string) => `location.search.includes("${text}")`;
/** Nothing is loading any more. */
const settledMain = `!document.querySelector('main [data-slot="skeleton"], [data-progress]')`;
const rowsChanged = `(document.querySelector("tbody tr a")?.getAttribute("href") ?? "") !== globalThis.firstRow`;

async function remember(page: Page): Promise<void> {
  await page.evaluate(() =>
    Object.assign(globalThis, { firstRow: document.querySelector("tbody tr a")?.getAttribute("href") ?? "" }),
  );
}

async function clickUntil(page: Page, selector: string, ...conditions: string[]): Promise<number> {
  await remember(page);
  const target = page.locator(selector).filter({ visible: true }).first();
  await target.hover();
  return untilPainted(page, () => target.click(), conditions.join(" && "));
}

async function typeUntil(page: Page, text: string, condition: string): Promise<number> {
  const field = page.locator('main input[type="search"], main [role="combobox"]').filter({ visible: true }).first();
  await field.fill(text);
  await remember(page);
  return untilPainted(page, () => field.press("Enter"), condition);
}
