import { expect, signIn, test, watchForErrors } from "./gateway";
import { badKey, goodKey, startVendor, type Vendor } from "./vendor";

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

test("a provider is added by its preset: a bad key is told, a good one works", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/providers");
  await page.getByRole("link", { name: "Add provider" }).first().click();
  await expect(page.getByPlaceholder(/Search \d+ providers/)).toBeFocused();
  await page.keyboard.type("moonshot");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/providers\/new\/moonshot/);
  await page.getByText("Advanced").click();
  await page.getByLabel("Base URL").fill(vendor.url);

  await page.getByLabel("Keys from Moonshot Kimi").fill(`MOONSHOT_API_KEY="${badKey}"\n${badKey}`);
  await expect(page.getByText("1 key", { exact: true })).toBeVisible();
  await expect(page.getByText("1 duplicate ignored")).toBeVisible();
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText("Not connected")).toBeVisible();
  await expect(page.getByText(/The provider refused the key/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Add anyway, switched off" })).toBeVisible();

  await page.getByLabel("Keys from Moonshot Kimi").fill(goodKey);
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText("Connected", { exact: true })).toBeVisible();
  await expect(page.getByText("1 of 1 key")).toBeVisible();
  await expect(page.getByText("Send a short prompt").locator("..")).toContainText(/\d m?s/);
  await expect(page.getByText("vendor-large", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Add provider with 2 models" }).click();
  await expect(page).toHaveURL("/admin/providers/moonshot");
  // The page with the form has its name in the heading, too.
  await expect(page.getByRole("navigation", { name: "Moonshot Kimi" })).toBeVisible();
  await expect(page.getByText("vendor-small")).toBeVisible();
  expect(await page.content()).not.toContain(goodKey);

  const stored = (await (await gateway.admin("providers/moonshot")).json()) as { enabled: boolean; models: unknown[] };
  expect(stored).toMatchObject({ enabled: true, models: ["vendor-large", "vendor-small"] });
  expect((await gateway.chat("vendor-small")).status).toBe(200);
});

test("a provider pauses with one click, says where its share goes, and Undo brings it back", async ({
  page,
  gateway,
}) => {
  const errors = watchForErrors(page);
  for (const id of ["first", "second"]) {
    const credentials = [{ name: "a", value: goodKey }];
    await gateway.admin("providers", {
      method: "POST",
      body: { id, name: `The ${id}`, adapter: "openai", baseUrl: vendor.url, credentials, models: ["vendor-large"] },
    });
  }
  await signIn(page, gateway);
  await page.goto("/admin/providers");
  await page.getByRole("switch", { name: "Enable The first" }).locator("visible=true").click();
  await expect(page.getByText("The first paused", { exact: true })).toBeVisible();
  await expect(page.getByText("Its 50% share now goes to The second.")).toBeVisible();
  const enabled = async () => ((await (await gateway.admin("providers/first")).json()) as { enabled: boolean }).enabled;
  await expect.poll(enabled).toBe(false);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(enabled).toBe(true);
  expect(errors).toEqual([]);
});

test("switching off the only provider of a model asks first", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/providers");
  await page.getByRole("switch", { name: "Enable Demo" }).locator("visible=true").click();
  await expect(page.getByRole("alertdialog")).toContainText("demo-embed");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("switch", { name: "Enable Demo" }).locator("visible=true")).toBeChecked();
});

test("keys are added, renamed and deleted, and never shown", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/providers/demo/credentials");
  await page.getByRole("link", { name: "Add keys" }).click();
  await page.getByLabel("Upstream keys").fill(`${goodKey}, ${badKey}`);
  await page.getByRole("button", { name: "Add 2 keys" }).click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await page.content()).not.toContain(goodKey);
  await page
    .getByRole("button", { name: /More about/ })
    .last()
    .click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("spare");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByText("spare", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More about spare" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const confirm = page.getByRole("button", { name: "Delete key" });
  await confirm.click();
  await expect(page.getByLabel(/Type spare to confirm/)).toHaveAccessibleDescription("This is needed.");
  await page.getByLabel(/Type spare to confirm/).fill("spare");
  await confirm.click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
});

test("the model list is compared with the upstream's before anything changes", async ({ page, gateway }) => {
  await gateway.admin("providers", {
    method: "POST",
    body: {
      id: "vendor",
      adapter: "openai",
      baseUrl: vendor.url,
      credentials: [{ name: "a", value: goodKey }],
      models: ["vendor-large", "vendor-retired", { id: "fast", upstream: "vendor-small" }],
    },
  });
  await signIn(page, gateway);
  await page.goto("/admin/providers/vendor/models");
  await page.getByRole("button", { name: "Sync list" }).click();
  await expect(page.getByText("1 model is no longer listed upstream")).toBeVisible();
  await page.getByRole("checkbox", { name: /vendor-retired/ }).click();
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.goto("/admin/providers/vendor/credentials");
  await page.getByRole("button", { name: "More about a" }).click();
  await page.getByRole("menuitem", { name: "Test" }).click();
  const one = page.getByRole("dialog", { name: "Test a" });
  await expect(one.getByText("1 of 1 key")).toBeVisible();
  await expect(
    one
      .getByText("Send a short prompt")
      .locator("..")
      .getByText(/ms$|s$/),
  ).toBeVisible();
  await one.getByRole("link", { name: "Close" }).last().click();
  await expect(one).toBeHidden();
  await page.goto("/admin/providers/vendor/models");
  await page.getByRole("link", { name: "fast" }).click();
  await page.getByLabel(/^Input, \$/).fill("0.5");
  await page.getByLabel(/^Output, \$/).fill("1.5");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("cell", { name: "$1.50" })).toBeVisible();
  expect(await (await gateway.admin("providers/vendor")).json()).toMatchObject({
    models: ["vendor-large", { id: "fast", upstream: "vendor-small", pricing: { input: 0.5, output: 1.5 } }],
  });
});

test("a provider is added and switched off without scripts", async ({ plain, gateway }) => {
  await plain.goto("/admin/providers/new/custom");
  await plain.getByLabel("Upstream keys").fill(goodKey);
  await plain.getByLabel("Base URL").fill(vendor.url);
  await plain.getByLabel("Name").fill("Plain vendor");
  await plain.getByLabel("Models").fill("vendor-large");
  await plain.getByRole("button", { name: /Add provider/ }).click();
  await expect(plain).toHaveURL("/admin/providers/plain-vendor");
  expect((await gateway.chat("vendor-large")).status).toBe(200);
  await plain.getByRole("switch", { name: "Enable Plain vendor" }).click();
  await expect(plain.getByRole("switch", { name: "Enable Plain vendor" })).not.toBeChecked();
  const stored = (await (await gateway.admin("providers/plain-vendor")).json()) as { enabled: boolean };
  expect(stored.enabled).toBe(false);
});

test("a share is moved by keyboard and by drag, the other gives way, and Undo brings it back", async ({
  page,
  gateway,
}) => {
  for (const id of ["left", "right"]) {
    const body = { id, name: id, adapter: "openai", baseUrl: vendor.url, credentials: [{ name: "a", value: goodKey }] };
    await gateway.admin("providers", {
      method: "POST",
      body: { ...body, models: ["vendor-large"], weight: 50, priority: 7 },
    });
  }
  const weights = async () =>
    await Promise.all(
      ["left", "right"].map(
        async (id) => ((await (await gateway.admin(`providers/${id}`)).json()) as { weight: number }).weight,
      ),
    );
  await signIn(page, gateway);
  await page.goto("/admin/providers");
  const slider = page.getByRole("slider", { name: "Share of left" });
  await slider.focus();
  await page.keyboard.press("PageUp");
  await expect.poll(weights).toEqual([60, 40]);
  await expect(slider).toHaveAttribute("aria-valuenow", "60");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(weights).toEqual([50, 50]);
  await expect(slider).toHaveAttribute("aria-valuenow", "50");
  const box = await slider.boundingBox();
  if (!box) throw new Error("no slider");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 200, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(weights).toEqual([1, 99]);

  // A weight that is typed is taken back the same way; another page has none of the earlier toasts.
  await page.goto("/admin/providers");
  await page.getByRole("button", { name: "Weight of left: 1%. Edit" }).click();
  await page.getByRole("spinbutton", { name: "Weight" }).fill("150");
  await page.keyboard.press("Enter");
  await expect.poll(weights).toEqual([150, 99]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(weights).toEqual([1, 99]);
});
