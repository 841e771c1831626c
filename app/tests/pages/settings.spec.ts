import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { accessibilityFaults, expect, signIn, test } from "./gateway";

test("settings are checked in place, saved together, and hold for the admin API", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  const attempts = page.getByLabel("Attempts per request");
  await expect(attempts).toHaveValue("6");
  await attempts.fill("0");
  await attempts.blur();
  await expect(page.getByText("Enter a whole number from 1 to 100.")).toBeVisible();
  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await attempts.fill("4");
  await page.getByLabel("First byte").fill("12.5");
  await page.getByRole("slider", { name: "Price" }).press("ArrowRight");
  await page.getByLabel("First token of a stream").fill("8");
  await page.getByRole("switch", { name: "Hedging" }).check();
  await page.getByLabel("Extra calls").fill("3");
  await page.getByRole("checkbox", { name: "Empty or broken answer" }).uncheck();
  await page.getByLabel("Read on after a caller left").fill("5");
  await page.getByLabel("Default strategy").selectOption("balanced");
  await page.getByLabel("Allowed origins").fill("https://app.example.com");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  await expect(page.getByText("Unsaved changes")).toBeHidden();
  const { settings } = await (await gateway.admin("config")).json();
  expect(settings).toMatchObject({
    maxAttempts: 4,
    firstByteTimeoutMs: 12_500,
    firstTokenTimeoutMs: 8_000,
    hedging: { enabled: true, maxExtraPercent: 3 },
    retryOn: ["408", "409", "425", "429", "5xx", "network", "timeout"],
    drain: { maxMs: 5_000, maxBytes: 4_194_304 },
    balancedWeights: { price: 51, speed: 25, success: 24 },
    strategy: "balanced",
    cors: { origins: ["https://app.example.com"] },
  });
});

test("leaving with unsaved changes asks first, Discard takes them back, a cut and an ended session keep them", async ({
  page,
  context,
  gateway,
}) => {
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  await page.getByLabel("Keep request records").fill("7");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("alert")).toContainText("The connection broke");
  await expect(page.getByRole("alert")).toBeInViewport({ ratio: 1 });
  // Looking at a link must not reload the page while there is no connection.
  await page.getByRole("link", { name: "Usage" }).first().hover();
  await context.setOffline(false);
  await page.getByRole("link", { name: "Overview" }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Stay" }).click();
  await expect(page).toHaveURL("/admin/settings");
  const cookies = await context.cookies();
  await context.clearCookies({ name: cookies.find((cookie) => cookie.httpOnly)?.name ?? "" });
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.waitForURL(/\/login\?next=/);
  await page.locator("#password").fill(gateway.password);
  await page.locator("form button[type=submit]").click();
  await expect(page.getByText("Your input is back, and not saved yet.")).toBeVisible();
  await expect(page.getByLabel("Keep request records")).toHaveValue("7");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Keep request records")).toHaveValue("30");
  await page.getByRole("link", { name: "Overview" }).first().click();
  await expect(page).toHaveURL("/admin");
});

test("an import shows every change before it is applied", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  const exported = await (await page.request.get("/admin/settings/export")).json();
  exported.settings.maxAttempts = 9;
  exported.routes = [{ id: "auto", models: ["demo"] }];
  exported.providers = [];
  const config = page.locator("#config");
  await config.getByText("Or paste the document").click();
  await config.getByRole("textbox", { name: "Or paste the document" }).fill("{ not json");
  await config.getByRole("button", { name: "Show the changes" }).click();
  await expect(config.getByLabel("Or paste the document")).toHaveAccessibleDescription(/^Not a JSON object/);
  await config.getByLabel("Configuration file").setInputFiles({
    name: "config.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(exported)),
  });
  await config.getByRole("button", { name: "Show the changes" }).click();
  await expect(config.getByRole("listitem")).toHaveCount(3);
  await expect(config).toContainText("1 entry is removed");
  expect((await (await gateway.admin("config")).json()).settings.maxAttempts).toBe(6);
  await config.getByRole("button", { name: "Apply 3 changes" }).click();
  await expect(config).toContainText("3 changes applied");
  const stored = await (await gateway.admin("config")).json();
  expect(stored.settings.maxAttempts).toBe(9);
  expect(stored.providers).toEqual([]);
  await expect(page.getByLabel("Attempts per request")).toHaveValue("9");
});

test("an import that leads a stored credential to another address says so before it is applied", async ({
  page,
  gateway,
}) => {
  const credentials = [{ name: "a", value: "sk-upstream-secret" }];
  const body = { id: "main", adapter: "openai", baseUrl: "https://api.example.com/v1", credentials };
  await gateway.admin("providers", { method: "POST", body });
  const exported = await (await gateway.admin("config")).json();
  exported.providers.find(({ id }: { id: string }) => id === "main").baseUrl = "https://elsewhere.example.net/v1";
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  const config = page.locator("#config");
  await config.getByText("Or paste the document").click();
  await config.getByRole("textbox", { name: "Or paste the document" }).fill(JSON.stringify(exported));
  await config.getByRole("button", { name: "Show the changes" }).click();
  await expect(config.getByRole("listitem")).toContainText(
    "The stored credentials stay, and are sent to a new address: https://elsewhere.example.net",
  );
});

test("an encrypted export is downloaded, and opens with its passphrase alone", async ({ page, gateway }) => {
  const secret = "sk-secret-of-this-test";
  const provider = { id: "main", preset: "openai", credentials: [{ name: "a", value: secret }] };
  await gateway.admin("providers", { method: "POST", body: provider });
  await signIn(page, gateway);
  await page.goto("/admin/settings/config");
  const config = page.locator("#config");
  const [first, again] = [config.getByLabel("Passphrase", { exact: true }), config.getByLabel("Passphrase again")];
  await config.getByRole("link", { name: "Encrypted", exact: true }).press("Enter");
  await expect(first).toBeFocused();
  await expect(first).toHaveAccessibleDescription("At least 12 characters.");
  await first.fill("too short");
  await again.fill("another");
  await again.press("Enter");
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute("aria-invalid", "true");
  await first.fill("correct horse battery");
  await again.press("Enter");
  await expect(again).toHaveAccessibleDescription("The two are not the same.");
  await again.fill("correct horse battery");
  const [download, answer] = await Promise.all([
    page.waitForEvent("download"),
    page.waitForResponse((response) => response.url().includes("settings") && response.request().method() === "POST"),
    config.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(answer.headers()["cache-control"]).toBe("no-store");
  expect(download.suggestedFilename()).toMatch(/^ai-gateway-config-[\d-]{10}-encrypted\.json$/);
  const file = await download.path();
  const text = readFileSync(file, "utf8");
  expect(JSON.parse(text).format).toBe("ai-gateway-config-encrypted");
  expect(text).not.toContain(secret);
  await expect(first).toHaveValue("");
  await expect(config.getByRole("link", { name: "Download it again" })).toBeFocused();

  await gateway.admin("providers/main", { method: "DELETE" });
  await config.getByLabel("Configuration file").setInputFiles(file);
  const unlock = config.getByLabel("Passphrase", { exact: true }).nth(1);
  await expect(unlock).toHaveAccessibleDescription(/^This file is encrypted/);
  await unlock.fill("correct horse batterz");
  await config.getByRole("button", { name: "Show the changes" }).click();
  await expect(unlock).toHaveAccessibleDescription(/^The passphrase is wrong, or the file was changed/);
  await expect(unlock).toBeFocused();
  expect(await accessibilityFaults(page)).toEqual([]);
  await unlock.fill("correct horse battery");
  await config.getByRole("button", { name: "Show the changes" }).click();
  await expect(config.getByRole("listitem")).toContainText(["main"]);
  await config.getByRole("button", { name: "Apply 1 change" }).click();
  await expect(config).toContainText("1 change applied");
  const { credentialStates } = await (await gateway.admin("providers/main")).json();
  expect(credentialStates).toMatchObject([{ name: "a", hint: "sk-…test" }]);
});

test("settings can be saved without scripts", async ({ plain, gateway }) => {
  await plain.goto("/admin/settings");
  await plain.getByLabel("Attempts per request").fill("3");
  await plain.getByRole("button", { name: "Save changes" }).click();
  await expect.poll(async () => (await (await gateway.admin("config")).json()).settings.maxAttempts).toBe(3);
  await expect(plain.getByLabel("Attempts per request")).toHaveValue("3");
});

test("default limits reach the key form, and a webhook is saved, tested and shown without its secret part", async ({
  page,
  gateway,
}) => {
  const webhook = createServer((_, response) => response.end()).listen(0, "127.0.0.1");
  await new Promise((resolve) => webhook.once("listening", resolve));
  const { port } = webhook.address() as AddressInfo;
  await signIn(page, gateway);
  await page.goto("/admin/settings");
  await page.getByLabel("Requests per minute").first().fill("600");
  await page.getByLabel("Budget").and(page.locator("input[type=number]")).first().fill("50");
  await expect(page.getByRole("button", { name: "Send test" })).toBeDisabled();
  await page.getByLabel("Webhook").fill("http://169.254.169.254/hook");
  await page.getByRole("checkbox", { name: "Error rate" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("addresses are never allowed")).toBeVisible();
  await page.getByLabel("Webhook").fill(`http://127.0.0.1:${port}/secret-part`);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  await expect(page.getByLabel("Webhook")).toHaveValue(`http://127.0.0.1:${port}/********`);
  await expect(page.getByRole("checkbox", { name: "Error rate" })).toBeChecked();
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("The webhook took the test.")).toBeVisible();
  webhook.close();
  webhook.closeAllConnections();
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("The test did not arrive.")).toBeVisible();
  await page.goto("/admin/keys?new");
  await expect(page.getByText("Default 600")).toBeVisible();
  await expect(page.getByText("Default $50 month")).toBeVisible();
});
