import { accessibilityFaults, expect, phone, phoneFaults, type RunningGateway, signIn, test } from "./gateway";
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

// In two halves, for two workers.
for (const half of [0, 1]) {
  const own = (requestId: string) => paths(requestId).filter((_, index) => index % 2 === half);

  test(`the working pages have no accessibility faults in either theme, half ${half + 1}`, async ({
    page,
    gateway,
  }) => {
    test.setTimeout(180_000);
    const requestId = await fill(gateway);
    await signIn(page, gateway);
    for (const path of own(requestId)) {
      await page.goto(path);
      expect.soft(await accessibilityFaults(page), path).toEqual([]);
    }
  });

  test(`the working pages fit a phone without sideways scroll in both themes, half ${half + 1}`, async ({
    browser,
    gateway,
  }) => {
    test.setTimeout(180_000);
    const requestId = await fill(gateway);
    const context = await browser.newContext({ ...phone, baseURL: gateway.url });
    const page = await context.newPage();
    await signIn(page, gateway);
    for (const path of own(requestId)) {
      await page.goto(path);
      expect.soft(await phoneFaults(page), path).toEqual([]);
    }
    await context.close();
  });
}
