import { DatabaseSync } from "node:sqlite";
import { expect, signIn, test } from "./gateway";

test("a database that another process holds: sign-in and a form say so, keep what was typed, and work afterwards", async ({
  page,
  gateway,
}) => {
  test.slow();
  const other = new DatabaseSync(gateway.database);
  const busy = "another process has been writing to it for more than 5 s";
  const patient = { timeout: 15_000 };
  try {
    other.exec("begin immediate");
    await page.goto("/login");
    await page.getByLabel("Password").fill(gateway.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText(busy, patient);
    other.exec("rollback");
    await signIn(page, gateway);

    await page.goto("/admin/keys?new=");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Nightly");
    other.exec("begin immediate");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog.getByRole("alert")).toContainText(busy, patient);
    await expect(dialog.getByRole("alert")).toContainText("Your input is still here");
    await expect(dialog.getByLabel("Name")).toHaveValue("Nightly");
    other.exec("rollback");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(page.getByText(/sk-gw-/).first()).toBeVisible();
  } finally {
    other.close();
  }
});
