import { expect, signIn, test } from "./gateway";

test("the palette finds a model, Tab lists what can be done with it, and what was opened comes first next time", async ({
  page,
  gateway,
}) => {
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await expect(palette.getByRole("option", { name: /^demo/ }).first()).toBeVisible();
  await expect(palette.getByText("Recent")).toHaveCount(0);
  await expect(palette.getByRole("option", { name: /^Demo/ }).filter({ hasText: "priority" })).toContainText(
    "priority 1",
  );
  await page.keyboard.type("demo-embed");
  await expect(palette.getByRole("option", { selected: true })).toContainText("demo-embed");
  await page.keyboard.press("Tab");
  await expect(palette.getByRole("option")).toHaveText(["Open demo-embed in the playground", "Requests of demo-embed"]);
  await page.keyboard.press("Backspace");
  await expect(palette.getByRole("option", { name: "Requests of demo-embed" })).toHaveCount(0);
  await page.keyboard.type("demo-embed");
  await expect(palette.getByRole("option", { selected: true })).toContainText("demo-embed");
  await page.keyboard.press("Tab");
  await expect(palette.getByRole("option", { selected: true })).toHaveText("Open demo-embed in the playground");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/playground\?model=demo-embed/);
  await expect(palette).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(palette.getByText("Recent")).toBeVisible();
  await expect(palette.getByRole("option").first()).toContainText("demo-embed");
  const answer = await gateway.chat();
  const requestId = answer.headers.get("x-request-id") ?? "";
  await page.keyboard.insertText(requestId);
  await expect(palette.getByRole("option", { selected: true })).toContainText(requestId);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(requestId));
});
