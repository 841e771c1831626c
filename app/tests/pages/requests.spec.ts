import { expect, signIn, test, watchForErrors } from "./gateway";
import { goodKey, startVendor } from "./vendor";

test("a failed request is found by a query and opened: what was tried, in which order, and why", async ({
  page,
  gateway,
}) => {
  const vendor = await startVendor();
  const errors = watchForErrors(page);
  const credentials = [{ name: "main", value: goodKey }];
  const provider = (id: string, priority: number) => ({
    id,
    name: `Vendor ${id}`,
    adapter: "openai",
    baseUrl: vendor.url,
    credentials,
    priority,
    models: ["vendor-broken"],
  });
  for (const [id, priority] of [
    ["one", 0],
    ["two", 1],
  ] as const) {
    await gateway.admin("providers", { method: "POST", body: provider(id, priority) });
  }
  await gateway.chat();
  const failed = await gateway.chat("vendor-broken");
  const requestId = failed.headers.get("x-request-id") ?? "";
  expect(failed.status).toBe(502);

  await signIn(page, gateway);
  await page.goto("/admin/requests");
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.keyboard.press("/");
  await page.keyboard.type("status:5xx");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/status=5xx/);
  await expect(page.getByRole("row")).toHaveCount(2);

  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/admin/requests/${requestId}`));
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Vendor one");
  await expect(sheet).toContainText("Vendor two");
  await expect(sheet).toContainText("the vendor is on fire");
  await expect(sheet).toContainText("1 failover");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/admin\/requests\?status=5xx/);

  // The address alone is enough.
  await page.goto(`/admin/requests/${requestId}`);
  await expect(page.getByRole("dialog")).toContainText(requestId);
  expect(errors).toEqual([]);
  await vendor.close();
});

test("new requests come in by themselves", async ({ page, gateway }) => {
  await gateway.chat();
  await signIn(page, gateway);
  await page.goto("/admin/requests");
  await expect(page.getByRole("row")).toHaveCount(2);
  await gateway.chat();
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.getByRole("switch", { name: "Live tail" }).locator("visible=true").click();
  await gateway.chat();
  await page.waitForTimeout(4000);
  await expect(page.getByRole("row")).toHaveCount(3);
});

test("an unknown request is a page that says so", async ({ page, gateway }) => {
  await signIn(page, gateway);
  const answer = await page.goto("/admin/requests/req_nothing");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeVisible();
});

test("the log can be filtered without scripts", async ({ browser, page, gateway }) => {
  await gateway.chat();
  await gateway.chat("nothing-of-that-name");
  await signIn(page, gateway);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: gateway.url,
    storageState: await page.context().storageState(),
    locale: "en-US",
  });
  const plain = await context.newPage();
  await plain.goto("/admin/requests");
  await plain.getByLabel("Filter requests").fill("status:404");
  await plain.keyboard.press("Enter");
  await expect(plain.getByRole("row")).toHaveCount(2);
  await expect(plain.getByText("nothing-of-that-name").first()).toBeVisible();
  await context.close();
});
