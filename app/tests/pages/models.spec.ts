import { expect, goByKeys, type RunningGateway, signIn, test, watchForErrors } from "./gateway";
import { goodKey, startVendor, type Vendor } from "./vendor";

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

async function addVendor(gateway: RunningGateway): Promise<void> {
  const credentials = [{ name: "a", value: goodKey }];
  const models = [
    { id: "vendor-large", pricing: { input: 3, output: 15 }, contextLength: 200_000, capabilities: ["chat", "tools"] },
    { id: "vendor-small", pricing: { input: 0.25, output: 2 } },
    { id: "quick", upstream: "vendor-small" },
    { id: "demo", pricing: { input: 1, output: 1 } },
  ];
  const body = {
    id: "vendor",
    name: "A vendor",
    adapter: "openai",
    baseUrl: vendor.url,
    credentials,
    models,
    priority: 5,
  };
  expect((await gateway.admin("providers", { method: "POST", body })).status).toBe(201);
}

test("the catalogue lists what can be called, in the order in which providers are tried", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  await addVendor(gateway);
  await gateway.chat("vendor-large");
  await signIn(page, gateway);
  await page.goto("/admin");
  await goByKeys(page, "m", "/admin/models");
  const row = page.getByRole("row", { name: /vendor-large/ });
  await expect(row).toContainText("no fallback");
  await expect(row).toContainText("200k");
  await expect(row).toContainText("$15.00");
  await expect(row).toContainText("100.00%");
  await expect(row.getByRole("cell").nth(8)).toHaveText("1");
  await expect(
    page.getByRole("row").filter({ has: page.getByRole("link", { name: "demo", exact: true }) }),
  ).not.toContainText("no fallback");

  const input = page.getByRole("columnheader", { name: "Input / 1M" });
  for (const [direction, first] of [
    ["descending", "vendor-large"],
    ["ascending", "demo-embed"],
  ] as const) {
    await input.getByRole("link").click();
    await expect(input).toHaveAttribute("aria-sort", direction);
    await expect(page.getByRole("row").nth(1)).toContainText(first);
  }

  await page.getByRole("link", { name: "Tools" }).click();
  await expect(page.getByText("2 of 2 models", { exact: true })).toBeVisible();
  // By keys: a row, its panel, the next one's, and back to the row.
  const large = page.getByRole("link", { name: "vendor-large" }).locator("visible=true");
  for (const row of ["auto", "demo", "vendor-large"]) {
    await page.keyboard.press("j");
    await expect(page.locator("main [data-row-id]:focus")).toHaveText(row);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "vendor-large" })).toContainText("only one provider takes this model");
  await page.keyboard.press("]");
  await expect(page.getByRole("dialog", { name: "demo", exact: true })).toBeVisible();
  await page.keyboard.press("[");
  await expect(page.getByRole("dialog", { name: "vendor-large" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(large).toBeFocused();

  await page.getByRole("link", { name: /^Aliases/ }).click();
  await expect(page.getByRole("row", { name: /quick vendor-small/ })).toBeVisible();
  expect(errors).toEqual([]);
});

test("a model is withheld by its switch and offered again by Undo; a price follows the list once it is told to", async ({
  page,
  gateway,
}) => {
  await addVendor(gateway);
  const priced = { id: "gpt-4o-mini", pricing: { input: 99, output: 99 } };
  const credentials = [{ name: "a", value: goodKey }];
  const body = { id: "openai", preset: "openai", credentials, models: [priced] };
  expect((await gateway.admin("providers", { method: "POST", body })).status).toBe(201);
  await signIn(page, gateway);
  await page.goto("/admin/models");
  await page.getByRole("combobox", { name: "Maker" }).selectOption("OpenAI");
  await expect(page.getByText("1 of 1 model", { exact: true })).toBeVisible();
  await page.goto("/admin/models");

  const offered = page.getByRole("switch", { name: "Offer vendor-large" }).locator("visible=true");
  await offered.click();
  await expect(page.getByText("vendor-large is no longer offered")).toBeVisible();
  expect((await gateway.chat("vendor-large")).status).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("vendor-large is offered again.")).toBeVisible();
  expect((await gateway.chat("vendor-large")).status).toBe(200);

  await page.getByRole("button", { name: "Sync prices" }).locator("visible=true").click();
  const dialog = page.getByRole("dialog", { name: "Sync prices" });
  await expect(dialog).toContainText("$99.00 / $99.00");
  await dialog.getByRole("button", { name: "Sync 1 price" }).click();
  await expect(dialog).toBeHidden();
  const stored = await (await gateway.admin("providers/openai")).json();
  expect(stored).toMatchObject({ models: ["gpt-4o-mini"] });
});

test("a route is made, and the simulator follows every edit before it is saved", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  await addVendor(gateway);
  await signIn(page, gateway);
  await page.goto("/admin/models");
  await page.getByRole("link", { name: "New route" }).first().click();
  await page.getByLabel("Name").fill("auto");
  const simulator = page.getByRole("region", { name: "Simulator" });
  await expect(simulator).toContainText("Add a model to see where requests go.");

  const add = async (list: string, model: string) => {
    const field = page.getByRole("combobox", { name: `Add a model to ${list}` });
    const open = page.getByRole("button", { name: `Add a model to ${list}` });
    await expect(field.or(open)).toBeVisible();
    if (await open.isVisible()) await open.click();
    await field.fill(model);
    await field.press("Enter");
    await expect(page.getByRole("list", { name: list, exact: true })).toContainText(model);
  };
  await add("Candidates", "vendor-large");
  const line = simulator.getByRole("list", { name: "Candidates in order" }).getByRole("listitem");
  await expect(line).toHaveCount(1);
  await add("Candidates", "vendor-small");
  await expect(line).toHaveCount(2);
  await expect(line.first()).toContainText("vendor-large");

  await page.getByRole("button", { name: "Move vendor-small up" }).focus();
  await page.keyboard.press("Enter");
  await expect(line.first()).toContainText("vendor-small");
  await expect(page.getByRole("button", { name: "Move vendor-small down" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(line.first()).toContainText("vendor-large");

  await page.getByRole("radio", { name: "Cheapest" }).click();
  await expect(line.first()).toContainText("vendor-small");
  await expect(simulator).toContainText("No rule matched");

  await page.getByRole("button", { name: "Add rule" }).click();
  await page.getByLabel("Prompt contains").fill("stack trace\nmain.ts");
  await add("Goes to", "demo");
  await add("Goes to", "nobody-has-this");
  await simulator.getByLabel("Prompt").fill("Why does MAIN.ts throw?");
  await expect(simulator).toContainText("Rule 1 Words matched contains “main.ts”");
  await expect(line.first()).toContainText("demo");
  await expect(simulator.getByRole("list", { name: "Left out" })).toContainText("No enabled provider takes it");
  // Still the built-in one.
  expect(await (await gateway.admin("routes/auto")).json()).toMatchObject({ models: ["*"] });

  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page).toHaveURL("/admin/models/routes/auto");
  expect(await (await gateway.admin("routes/auto")).json()).toMatchObject({
    strategy: "cheapest",
    models: ["vendor-large", "vendor-small"],
    rules: [{ when: { contains: ["stack trace", "main.ts"] }, models: ["demo", "nobody-has-this"] }],
  });
  expect((await gateway.chat("auto")).headers.get("x-gateway-model")).toBe("vendor-small");
  await page.goto("/admin/models");
  await expect(page.getByRole("listitem").filter({ hasText: "auto" })).toContainText("1 content rule");

  // What no rule took is counted; then one takes it, and says so in the request's sheet.
  const rules = [{ when: { images: true } }, { when: { contains: "hello" } }];
  await gateway.admin("routes/auto", { method: "PUT", body: { models: ["vendor-small"], rules } });
  const requestId = (await gateway.chat("auto")).headers.get("x-request-id");
  await page.goto(`/admin/requests/${requestId}`);
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText('route auto, rule Words (contains "hello"), served on the first try');
  await sheet.getByRole("link", { name: "auto", exact: true }).click();
  await expect(page).toHaveURL("/admin/models/routes/auto");
  const listed = page.getByRole("list", { name: "Content rules" }).getByRole("listitem");
  await expect(listed).toHaveText([/Has images.*0hits 24h/, /Words.*1hits 24h/, /Everything else.*1 hits 24h/]);
  // A rule that moved takes its figure along; a new one has none.
  await page.getByRole("button", { name: "Actions for rule 2" }).click();
  await page.getByRole("menuitem", { name: "Move rule 2 up" }).click();
  await page.getByRole("button", { name: "Add rule" }).click();
  await expect(listed.nth(0)).toHaveText(/Words.*1hits 24h/);
  await expect(listed.nth(2)).not.toContainText("hits");
  expect(errors).toEqual([]);
});

test("a stored route is changed, guarded against others, and deleted by typing its name", async ({ page, gateway }) => {
  await addVendor(gateway);
  const put = (models: string[]) => gateway.admin("routes/auto", { method: "PUT", body: { models } });
  await put(["vendor-large"]);
  await signIn(page, gateway);
  await page.goto("/admin/models/routes/auto");
  await page.getByLabel("Add a model to Fallbacks").fill("vendor-small");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await put(["demo"]);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("alert")).toContainText("Somebody else changed this route");
  expect(await (await gateway.admin("routes/auto")).json()).toMatchObject({ models: ["demo"], fallbacks: [] });
  await page.getByRole("button", { name: "Save mine" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  expect(await (await gateway.admin("routes/auto")).json()).toMatchObject({
    models: ["vendor-large"],
    fallbacks: ["vendor-small"],
  });

  await page.getByRole("link", { name: "Delete route" }).click();
  const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Delete route" });
  await page.getByLabel(/Type auto to confirm/).fill("aut");
  await confirm.click();
  await expect(page.getByLabel(/Type auto to confirm/)).toHaveAccessibleDescription("This is not the name.");
  await page.getByLabel(/Type auto to confirm/).fill("auto");
  await confirm.click();
  await expect(page).toHaveURL("/admin/models?tab=routes");
  expect((await gateway.admin("routes/auto")).status).toBe(404);
});

test("a route's weights always sum to 100 % and move its simulator; its time limits are checked at their fields", async ({
  page,
  gateway,
}) => {
  await addVendor(gateway);
  await gateway.admin("routes/weighed", {
    method: "PUT",
    body: { models: ["vendor-large", "vendor-small"], strategy: "balanced" },
  });
  await signIn(page, gateway);
  await page.goto("/admin/models/routes/weighed");
  const simulator = page.getByRole("list", { name: "Candidates in order" });
  await page.getByRole("slider", { name: "Price" }).press("End");
  for (const [name, percent] of [
    ["Price", "100"],
    ["Speed", "0"],
    ["Reliability", "0"],
  ] as const)
    await expect(page.getByRole("slider", { name })).toHaveAttribute("aria-valuenow", percent);
  await page.getByPlaceholder("A prompt to try the route with").fill("ping");
  await expect(
    simulator
      .first()
      .getByTitle(/of 100 % price, 0 % speed and 0 % success/)
      .first(),
  ).toBeVisible();
  await page.getByLabel("First token of a stream").fill("2,5");
  await page.getByLabel("Whole request").fill("soon");
  await page.getByLabel("Hedging").selectOption("on");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByLabel("Whole request")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Whole request").fill("30");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  expect(await (await gateway.admin("routes/weighed")).json()).toMatchObject({
    weights: { price: 100, speed: 0, success: 0 },
    timeouts: { firstTokenMs: 2_500, requestMs: 30_000 },
    hedging: true,
  });
});
