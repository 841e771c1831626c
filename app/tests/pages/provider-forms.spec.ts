import { accessibilityFaults, expect, signIn, test, waitsForScripts } from "./gateway";
import { goodKey, startVendor, type Vendor } from "./vendor";

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

test("settings: mistakes are told at their fields, two tabs see each other, a cut and an ended session keep the input", async ({
  page,
  context,
  gateway,
}) => {
  const stored = async () => (await (await gateway.admin("providers/demo")).json()) as { name: string; weight: number };
  await signIn(page, gateway);

  // A mistake is told at its field, which points at the message; nothing is sent.
  await page.goto("/admin/providers/demo/settings");
  await page.getByLabel("Extra headers").fill("no colon here");
  await page.getByLabel("Weight").fill("-4");
  await page.getByRole("button", { name: "Save changes" }).click();
  const weight = page.getByLabel("Weight");
  await expect(weight).toHaveAttribute("aria-invalid", "true");
  await expect(weight).toHaveAccessibleDescription("Give 0 or more.");
  await expect(page.getByLabel("Extra headers")).toHaveAccessibleDescription(/a name, a colon and a value/);
  expect(await accessibilityFaults(page)).toEqual([]);
  await weight.fill("7");
  await expect(weight).not.toHaveAttribute("aria-invalid", "true");
  // What only the server knows is told at the field too.
  await page.getByLabel("Extra headers").fill("Host: elsewhere");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByLabel("Extra headers")).toHaveAccessibleDescription(/set by the gateway itself/);
  await page.getByLabel("Extra headers").fill("x-team: growth");

  // Another tab saves first: this one is told before anything is overwritten.
  const other = waitsForScripts(await context.newPage());
  await other.goto("/admin/providers/demo/settings");
  await other.getByLabel("Name").fill("Demo of the other tab");
  await other.getByRole("button", { name: "Save changes" }).click();
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();
  await other.close();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("alert")).toContainText("Somebody else saved name");
  expect(await stored()).toMatchObject({ name: "Demo of the other tab", weight: 1 });
  await expect(weight).toHaveValue("7");

  // The connection breaks: the page and its input stay.
  await context.setOffline(true);
  await page.getByRole("button", { name: "Save mine" }).click();
  await expect(page.getByRole("alert")).toContainText("The connection broke");
  await expect(page.getByRole("alert")).toBeInViewport({ ratio: 1 });
  await expect(weight).toHaveValue("7");
  await context.setOffline(false);

  // The session ends: the login leads back to the form as it was.
  const cookies = await context.cookies();
  await context.clearCookies({ name: cookies.find((cookie) => cookie.httpOnly)?.name ?? "" });
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.waitForURL(/\/login\?next=/);
  await page.locator("#password").fill(gateway.password);
  await page.locator("form button[type=submit]").click();
  await expect(page).toHaveURL("/admin/providers/demo/settings");
  await expect(page.getByText("Your input is back, and not saved yet.")).toBeVisible();
  await expect(weight).toHaveValue("7");
  await expect(page.getByLabel("Extra headers")).toHaveValue("x-team: growth");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Save mine" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(await stored()).toMatchObject({ name: "Demo", weight: 7 });
});

test("new provider and keys: a cut and an ended session keep the input, and without scripts mistakes come back filled", async ({
  page,
  browser,
  context,
  gateway,
}) => {
  await signIn(page, gateway);
  await page.goto("/admin/providers/new/custom?name=Mine");
  await page.getByLabel("Upstream keys").fill(goodKey);
  await page.getByLabel("Base URL").fill("not an address");
  await page.getByRole("button", { name: /Add provider/ }).click();
  await expect(page.getByLabel("Base URL")).toHaveAccessibleDescription("Start with https:// or http://.");
  await page.getByLabel("Base URL").fill(vendor.url);
  await page.getByLabel("Models").fill("vendor-large");

  await context.setOffline(true);
  await page.getByRole("button", { name: /Add provider/ }).click();
  await expect(page.getByRole("alert")).toContainText("The connection broke");
  await context.setOffline(false);

  const forgetSession = async () => {
    const cookies = await context.cookies();
    await context.clearCookies({ name: cookies.find((cookie) => cookie.httpOnly)?.name ?? "" });
  };
  const logIn = async () => {
    await page.waitForURL(/\/login\?next=/);
    await page.locator("#password").fill(gateway.password);
    await page.locator("form button[type=submit]").click();
  };
  await forgetSession();
  await page.getByRole("button", { name: /Add provider/ }).click();
  await logIn();
  await expect(page).toHaveURL("/admin/providers/new/custom?name=Mine");
  await expect(page.getByLabel("Upstream keys")).toHaveValue(goodKey);
  await expect(page.getByLabel("Base URL")).toHaveValue(vendor.url);
  // Who leaves while it is on its way has it added all the same, and is not called back.
  const arrives = Promise.withResolvers<void>();
  await page.route(/\/new\/custom\.data/, async (route) => {
    await arrives.promise;
    await route.continue();
  });
  const sent = page.waitForRequest(/\/new\/custom\.data/);
  await page.getByRole("button", { name: /Add provider/ }).click();
  const answered = (await sent).response();
  await page.getByRole("link", { name: "Requests", exact: true }).locator("visible=true").click();
  await expect(page.getByRole("heading", { level: 1, name: "Requests" })).toBeVisible();
  arrives.resolve();
  await answered;
  await expect.poll(async () => (await gateway.admin("providers/mine")).status).toBe(200);
  await expect(page).toHaveURL("/admin/requests");
  await page.goto("/admin/providers/mine");

  await page.getByRole("link", { name: "Add keys" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Add keys" }).click();
  await expect(page.getByLabel("Upstream keys")).toHaveAccessibleDescription(/No key was found/);
  await page.getByLabel("Upstream keys").fill("sk-another-key-of-the-vendor-0001");
  await forgetSession();
  await page.getByRole("button", { name: "Add 1 key" }).click();
  await logIn();
  await expect(page.getByLabel("Upstream keys")).toHaveValue("sk-another-key-of-the-vendor-0001");
  await page.getByRole("button", { name: "Add 1 key" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  const plainContext = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: gateway.url,
    storageState: await context.storageState(),
    locale: "en-US",
  });
  const plain = await plainContext.newPage();
  await plain.goto("/admin/providers/mine/settings");
  await plain.getByLabel("Weight").fill("5");
  await plain.getByLabel("Adapter options").fill("{broken");
  await plain.getByRole("button", { name: "Save changes" }).click();
  await expect(plain.getByLabel("Adapter options")).toHaveAccessibleDescription(/Not a JSON object/);
  await expect(plain.getByLabel("Adapter options")).toHaveValue("{broken");
  await expect(plain.getByLabel("Weight")).toHaveValue("5");
  await plain.getByLabel("Adapter options").fill("{}");
  await plain.getByRole("button", { name: "Save changes" }).click();
  await expect
    .poll(async () => ((await (await gateway.admin("providers/mine")).json()) as { weight: number }).weight)
    .toBe(5);

  // Dialogs are part of the page there, and what was typed comes back with what is wrong about it.
  await plain.goto("/admin/providers/mine/models?dialog=models");
  await plain.getByRole("dialog").getByRole("button", { name: "Add models" }).click();
  await expect(plain.getByLabel("Model names")).toHaveAccessibleDescription("No name was found in this text.");
  await plain.getByLabel("Model names").fill("vendor-small");
  await plain.getByRole("dialog").getByRole("button", { name: "Add models" }).click();
  await expect(plain.getByRole("link", { name: "Edit vendor-small" })).toBeVisible();
  await expect(plain.getByRole("dialog")).toHaveCount(0);
  await plain.goto("/admin/keys?new");
  await plain.getByRole("dialog").getByLabel("Name").fill("plain");
  await plain.getByLabel("Models allowed").fill("vendor-small");
  await plain.getByLabel("Requests per minute").fill("some");
  await plain.getByRole("button", { name: "Create key" }).click();
  await expect(plain.getByLabel("Requests per minute")).toHaveAccessibleDescription("Give a number.");
  await expect(plain.getByLabel("Requests per minute")).toHaveValue("some");
  await expect(plain.getByRole("dialog").getByLabel("Name")).toHaveValue("plain");
  await plain.getByLabel("Requests per minute").fill("5");
  await plain.getByRole("button", { name: "Create key" }).click();
  await expect(plain.getByTestId("secret")).toHaveText(/^sk-gw-/);
  const keys = (await (await gateway.admin("keys")).json()) as { data: { name: string; models: string[] }[] };
  expect(keys.data.find((key) => key.name === "plain")?.models).toEqual(["vendor-small"]);
  await plainContext.close();
});
