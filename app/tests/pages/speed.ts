import type { BrowserContext, Page } from "@playwright/test";

// A test must hold on any machine. PAGES_SPEED shows whether it does:
// `fast` waits before each step of a test, so that the page has always finished what the step before began;
// `slow` gives every page a quarter of the processor and lets all that it asks of the gateway wait, so that it never has.

const speed = process.env.PAGES_SPEED ?? "usual";

/** In ms, before each step of a test. */
export const slowMotion = speed === "fast" ? 80 : 0;

const answerDelayMs = 150;
const delayed = new WeakSet<BrowserContext>();

export async function atItsSpeed(page: Page): Promise<void> {
  if (speed !== "slow") return;
  const context = page.context();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  if (delayed.has(context)) return;
  delayed.add(context);
  await context.route(/\/(admin|login|api|v1)\b/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, answerDelayMs));
    // Its page may be gone by now.
    await route.continue().catch(() => {});
  });
}
