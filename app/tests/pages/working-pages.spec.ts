import AxeBuilder from "@axe-core/playwright";
import { expect, type RunningGateway, sidewaysScroll, signIn, test } from "./gateway";
import { badKey, startVendor, type Vendor } from "./vendor";

// Providers, models, keys, requests, usage, playground: with data, in both themes, on a desk and on a phone.

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

/** A provider that refuses, one that answers after it, a limited key, and requests of every kind. */
async function fill(gateway: RunningGateway): Promise<string> {
  const credentials = [
    { name: "a", value: badKey },
    { name: "b", value: `${badKey}-2` },
  ];
  await gateway.admin("providers", {
    method: "POST",
    body: {
      id: "vendor",
      name: "A vendor with a long name",
      preset: "openai",
      baseUrl: vendor.url,
      credentials,
      models: ["demo", "vendor-large"],
    },
  });
  const limits = { rpm: 10, budget: { usd: 5, period: "month" } };
  await gateway.admin("keys", { method: "POST", body: { id: "web", name: "Web", models: ["demo", "gpt-4*"], limits } });
  const rules = [{ when: { contains: "code", images: true }, models: ["vendor-large"] }];
  await gateway.admin("routes/auto", {
    method: "PUT",
    body: { models: ["demo", "no-such"], rules, fallbacks: ["vendor-large"] },
  });
  await gateway.chat("nothing-of-that-name");
  await gateway.chat("vendor-large");
  const served = await gateway.chat("demo");
  return served.headers.get("x-request-id") ?? "";
}

const paths = (requestId: string) => [
  "/admin/providers",
  "/admin/providers/new",
  "/admin/providers/new/openai",
  "/admin/providers/new/custom",
  "/admin/providers/vendor",
  "/admin/providers/vendor/credentials",
  "/admin/providers/vendor/models",
  "/admin/providers/vendor/attempts",
  "/admin/providers/vendor/settings",
  "/admin/keys",
  "/admin/keys?new",
  "/admin/keys?rotate=web",
  "/admin/requests",
  `/admin/requests/${requestId}`,
  "/admin/playground",
  "/admin/models",
  "/admin/models?model=demo",
  "/admin/models?tab=routes",
  "/admin/models?tab=aliases",
  "/admin/models/routes/auto",
  "/admin/models/routes/new",
  "/admin/usage",
  "/admin/usage?range=24h&metric=perThousand&split=key",
];

for (const theme of ["light", "dark"] as const) {
  test(`the working pages have no accessibility faults, ${theme}`, async ({ page, gateway }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const requestId = await fill(gateway);
    await signIn(page, gateway);
    const found: string[] = [];
    for (const path of paths(requestId)) {
      await page.goto(path, { waitUntil: "load" });
      await page.waitForTimeout(500);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      for (const { id, nodes } of violations) {
        found.push(
          `${path}: ${id} ${nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 160))
            .join(" | ")}`,
        );
      }
    }
    expect(found).toEqual([]);
  });

  test(`the working pages fit a phone without sideways scroll, ${theme}`, async ({ browser, gateway }) => {
    const requestId = await fill(gateway);
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      colorScheme: theme,
      locale: "en-US",
      baseURL: gateway.url,
    });
    const page = await context.newPage();
    await signIn(page, gateway);
    for (const path of paths(requestId)) {
      await page.goto(path, { waitUntil: "load" });
      await page.waitForTimeout(300);
      expect(await sidewaysScroll(page), path).toBe(0);
    }
    await context.close();
  });
}
