import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "./gateway";

for (const theme of ["light", "dark"] as const) {
  test(`sign-in, set-up, overview and settings have no accessibility faults, ${theme}`, async ({ page, gateway }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const check = async (name: string) => {
      await page.waitForLoadState("load");
      await page.waitForTimeout(400);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      const found = violations.map(
        ({ id, nodes }) => `${name}: ${id} ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
      );
      expect(found).toEqual([]);
    };
    await page.goto("/login");
    await check("sign-in");
    await page.locator("#password").fill("wrong");
    await page.locator("form button[type=submit]").click();
    await expect(page.getByRole("alert")).toBeVisible();
    await check("wrong password");
    await signIn(page, gateway);
    await check("set-up");
    await gateway.chat();
    await gateway.chat("no-such-model");
    await page.goto("/admin?range=1h");
    await expect(page.locator(".recharts-surface").first()).toBeVisible();
    await check("overview");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await check("palette");
    await page.goto("/admin/settings");
    await check("settings");
    await page.goto("/admin/nothing-here");
    await check("not found");
  });
}
