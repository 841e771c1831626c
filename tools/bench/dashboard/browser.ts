import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { chromiumArguments, findChromium } from "../../chromium.ts";

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments });

/** A context that is signed in; its storage can be given to others. */
export async function signIn(browser: Browser, url: string, password: string): Promise<Session> {
  const context = await contextFor(browser, url);
  const page = await context.newPage();
  await page.goto("/login");
  await page.locator("#password").fill(password);
  await page.locator("form button[type=submit]").click();
  await page.waitForURL(/\/admin/);
  const state = await context.storageState();
  await context.close();
  return state;
}

export type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

export const contextFor = (browser: Browser, url: string, session?: Session): Promise<BrowserContext> =>
  browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, locale: "en-US", storageState: session });

export interface Visit {
  firstPaintMs: number;
  largestPaintMs: number;
  /** What came over the wire, in bytes. */
  scriptBytes: number;
  allBytes: number;
}

/** Loads an address with an empty cache. */
export async function visit(browser: Browser, url: string, path: string, session?: Session): Promise<Visit> {
  const context = await contextFor(browser, url, session);
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const scripts = new Set<string>();
    let scriptBytes = 0;
    let allBytes = 0;
    wire.on("Network.responseReceived", ({ requestId, response }) => {
      if (/javascript/.test(response.mimeType)) scripts.add(requestId);
    });
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      allBytes += encodedDataLength;
      if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    });
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) Object.assign(globalThis, { largestPaint: entry.startTime });
      }).observe({ type: "largest-contentful-paint", buffered: true });
    });
    await page.goto(path, { waitUntil: "networkidle" });
    const [firstPaintMs, largestPaintMs] = await page.evaluate(() => [
      performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      (globalThis as { largestPaint?: number }).largestPaint ?? 0,
    ]);
    return { firstPaintMs: firstPaintMs ?? 0, largestPaintMs: largestPaintMs ?? 0, scriptBytes, allBytes };
  } finally {
    await context.close();
  }
}

/**
 * Milliseconds from the browser's own input event to the first paint in which `isThere` (a script that runs in the page) is
 * true: what the reader waits for. `act` is done with the real mouse or keyboard.
 */
export async function untilPainted(page: Page, act: () => Promise<void>, isThere: string): Promise<number> {
  await page.evaluate((script) => {
    const holds = new Function(`return ${script}`) as () => boolean;
    const measured = new Promise<number>((resolve) => {
      const began = (event: Event) => {
        for (const name of ["pointerdown", "keydown"]) removeEventListener(name, began, true);
        const look = () => {
          if (!holds()) requestAnimationFrame(look);
          // The frame that shows it is painted once the task after it runs.
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
        };
        look();
      };
      for (const name of ["pointerdown", "keydown"]) addEventListener(name, began, true);
    });
    Object.assign(globalThis, { measured });
  }, isThere);
  await act();
  return page.evaluate(() => (globalThis as unknown as { measured: Promise<number> }).measured);
}

/** From now on every page of the tab counts how long its events waited for the next paint. */
export const watchPaints = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const waits: number[] = [];
    Object.assign(globalThis, { waits });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (/^(pointer|key|click)/.test(entry.name)) waits.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });

/** Milliseconds between an event and the paint after it, the longest since the page was loaded; the browser tells nothing under 16. */
export async function slowestPaint(page: Page): Promise<number> {
  // Told in the frame after the paint.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  return page.evaluate(() => Math.max(16, ...(globalThis as unknown as { waits: number[] }).waits));
}
