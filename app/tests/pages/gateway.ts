import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { adminToken } from "../host";
import { startNode } from "../hosts";
import { axeViolations } from "./axe";
import { closePages, emptyProfile } from "./profile";
import { type SampleGateway, withSampleGateway } from "./sample-gateway";
import { atItsSpeed } from "./speed";

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

/** Of this worker's gateways, one after the other: to the browser they are one, and what it compiled of the scripts is kept. */
let port = "0";

/** Elsewhere where something else has taken the port meanwhile. */
const startFresh = (password: string) =>
  startNode({ ADMIN_PASSWORD: password, PORT: port }).catch(() => startNode({ ADMIN_PASSWORD: password }));

interface Fixtures {
  gateway: RunningGateway;
  plain: Page;
  /** The test changes what a browser profile keeps for good, as its clock: no other test has this one. */
  ownProfile: boolean;
}

/**
 * Every test has a server and a database of its own: the production bundle on Node, freshly set up. The tests over the sample
 * (sample.ts) are made of these: with other fixtures of their workers they would have other workers, with browsers of their own.
 */
export const test = base.extend<Fixtures, { sample: SampleGateway }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  sample: [({}, use) => withSampleGateway(use), { scope: "worker" }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  gateway: async ({}, use) => {
    const password = "correct horse battery staple";
    const host = await startFresh(password);
    const { url } = host;
    port = new URL(url).port;
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
  ownProfile: [false, { option: true }],
  context: async ({ browser, gateway, ownProfile }, use) => {
    const context = ownProfile ? await browser.newContext() : await emptyProfile(browser, gateway.url);
    await use(context);
    await (ownProfile ? context.close() : closePages(context));
  },
  page: async ({ page }, use) => {
    await atItsSpeed(page);
    await use(waitsForScripts(page));
  },
  baseURL: async ({ gateway }, use) => use(gateway.url),
  /** A page of who is signed in, in which no script ever runs. */
  plain: async ({ browser, gateway }, use) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gateway.url });
    const plain = await context.newPage();
    await signIn(plain, gateway);
    await atItsSpeed(plain);
    await use(plain);
    await context.close();
  },
});

/** A page that was gone to, or loaded again, has its scripts running: a press before that is lost. */
export function waitsForScripts(page: Page): Page {
  const [goTo, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...where) => {
    const answer = await goTo(...where);
    await scriptsRun(page);
    return answer;
  };
  page.reload = async (...how) => {
    const answer = await reload(...how);
    await scriptsRun(page);
    return answer;
  };
  return page;
}

/** Waits until React has taken over all that the server drew, and has run its effects: they listen to the keys. */
async function scriptsRun(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isTaken = (node: Node) => Object.keys(node).some((name) => name.startsWith("__reactFiber$"));
    if (!isTaken(document.documentElement)) return false;
    // `$` marks a part that React takes over by itself, later than its surroundings.
    const marks = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
    while (marks.nextNode()) {
      const { data, nextSibling } = marks.currentNode as Comment;
      if (data.startsWith("$") && nextSibling instanceof HTMLElement && nextSibling.localName !== "script")
        if (!isTaken(nextSibling)) return false;
    }
    return true;
  });
  // The effects are React's next task, which it sends itself as a message: this one comes behind it.
  await page.evaluate(
    () =>
      new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(null);
      }),
  );
}

/** Presses G and the letter of a page until that is there: a busy machine may not bring the two within their second. */
export async function goByKeys(page: Page, letter: string, address: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await expect(page).toHaveURL(address, { timeout: 2_000 });
  }).toPass();
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
