import { expect, signIn, test, watchForErrors } from "./gateway";

// They move the clock.
test.use({ ownProfile: true });

test("the checklist leads to the first request and turns green when it arrives", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  await signIn(page, gateway);
  await page.clock.install();
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
  await expect(page.getByText("Set up, 2 of 3 done")).toBeVisible();
  await expect(page.getByText(`${gateway.url}/v1`, { exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "Python" }).click();
  await expect(page.getByText("from openai import OpenAI")).toBeVisible();
  expect((await gateway.chat()).status).toBe(200);
  await page.clock.fastForward(3_000);
  await expect(page.getByText(/demo answered through Demo in/)).toBeVisible();
  await expect(page.getByText("Set up, 3 of 3 done")).toBeVisible();
  await page.getByRole("link", { name: "Open the overview" }).click();
  await expect(page.getByRole("heading", { name: "Traffic" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("a first request that fails shows its error and the fix in place", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.clock.install();
  await page.goto("/admin");
  expect((await gateway.chat("no-such-model")).status).toBe(404);
  await page.clock.fastForward(3_000);
  await expect(page.getByRole("alert")).toContainText("failed with 404");
  await expect(page.getByRole("alert")).toContainText("/v1/models");
});

test("the checklist can be hidden and found again", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin");
  await page.getByRole("link", { name: "Hide this checklist" }).click();
  await expect(page.getByText("No requests in this range").first()).toBeVisible();
  await page.getByRole("button", { name: /Account menu/ }).click();
  await page.getByRole("menuitem", { name: "Set-up checklist" }).click();
  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
});

test("the overview shows what was served, failed and spent, and refreshes itself", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  for (let sent = 0; sent < 3; sent++) await gateway.chat();
  await gateway.chat("no-such-model");
  await signIn(page, gateway);
  await page.clock.install();
  await page.goto("/admin");
  const kpis = page.locator("main dl").first();
  await expect(kpis.getByText("Requests").locator("xpath=../..")).toContainText("4");
  await expect(kpis).toContainText("75.00%");
  await expect(page.locator("[data-slot=chart]").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /model_not_found/ })).toHaveAttribute("href", /status=404/);
  await expect(page.getByRole("link", { name: "Demo" }).first()).toBeVisible();
  await gateway.chat();
  await page.clock.fastForward(10_000);
  await expect(kpis.getByText("Requests").locator("xpath=../..")).toContainText("5");
  expect(errors).toEqual([]);

  // Out of reach for long, it says since when, and waits to be asked.
  const live = page.getByRole("banner").getByRole("status").locator("visible=true");
  await page.route("**/robots.txt", (route) => route.abort());
  await page.clock.fastForward(10_000);
  await expect(live).toHaveText("Reconnecting");
  await expect(async () => {
    await page.clock.fastForward(20_000);
    await expect(live).toHaveText(/^Paused \d\d:\d\d$/, { timeout: 200 });
  }).toPass();
  await page.unroute("**/robots.txt");
  await page.getByRole("button", { name: "Resume" }).locator("visible=true").click();
  await expect(live).toHaveText("Live");
});

test("the range lives in the URL, and the chart can be read as a table", async ({ page, gateway }) => {
  await gateway.chat();
  await signIn(page, gateway);
  await page.goto("/admin");
  await page.getByRole("radio", { name: "7d" }).click();
  await expect(page).toHaveURL("/admin?range=7d");
  await expect(page.getByText("requests per 3 h")).toBeVisible();
  await page.getByRole("button", { name: "View as table" }).click();
  await expect(page.getByRole("columnheader", { name: "After failover" })).toBeVisible();
  await page.goBack();
  await expect(page.getByText("requests per 30 min")).toBeVisible();
});

test("dragging across the traffic zooms in, the address keeps it, and a range takes it back", async ({
  page,
  gateway,
}) => {
  await gateway.chat();
  await signIn(page, gateway);
  await page.goto("/admin?range=24h");
  const chart = page.locator("[data-slot=chart]").first();
  const box = await chart.boundingBox();
  if (!box) throw new Error("no chart");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.8, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 20, y, { steps: 8 });
  await page.mouse.up();
  await expect(page).toHaveURL(/\/admin\?.*from=.*to=/);
  await expect(page.getByText("requests per 10 min")).toBeVisible();
  await page.getByRole("radio", { name: "24h" }).click();
  await expect(page).toHaveURL("/admin?range=24h");
});
