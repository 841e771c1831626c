import { accessibilityFaults, expect, signIn, test } from "./gateway";

test("sign-in, set-up, overview and settings have no accessibility faults in either theme", async ({
  page,
  gateway,
}) => {
  test.setTimeout(180_000);
  const check = async (name: string) => expect(await accessibilityFaults(page), name).toEqual([]);
  await page.goto("/login");
  await check("sign-in");
  await page.locator("#password").fill("wrong");
  await page.locator("form button[type=submit]").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await check("wrong password");
  await signIn(page, gateway);
  await page.goto("/admin");
  await check("set-up");
  await gateway.chat();
  await gateway.chat("no-such-model");
  await page.goto("/admin?range=1h");
  await expect(page.locator("[data-slot=chart]").first()).toBeVisible();
  await check("overview");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await check("palette");
  await page.goto("/admin/settings");
  await check("settings");
  await page.goto("/admin/nothing-here");
  await check("not found");
});
