import { accessibilityFaults, expect, signIn, test } from "./gateway";

test("a key is made, shown once, used, limited and revoked", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/keys?new");
  await page.getByRole("dialog").getByLabel("Name").fill("checkout");
  await page.getByLabel("Models allowed").fill("demo");
  await page.keyboard.press("Enter");
  await page.getByLabel("Requests per minute").fill("2");
  await page.getByRole("dialog").getByLabel("Owner").fill("Priya Nair");
  await page.getByRole("radio", { name: "90d" }).click();
  await page.getByRole("button", { name: "Create key" }).last().click();

  const dialog = page.getByRole("dialog", { name: "Copy your new key" });
  await expect(dialog).toBeVisible();
  const key = await page.getByTestId("secret").innerText();
  expect(key).toMatch(/^sk-gw-/);
  await expect(dialog.getByText(`base_url="${gateway.url}/v1"`, { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  await expect(page.getByRole("button", { name: "Done" })).toBeDisabled();
  await page.getByRole("checkbox", { name: "I have stored this key" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  expect(await page.content()).not.toContain(key);

  const call = async (model: string) => {
    const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
    });
    return answer.status;
  };
  expect([await call("demo"), await call("other"), await call("demo"), await call("demo")]).toEqual([
    200, 403, 200, 429,
  ]);

  await page.reload();
  await page.getByRole("button", { name: "More about checkout" }).locator("visible=true").click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect.poll(() => call("demo")).toBe(401);
  await page.getByRole("button", { name: "More about checkout" }).locator("visible=true").click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByLabel(/Type checkout to confirm/).fill("checkout");
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("checkout", { exact: true })).toHaveCount(0);
  expect(await call("demo")).toBe(401);
});

test("a rotated key hands out a new secret while the old one still works", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/keys?rotate=first");
  await page.getByRole("radio", { name: "1 hour" }).click();
  await page.getByLabel("Type First key to confirm").fill("First key");
  await page.getByRole("button", { name: "Rotate key" }).click();
  const key = await page.getByTestId("secret").innerText();
  expect(key).not.toBe(gateway.apiKey);
  expect((await gateway.chat()).status).toBe(200);
});

test("a key form tells mistakes at their fields, and keeps its input through a cut and an ended session", async ({
  page,
  context,
  gateway,
}) => {
  await signIn(page, gateway);
  await page.goto("/admin/keys");
  await page.getByRole("link", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByLabel("Name");
  await dialog.getByLabel("Requests per minute").fill("-5");
  await name.press("Enter");
  await expect(name).toHaveAccessibleDescription("This is needed.");
  await expect(name).toBeFocused();
  await expect(dialog.getByLabel("Requests per minute")).toHaveAccessibleDescription("Give a whole number from 1.");
  expect(await accessibilityFaults(page)).toEqual([]);
  await name.fill("kept");
  await dialog.getByLabel("Requests per minute").fill("1,200");
  await dialog.getByLabel("Models allowed").fill("demo");
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The connection broke");
  await context.setOffline(false);

  const cookies = await context.cookies();
  await context.clearCookies({ name: cookies.find((cookie) => cookie.httpOnly)?.name ?? "" });
  await dialog.getByRole("button", { name: "Create key" }).click();
  await page.waitForURL(/\/login\?next=/);
  await page.locator("#password").fill(gateway.password);
  await page.locator("form button[type=submit]").click();
  await expect(dialog.getByText("Your input is back, and not saved yet.")).toBeVisible();
  await expect(name).toHaveValue("kept");
  await expect(dialog.getByLabel("Requests per minute")).toHaveValue("1,200");
  // Two presses in one moment make one key.
  await dialog.getByRole("button", { name: "Create key" }).evaluate((button) => {
    (button as HTMLElement).click();
    (button as HTMLElement).click();
  });
  await expect(page.getByTestId("secret")).toBeVisible();
  const { data } = (await (await gateway.admin("keys")).json()) as { data: { name: string; models: string[] }[] };
  expect(data.filter((key) => key.name === "kept")).toMatchObject([{ models: ["demo"], limits: { rpm: 1200 } }]);

  // A switch that could not be thrown says so and stays.
  await page.goto("/admin/keys");
  const more = page.getByRole("button", { name: "More about kept" }).locator("visible=true");
  await more.click();
  await context.setOffline(true);
  await page.getByRole("menuitem", { name: "Pause" }).click();
  const problem = page
    .getByRole("alert")
    .filter({ hasText: "The connection broke, so nothing is known to be changed." });
  await expect(problem).toBeVisible();
  await context.setOffline(false);
  await problem.getByRole("button", { name: "Dismiss" }).click();
  await expect(problem).toBeHidden();
  await more.click();
  await expect(page.getByRole("menuitem", { name: "Pause" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(more).toBeFocused();
});

test("the form of a key fits a window of 320 px", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto("/admin/keys?new");
  const name = page.getByRole("dialog").getByLabel("Name");
  await expect(name).toBeFocused();
  const { x, width } = (await name.boundingBox()) ?? { x: 0, width: 0 };
  expect(x).toBeGreaterThan(0);
  expect(x + width).toBeLessThan(320);
});
