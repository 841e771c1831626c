import { join } from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { adminToken } from "../host";
import { startNode } from "../hosts";
import { axeViolations } from "./axe";
import { type SampleGateway, withSampleGateway } from "./sample-gateway";

export { expect };

export interface RunningGateway {
  url: string;
  password: string;
  /** The SQLite file. */
  database: string;
  /** The clear API key that the first start made. */
  apiKey: string;
  /** Calls the demo provider, which needs no account; waits until the request is in the log. */
  chat(model?: string): Promise<Response>;
  /** The admin API. */
  admin(path: string, init?: { method?: string; body?: unknown }): Promise<Response>;
}

const printedKey = /sk-gw-[A-Za-z0-9]{20,}/;

/**
 * Every test has a server and a database of its own: the production bundle on Node, freshly set up. The tests over the sample
 * (sample.ts) are made of these: with other fixtures of their workers they would have other workers, with browsers of their own.
 */
export const test = base.extend<{ gateway: RunningGateway; plain: Page }, { sample: SampleGateway }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  sample: [({}, use) => withSampleGateway(use), { scope: "worker" }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  gateway: async ({}, use) => {
    const password = "correct horse battery staple";
    const host = await startNode({ ADMIN_PASSWORD: password });
    const { url } = host;
    // The first start prints the key once it listens.
    await expect.poll(host.output).toMatch(printedKey);
    const apiKey = printedKey.exec(host.output())?.[0] ?? "";
    const json = (token: string) => ({ authorization: `Bearer ${token}`, "content-type": "application/json" });
    await use({
      url,
      password,
      database: join(host.dataDirectory ?? "", "gateway.sqlite"),
      apiKey,
      chat: async (model = "demo") => {
        const answer = await fetch(`${url}/v1/chat/completions`, {
          method: "POST",
          headers: json(apiKey),
          body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
        });
        await logged(url, answer.headers.get("x-request-id"));
        return answer;
      },
      admin: (path, { method = "GET", body } = {}) =>
        fetch(`${url}/api/admin/${path}`, {
          method,
          headers: json(adminToken),
          body: body === undefined ? undefined : JSON.stringify(body),
        }),
    });
    await host.stop();
  },
  page: async ({ page }, use) => {
    waitsForScripts(page);
    await use(page);
  },
  baseURL: async ({ gateway }, use) => use(gateway.url),
  /** A page of who is signed in, in which no script ever runs. */
  plain: async ({ browser, page, gateway }, use) => {
    await signIn(page, gateway);
    const context = await browser.newContext({
      javaScriptEnabled: false,
      baseURL: gateway.url,
      storageState: await page.context().storageState(),
      locale: "en-US",
    });
    await use(await context.newPage());
    await context.close();
  },
});

/** A page that was gone to has its scripts running: a press before that is lost. */
function waitsForScripts(page: Page): void {
  const goTo = page.goto.bind(page);
  page.goto = async (...where) => {
    const answer = await goTo(...where);
    await page.waitForFunction(() =>
      Object.keys(document.documentElement).some((name) => name.startsWith("__reactFiber$")),
    );
    return answer;
  };
}

/** Fails the test on anything that the browser reports: errors of scripts, of hydration, of the network. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
}

/** Signs in with the request that the form would send; the browser loads no page (login.spec.ts uses the form). */
export async function signIn(page: Page, gateway: RunningGateway): Promise<void> {
  const answer = await page.request.post(`${gateway.url}/login`, {
    form: { password: gateway.password },
    maxRedirects: 0,
  });
  expect(answer.headers().location).toBe("/admin");
}

/** Waits until the page's scripts run, all its parts have come and nothing moves any more; with `loading` the parts do not come. */
async function settled(page: Page, loading: boolean): Promise<void> {
  await page.waitForFunction(
    (waits) =>
      document.readyState === "complete" &&
      Object.keys(document.documentElement).some((name) => name.startsWith("__reactFiber$")) &&
      (document.querySelector('[data-slot="skeleton"]') !== null) === waits &&
      document.getAnimations().every(({ playState }) => playState !== "running"),
    loading,
  );
}

/** Waits until React listens at an element: what the server drew can be seen before that. */
export async function alive(element: Locator): Promise<void> {
  await expect
    .poll(() => element.evaluate((node) => Object.keys(node).some((name) => name.startsWith("__reactProps"))))
    .toBe(true);
}

/** Puts the system's theme on the page and waits until it is drawn; the first time waits for the page itself, too. */
export async function showTheme(page: Page, colorScheme: "light" | "dark", loading = false): Promise<void> {
  await settled(page, loading);
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (dark) => document.documentElement.classList.contains("dark") === dark,
    colorScheme === "dark",
  );
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await settled(page, loading);
}

/** Rows are alike: the first ones say what is wrong with all of them. */
const withoutLaterRows = { exclude: [["tbody tr:nth-child(n + 8)"], ["li:nth-child(n + 12)"]] };

/** What of a page is different on a phone: how large its targets are, and what of it scrolls. */
export async function phoneFaults(page: Page): Promise<string[]> {
  const rules = ["target-size", "scrollable-region-focusable"];
  return (await axeViolations(page, withoutLaterRows, { type: "rule", values: rules })).map(faultText);
}

const faultText = ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
  `${id} ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`;

/** What axe finds wrong with the page as it stands in one theme: the dark one differs in its colours only. */
export async function themeFaults(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  const violations = await axeViolations(
    page,
    withoutLaterRows,
    colorScheme === "light"
      ? { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }
      : { type: "rule", values: ["color-contrast", "link-in-text-block"] },
  );
  return violations.map((fault) => `${colorScheme} ${faultText(fault)}`);
}

/** What axe finds wrong with the page as it stands, in both themes. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await showTheme(page, colorScheme);
    faults.push(...(await themeFaults(page, colorScheme)));
  }
  return faults;
}

/** How many pixels the page can be scrolled sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Log rows are written after the answer. */
async function logged(url: string, requestId: string | null): Promise<void> {
  await expect
    .poll(
      async () =>
        (await fetch(`${url}/api/admin/logs/${requestId}`, { headers: { authorization: `Bearer ${adminToken}` } }))
          .status,
    )
    .toBe(200);
}
