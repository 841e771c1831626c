import { axeViolations } from "./axe";
import { expect, showTheme, sidewaysScroll, signIn, test, watchForErrors } from "./gateway";

test("the cache is switched on, answers, is seen in the log, and is cleared", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  const cache = page.locator("#cache");
  await expect(cache).toContainText("Nothing is kept at the moment.");
  await cache.getByLabel("Exact match").check();
  await cache.getByLabel("Keep answers").fill("0.5");
  await cache.getByRole("slider", { name: "Similarity" }).press("ArrowLeft");
  await expect(cache.getByRole("spinbutton", { name: "Similarity" })).toHaveValue("0.94");
  await page.getByText("Card numbers").click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  const { settings } = await (await gateway.admin("config")).json();
  expect(settings).toMatchObject({
    cache: { enabled: true, ttlSeconds: 1800, semantic: { enabled: false, threshold: 0.94 } },
    mask: ["emails", "phones", "keys"],
  });

  const asked = [await gateway.chat(), await gateway.chat()];
  expect(asked.map((answer) => answer.headers.get("x-gateway-cache"))).toEqual(["miss", "hit"]);
  await page.goto("/admin/requests");
  await page.locator("tr", { hasText: "exact" }).getByRole("link").first().click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Answered from the cache");
  await expect(sheet).toContainText("no provider was called");
  await expect(sheet).toContainText("Bodies were not recorded for this request.");
  await sheet.getByRole("link", { name: "Recording settings" }).click();
  await expect(page).toHaveURL("/admin/settings#logs");

  await expect(cache).toContainText("1 answer,");
  await cache.getByRole("button", { name: "Clear cache" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Clear cache" }).click();
  await expect(page.getByText("1 answer forgotten")).toBeVisible();
  await expect(cache.getByRole("button", { name: "Clear cache" })).toBeDisabled();
  expect((await gateway.chat()).headers.get("x-gateway-cache")).toBe("miss");
  expect(errors).toEqual([]);
});

test("what a key's requests say is recorded where the key asks for it, shown masked, and replayed whole", async ({
  page,
  gateway,
}) => {
  const errors = watchForErrors(page);
  await signIn(page, gateway);
  await page.goto("/admin/keys?new");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Recorded");
  await dialog.getByLabel("Record request and response bodies").check();
  await dialog.getByRole("button", { name: "Create key" }).click();
  const secret = await page.getByTestId("secret").textContent();
  const body = {
    model: "demo",
    messages: [
      { role: "system", content: "Be short" },
      { role: "user", content: "Write to jo@example.com" },
    ],
    temperature: 0.3,
  };
  const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", "x-app": "shop" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  const requestId = answer.headers.get("x-request-id");
  await expect
    .poll(async () => (await (await gateway.admin(`logs/${requestId}`)).json()).bodies?.request.text)
    .toContain("Write to [email]");

  await page.goto(`/admin/requests/${requestId}`);
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Write to [email]");
  await sheet.getByRole("tab", { name: "Headers" }).click();
  await expect(sheet).toContainText("x-app");
  await expect(sheet).not.toContainText(secret ?? "no secret");
  for (const colorScheme of ["light", "dark"] as const) {
    await showTheme(page, colorScheme);
    const violations = await axeViolations(page, { include: [["[role=dialog]"]] });
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => sidewaysScroll(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await sheet.getByRole("link", { name: "Replay in playground" }).click();
  await expect(page.getByLabel("Message")).toHaveValue("Write to [email]");
  await expect(page.getByLabel("System prompt")).toHaveValue("Be short");
  await expect(page.getByLabel("Skip cache")).toBeChecked();
  expect(errors).toEqual([]);
});
