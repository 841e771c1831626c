import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type RunningGateway, sidewaysScroll, signIn, test } from "./gateway";
import { badKey, goodKey, startVendor, type Vendor } from "./vendor";

// Every screen as a picture, in both themes, on a desk and on a phone: test-results/screens, to be held beside the design.
// What a picture cannot fail on is checked on the way: no page scrolls sideways, and none reports an error.

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

const folder = join(import.meta.dirname, "../../../test-results/screens");

const screens: [name: string, path: string][] = [
  ["overview", "/admin?range=1h"],
  ["providers", "/admin/providers"],
  ["presets", "/admin/providers/new"],
  ["provider-form", "/admin/providers/new/openai"],
  ["provider", "/admin/providers/vendor"],
  ["provider-keys", "/admin/providers/vendor/credentials"],
  ["models", "/admin/models"],
  ["route-editor", "/admin/models/routes/auto"],
  ["keys", "/admin/keys"],
  ["key-create", "/admin/keys?new"],
  ["requests", "/admin/requests"],
  ["usage", "/admin/usage?range=24h"],
  ["playground", "/admin/playground"],
  ["playground-image", "/admin/playground/image"],
  ["playground-embeddings", "/admin/playground/embeddings"],
  ["connectivity", "/admin/playground/connectivity"],
  ["settings", "/admin/settings"],
  ["not-found", "/admin/nothing-here"],
];

async function fill(gateway: RunningGateway): Promise<void> {
  const vendors = [
    { id: "vendor", preset: "openai", value: goodKey, models: ["vendor-large", "vendor-small"] },
    { id: "refusing", preset: "groq", value: badKey, models: ["vendor-large"], priority: 1 },
  ];
  for (const { value, ...fields } of vendors) {
    const body = { ...fields, baseUrl: vendor.url, credentials: [{ name: "a", value }] };
    expect((await gateway.admin("providers", { method: "POST", body })).status).toBe(201);
  }
  const limits = { rpm: 10, budget: { usd: 5, period: "month" } };
  await gateway.admin("keys", { method: "POST", body: { id: "web", name: "Web", limits } });
  await gateway.admin("routes/auto", { method: "PUT", body: { models: ["vendor-large", "vendor-small"] } });
  await gateway.chat("vendor-large");
  await gateway.chat("nothing-of-that-name");
}

test("all screens in both themes, on a desk and on a phone", async ({ browser, gateway }) => {
  test.setTimeout(180_000);
  mkdirSync(folder, { recursive: true });
  await fill(gateway);
  const first = await browser.newContext({ baseURL: gateway.url, locale: "en-US" });
  await signIn(await first.newPage(), gateway);
  const storageState = await first.storageState();
  await first.close();
  for (const width of [1440, 390]) {
    const isMobile = width < 1000;
    const viewport = { width, height: isMobile ? 844 : 900 };
    const context = await browser.newContext({
      baseURL: gateway.url,
      viewport,
      storageState,
      hasTouch: isMobile,
      isMobile,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(`${page.url()}: ${error}`));
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const [name, path] of screens) {
      await page.goto(path, { waitUntil: "load" });
      await expect(page.locator("h1").first()).toBeVisible();
      // The charts' library comes after the page.
      if (name === "usage") await expect(page.locator(".recharts-surface").first()).toBeVisible();
      expect(await sidewaysScroll(page), `${path} at ${width}`).toBe(0);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
    }
    expect(errors).toEqual([]);
    await context.close();
  }
});
