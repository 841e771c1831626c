import { DatabaseSync } from "node:sqlite";
import { expect, test as ownGateway, signIn } from "./gateway";
import { holdBack } from "./held-back";
import { pictures, test } from "./sample";
import { badKey, goodKey, startVendor } from "./vendor";

// What pages look like after something was done there.

test("01-login: at first, after a wrong password, and while signing in is paused", async ({ page }) => {
  await page.context().clearCookies();
  await page.goto("/login");
  await pictures(page, "01-login");
  for (let tries = 1; tries <= 5; tries++) {
    await page.getByLabel("Password").fill(`wrong ${tries}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText(tries < 5 ? `${5 - tries} attempt` : "Try again in");
    if (tries === 1) await pictures(page, "01-login-error");
  }
  await pictures(page, "01-login-paused", { axe: false });
});

test("01-login-no-password, as a deployment without one shows it", async ({ page }) => {
  await page.goto("/admin/keys");
  await page.route("**/login.data*", async (route) => {
    const answer = await route.fetch();
    const list = JSON.parse(await answer.text()) as unknown[];
    const name = `_${list.indexOf("configured")}`;
    const holder = list.find((value): value is Record<string, number> => Object.hasOwn(Object(value), name));
    // A list whose objects name the places of their values.
    if (holder) holder[name] = list.push(false) - 1;
    await route.fulfill({ response: answer, body: `${JSON.stringify(list)}\n` });
  });
  // Not by signing out: that would end the session of the tests that follow, too.
  await page.context().clearCookies({ name: "gateway_session" });
  await page.getByRole("link", { name: "Usage & cost" }).locator("visible=true").click();
  await expect(page.getByText("No password is set yet")).toBeVisible();
  await pictures(page, "01-login-no-password");
});

test("13-loading: an overview whose figures take their time", async ({ page, sample }) => {
  const parts = ["figures", "spend", "errors", "providers"];
  const slow = await holdBack(sample.url, "/admin", parts);
  await page.goto(`${slow.url}/admin/settings`);
  await page.getByRole("link", { name: "Overview" }).locator("visible=true").click();
  await expect(page.getByRole("heading", { name: "Provider health" })).toBeVisible();
  await pictures(page, "13-loading", { loading: true });
  slow.close();
});

test("05-add-provider-form: empty, with a key that is refused, and with one that works", async ({ page }) => {
  const vendor = await startVendor();
  await page.goto("/admin/providers/new/moonshot");
  await pictures(page, "05-add-provider-form-empty");
  await page.getByText("Advanced").click();
  await page.getByLabel("Base URL").fill(vendor.url);
  await page.getByText("Advanced").click();
  await page.getByLabel("Keys from Moonshot Kimi").fill(badKey);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText("Not connected")).toBeVisible();
  await pictures(page, "05-add-provider-form-bad", { axe: false });
  await page.getByLabel("Keys from Moonshot Kimi").fill(goodKey);
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText("Connected", { exact: true })).toBeVisible();
  await pictures(page, "05-add-provider-form");
  await vendor.close();
});

test("08-key-secret, the palette, a toast with Undo, the sheet More", async ({ page }) => {
  await page.goto("/admin/keys?new");
  await page.getByRole("dialog").getByLabel("Name").fill("checkout-assistant");
  await page.getByRole("button", { name: "Create key" }).last().click();
  await expect(page.getByTestId("secret")).toHaveText(/^sk-gw-/);
  await pictures(page, "08-key-secret");

  await page.goto("/admin/providers");
  await page.getByRole("switch", { name: "Enable Groq" }).locator("visible=true").click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  // Its few seconds must be enough for the pictures.
  await pictures(page, "13-toast", { axe: false });
  await page.getByRole("switch", { name: "Enable Groq" }).locator("visible=true").click();
  await expect(page.getByRole("switch", { name: "Enable Groq" }).locator("visible=true")).toBeChecked();

  await page.goto("/admin");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("claude");
  await expect(page.getByRole("option", { name: /claude-sonnet-4.5/ }).first()).toBeVisible();
  await pictures(page, "13-palette");
  await page.keyboard.press("Escape");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await pictures(page, "13-more-sheet", { widths: [390] });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("dialog").getByRole("link", { name: "Settings" }).click();
  await expect(page).toHaveURL("/admin/settings");
});

ownGateway("02-first-run, 13-empty once the demo is gone, 13-error once a page breaks", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
  await pictures(page, "02-first-run");
  await gateway.admin("providers/demo", { method: "DELETE" });
  await page.goto("/admin");
  await pictures(page, "02-first-run-nothing");
  await page.goto("/admin/providers");
  await pictures(page, "13-empty");
  const database = new DatabaseSync(gateway.database);
  database.exec("alter table api_keys rename to api_keys_away");
  database.close();
  await page.goto("/admin/keys");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await pictures(page, "13-error");
});

test("the parts of a long page whose data are there stand in their places, where no script moves them", async ({
  sample,
}) => {
  const cookie = sample.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  // A part that comes late is behind the page: another time it is not.
  await expect
    .poll(async () => (await fetch(`${sample.url}/admin`, { headers: { cookie } })).text())
    .not.toMatch(/hidden id="S:/);
});
