import type { Page } from "@playwright/test";
import { expect, type RunningGateway, signIn, test, watchForErrors } from "./gateway";
import { goodKey, startVendor, type Vendor } from "./vendor";

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

/** Three models with prices: 12 prompt and 5 completion tokens a request. */
async function spend(gateway: RunningGateway): Promise<void> {
  const models = ["vendor-large", "vendor-small"].map((id, index) => ({
    id,
    pricing: { input: 100, output: 1000 / (index + 1) },
  }));
  const credentials = [{ name: "a", value: goodKey }];
  const body = { id: "vendor", name: "A vendor", adapter: "openai", baseUrl: vendor.url, credentials, models };
  expect((await gateway.admin("providers", { method: "POST", body })).status).toBe(201);
  for (const model of ["vendor-large", "vendor-large", "vendor-small", "demo"]) {
    expect((await gateway.chat(model)).status).toBe(200);
  }
}

const cells = (page: Page, row: RegExp) => page.getByRole("row", { name: row }).getByRole("cell");

test("the figures, the table and its total agree, however they are split", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  await spend(gateway);
  await signIn(page, gateway);
  await page.goto("/admin/usage");
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  // 2 x (12 x $100 + 5 x $1000) + 12 x $100 + 5 x $500, per million.
  const figures = page.getByRole("navigation", { name: "Figures" });
  await expect(figures.getByRole("link", { name: /^Spend/ })).toContainText("$0.0161");
  await expect(figures.getByRole("link", { name: /^Requests/ })).toContainText("4");
  await expect(cells(page, /vendor-large/).last()).toHaveText("$0.0124");
  await expect(cells(page, /vendor-small/).last()).toHaveText("$0.00370");
  for (const split of ["Model", "Provider", "API key"]) {
    await page.getByRole("radio", { name: split }).click();
    await expect(page.getByRole("columnheader", { name: split })).toBeVisible();
    await expect(cells(page, /^Total/).first()).toHaveText("4");
    await expect(cells(page, /^Total/).last()).toHaveText("$0.0161");
  }
  await expect(page).toHaveURL(/split=key/);
  await figures.getByRole("link", { name: /^Requests/ }).click();
  await expect(page.getByText("requests, per day")).toBeVisible();
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/range=90d/);
  await expect(page.getByText("A forecast needs seven whole days of traffic.")).toBeVisible();
  expect(errors).toEqual([]);
});

test("the export has the range and split of the page in raw numbers", async ({ page, gateway }) => {
  await spend(gateway);
  await signIn(page, gateway);
  await page.goto("/admin/usage?range=24h&split=provider");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^ai-gateway-usage-provider-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await (await page.request.get("/admin/usage/export?range=24h&split=provider")).text())
    .trim()
    .split("\r\n");
  expect(lines[0]).toMatch(/^start,group,name,requests/);
  expect(lines.find((line) => line.includes('"vendor"'))).toMatch(
    /^\d{4}-\d\d-\d\dT\d\d:00:00.000Z,"vendor","A vendor",\d/,
  );
  const requests = lines.slice(1).reduce((sum, line) => sum + Number(line.split(",")[3]), 0);
  expect(requests).toBe(4);
});
