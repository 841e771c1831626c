import type { Locator, Page } from "@playwright/test";
import { expect, goByKeys, signIn, test } from "./gateway";
import { goodKey, startVendor, type Vendor } from "./vendor";

// What people do over several pages.

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

/** Presses Tab until `target` has the focus, as who has no mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses++) {
    if (await isFocused()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`80 times Tab do not reach ${target}`);
}

test("from signing in over a provider and a key to an answer in the playground, by keyboard alone", async ({
  page,
  gateway,
}) => {
  const { keyboard } = page;
  await page.goto("/login");
  await tabTo(page, page.locator("#password"));
  await keyboard.type(gateway.password);
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/admin");
  await goByKeys(page, "v", "/admin/providers");
  await expect(page.getByRole("heading", { level: 1, name: "Providers" })).toBeVisible();
  await keyboard.press("n");
  await expect(page.getByPlaceholder(/Search \d+ providers/)).toBeFocused();
  await keyboard.type("moonshot");
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/new\/moonshot/);
  await tabTo(page, page.getByLabel("Keys from Moonshot Kimi"));
  await keyboard.insertText(goodKey);
  await tabTo(page, page.locator("summary, button").filter({ hasText: "Advanced" }).first());
  await keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Base URL"));
  await keyboard.press("Control+a");
  await keyboard.insertText(vendor.url);
  const test = page.getByRole("button", { name: /^Test/ }).first();
  await tabTo(page, test);
  await keyboard.press("Enter");
  const add = page.getByRole("button", { name: "Add provider with 2 models" });
  await tabTo(page, add);
  await keyboard.press("Enter");
  // The form has the same heading.
  await expect(page).toHaveURL(/\/admin\/providers\/moonshot/);
  await expect(page.getByRole("heading", { level: 1, name: "Moonshot Kimi" })).toBeVisible();

  await goByKeys(page, "k", "/admin/keys");
  await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeVisible();
  await keyboard.press("n");
  const dialog = page.getByRole("dialog");
  await tabTo(page, dialog.getByLabel("Name"));
  await keyboard.type("keyboard");
  await tabTo(page, page.getByRole("button", { name: "Create key" }).last());
  await keyboard.press("Enter");
  await expect(page.getByTestId("secret")).toHaveText(/^sk-gw-/);
  await tabTo(page, page.getByRole("checkbox", { name: "I have stored this key" }));
  await keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Done" }));
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();

  await goByKeys(page, "p", "/admin/playground");
  await tabTo(page, page.getByRole("button", { name: /^Model: / }));
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await keyboard.type("vendor-large");
  await expect(page.getByRole("dialog").getByRole("option", { selected: true })).toContainText("vendor-large");
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /Model: vendor-large/ })).toBeVisible();
  await tabTo(page, page.getByLabel("Message"));
  await keyboard.type("Does it work?");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("article")).toContainText("works");
});

test("a provider that is moved to another priority changes the order of the simulator", async ({ page, gateway }) => {
  for (const [id, priority] of [
    ["first", 0],
    ["second", 1],
  ] as const) {
    const body = {
      id,
      name: id === "first" ? "First" : "Second",
      adapter: "openai",
      baseUrl: vendor.url,
      credentials: [{ name: "a", value: goodKey }],
      models: ["vendor-large"],
      priority,
    };
    expect((await gateway.admin("providers", { method: "POST", body })).status).toBe(201);
  }
  const body = { models: ["vendor-large"] };
  expect((await gateway.admin("routes/auto", { method: "PUT", body })).ok).toBe(true);
  await signIn(page, gateway);
  const order = page
    .getByRole("region", { name: "Simulator" })
    .getByRole("list", { name: "Candidates in order" })
    .getByRole("listitem");
  await page.goto("/admin/models/routes/auto");
  await expect(order).toHaveText([/First/, /Second/]);
  await page.goto("/admin/providers");
  await page.getByRole("button", { name: "More about First" }).locator("visible=true").click();
  await page.getByRole("menuitem", { name: "Move to priority" }).press("ArrowRight");
  await page.getByRole("menuitemradio").last().press("Enter");
  await expect(page.getByText("First has its new priority")).toBeVisible();
  await page.goto("/admin/models/routes/auto");
  await expect(order).toHaveText([/Second/, /First/]);
});
