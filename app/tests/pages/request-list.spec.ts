import { DatabaseSync } from "node:sqlite";
import { accessibilityFaults, expect, type RunningGateway, signIn, test, watchForErrors } from "./gateway";

/** The one request that was made, so many times more, a second apart. */
function multiply(gateway: RunningGateway, times: number): void {
  const database = new DatabaseSync(gateway.database);
  const columns = database
    .prepare("select name from pragma_table_info('request_log')")
    .all()
    .map(({ name }) => String(name));
  const values = columns.map((name) =>
    name === "request_id" ? "request_id || '-' || n" : name === "created_at" ? "created_at - n * 1000" : name,
  );
  database.exec(
    `with recursive times(n) as (select 1 union all select n + 1 from times where n < ${times})
     insert into request_log (${columns.join(", ")}) select ${values.join(", ")} from request_log, times`,
  );
  database.close();
}

test("the log draws what is seen, loads on, keeps its place, and goes by keys, columns and facets", async ({
  page,
  context,
  gateway,
}) => {
  test.setTimeout(150_000);
  const errors = watchForErrors(page);
  await gateway.chat();
  multiply(gateway, 240);
  await signIn(page, gateway);
  await page.goto("/admin/requests?range=1h");
  const rows = page.locator("tbody tr");
  await expect(rows.first()).toBeVisible();

  // The next rows come below the reader, who is not taken along to their end, and on to the next ones.
  await page.keyboard.press("End");
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(3_000);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(
    await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight - window.scrollY),
  ).toBeGreaterThan(600);

  // Down to the end by scrolling; only some of the rows are ever drawn.
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        return page.getByText("241 requests, no older ones").isVisible();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  expect(await rows.count()).toBeLessThan(90);

  // The heights of the last rows are known once they are drawn.
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { scrollHeight, clientHeight } = document.documentElement;
        const rest = scrollHeight - clientHeight - window.scrollY;
        window.scrollTo(0, scrollHeight);
        return Math.round(rest);
      }),
    )
    .toBe(0);
  await expect(rows.last()).toHaveAttribute("aria-rowindex", "242");

  // A new request waits above, and moves nothing.
  const before = await page.evaluate(() => window.scrollY);
  await gateway.chat();
  const pill = page.getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
  await pill.click();
  await expect(rows.first()).toHaveAttribute("aria-rowindex", "2");
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);

  // L stops the live tail and starts it again.
  const live = page.getByRole("switch", { name: "Live tail" }).locator("visible=true");
  await page.keyboard.press("l");
  await expect(live).not.toBeChecked();
  await page.keyboard.press("l");
  await expect(live).toBeChecked();

  // J, K and C by the keyboard; also to a row that is not drawn any more.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex") ?? null);
  await expect.poll(focused).toBe("3");
  await page.keyboard.press("c");
  await expect(page.getByText(/^Copied /)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    await page.evaluate(() => (document.activeElement as HTMLElement).dataset.rowLink),
  );
  await page.evaluate(() => window.scrollTo(0, 4000));
  await expect.poll(focused).toBe(null);
  await page.keyboard.press("j");
  await expect.poll(focused).toBe("4");

  // Columns are chosen, and kept.
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Key" }).click();
  await page.getByRole("checkbox", { name: "Endpoint" }).click();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Endpoint" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Key" })).toHaveCount(0);

  // The query field completes names and values.
  const field = page.getByLabel("Filter requests");
  await field.fill("mo");
  await expect(page.getByRole("option", { name: "model:" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("model:");
  await expect(page.getByRole("option", { name: /model:demo/ })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: /model:demo/, selected: true })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(field).toHaveValue("model:demo ");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/model=demo/);

  // Facets: two values of one field, with counts that follow the other filters.
  const facets = page.getByRole("complementary", { name: "Filters" });
  await facets.getByRole("link", { name: /First try/ }).click();
  await expect(page).toHaveURL(/tried=first/);
  await facets.getByRole("link", { name: /All failed/ }).click();
  await expect(page).toHaveURL(/tried=first%2Cfailed/);
  await expect(facets.getByRole("link", { name: /First try/ })).toContainText("242");
  await expect(facets.getByRole("link", { name: /Success/ })).toContainText("242");
  await expect(facets.getByRole("link", { name: /Cancelled/ })).toContainText("0");

  // A search that takes long is stopped, and taken up again.
  let held = true;
  await page.route(/\/api\/admin\/logs\?.*cursor=/, async (route) => {
    while (held) await new Promise((resolve) => setTimeout(resolve, 20));
    await route.continue().catch(() => {});
  });
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.getByText(/^Searched back to/)).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).press("Enter");
  await expect(page.getByText(/^Stopped at/)).toBeVisible();
  held = false;
  await page.getByRole("button", { name: "Search on" }).press("Enter");
  await expect(page.getByText(/^Stopped at/)).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("days are picked from the calendar on every page that has a range, and a part that fails is alone", async ({
  page,
  gateway,
}) => {
  await gateway.chat();
  await signIn(page, gateway);
  for (const path of ["/admin", "/admin/usage", "/admin/requests"]) {
    await page.goto(path);
    await page.getByRole("button", { name: "Pick days" }).locator("visible=true").click();
    await expect(page.getByRole("grid")).toBeVisible();
    if (path === "/admin") expect(await accessibilityFaults(page)).toEqual([]);
    const today = page.locator("td[data-today] button");
    await today.click();
    await today.press("ArrowLeft");
    await expect(today).not.toBeFocused();
    // Yesterday too: the day may end while this runs.
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page, path).toHaveURL(/from=.*T16%3A00%3A00.000Z&to=.*T16%3A00%3A00.000Z/);
  }
  await expect(page.locator("tbody tr")).toHaveCount(1);

  // One table is gone for a moment: its part says so, the others stand.
  const database = new DatabaseSync(gateway.database);
  database.exec("alter table usage_by_name rename to usage_away");
  await page.goto("/admin?range=1h");
  await expect(page.getByText("This part could not be read")).toHaveCount(1);
  await expect(page.getByRole("link", { name: "Demo" })).toBeVisible();
  database.exec("alter table usage_away rename to usage_by_name");
  database.close();
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByText("This part could not be read")).toHaveCount(0);
});
