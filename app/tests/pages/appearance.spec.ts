import { expect, goByKeys, signIn, test, watchForErrors } from "./gateway";

test("language changes at once and stays for the next page", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  await page.getByRole("radio", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  expect(await (await page.request.get("/admin/settings")).text()).toContain('<html lang="zh-CN"');

  // So do a currency at a rate of one's own, and how large numbers are written.
  await page.getByLabel("货币").selectOption("CNY");
  await page.getByRole("textbox", { name: "1 美元兑 CNY" }).fill("0");
  await expect(page.getByLabel("货币")).toHaveAccessibleDescription("汇率要大于 0。");
  await page.getByRole("textbox", { name: "1 美元兑 CNY" }).fill("8");
  await expect(page.getByLabel("货币")).toHaveAccessibleDescription(/¥8\.00/);
  await page.getByRole("radio", { name: "18.6 万" }).click();
  await page.goto("/admin/models");
  const price = page.getByRole("row", { name: /demo/ }).getByRole("cell").filter({ hasText: /^[¥$]/ });
  await expect(price.first()).toHaveText(/^¥/);
  expect(errors).toEqual([]);
});

test("the first visit speaks the browser's language", async ({ browser, gateway }) => {
  const context = await browser.newContext({ locale: "zh-CN", baseURL: gateway.url });
  const page = await context.newPage();
  await page.goto("/login");
  await expect(page.getByRole("heading", { name: "登录 AI Gateway" })).toBeVisible();
  await context.close();
});

test("the theme follows the system until it is chosen, and is there before the first paint", async ({
  page,
  gateway,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.getByText("Light", { exact: true }).click();
  await expect(page.locator("html")).not.toHaveClass(/dark/);
  // Every class that the next page ever has: before its first paint, too.
  await page.addInitScript(() => {
    const classes: string[] = [];
    Object.assign(window, { classes });
    new MutationObserver(() => classes.push(document.documentElement?.className ?? "")).observe(document, {
      attributes: true,
      childList: true,
      subtree: true,
    });
  });
  await page.reload();
  const classes = await page.evaluate(() => (window as unknown as { classes: string[] }).classes);
  expect(classes.length).toBeGreaterThan(0);
  expect(classes.filter((name) => name.includes("dark"))).toEqual([]);
  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  expect(await (await page.request.get("/admin/settings")).text()).toMatch(/<html[^>]*class="dark"/);
});

test("keys lead through the dashboard, unless they are turned off", async ({ page, gateway }) => {
  await gateway.chat();
  await signIn(page, gateway);
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Traffic" })).toBeVisible();
  await page.keyboard.press("t");
  await expect(page).toHaveURL("/admin?range=7d");
  await goByKeys(page, "s", "/admin/settings");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("overv");
  await expect(page.getByRole("dialog").getByRole("combobox")).toHaveValue("overv");
  await expect(page.getByRole("option", { selected: true })).toContainText("Overview");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/admin");
  await page.goto("/admin/settings");
  await page.getByLabel("Single-key shortcuts").click();
  await page.locator("h1").click();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.keyboard.press("Shift+D");
  // Were they on, the theme would have changed by the time that this press is answered.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeVisible();
  await expect(page.locator("html")).not.toHaveClass(/dark/);
  await expect(page).toHaveURL("/admin/settings");
});
