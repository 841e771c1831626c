import { expect, signIn, test, watchForErrors } from "./gateway";

test("a visitor is sent to sign in, and back to the page that was asked for", async ({ page, gateway }) => {
  const errors = watchForErrors(page);
  await page.goto("/admin/settings?from=link");
  await expect(page).toHaveURL(/\/login\?next=/);
  await page.getByLabel("Password").fill(gateway.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/admin/settings?from=link");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("a wrong password says how many tries are left, and puts the cursor back", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("4 attempts left");
  await expect(page.getByRole("alert")).toContainText("ADMIN_PASSWORD");
  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
});

test("too many wrong passwords pause sign-in with a countdown, also after a reload", async ({ page }) => {
  await page.goto("/login");
  for (let tries = 1; tries <= 5; tries++) {
    await page.getByLabel("Password").fill(`wrong ${tries}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText(tries < 5 ? `${5 - tries} attempt` : "Try again in");
  }
  await expect(page.getByRole("button", { name: "Sign in" })).toBeDisabled();
  await page.reload();
  await expect(page.getByRole("alert")).toContainText(/Try again in 1[45]:\d\d/);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeDisabled();
});

test("who is signed in skips the sign-in page, and signing out ends the session", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/login?next=/admin/settings");
  await expect(page).toHaveURL("/admin/settings");
  for (const path of ["/admin/keys", "/admin/keys.data", "/admin/setup", "/login.data"])
    expect((await page.request.get(path)).headers()["cache-control"], path).toBe("no-store");
  await page.getByRole("button", { name: /Account menu/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/login");
  await page.goto("/admin");
  await expect(page).toHaveURL("/login");
});

test("next= leads to pages of this site only", async ({ page, gateway }) => {
  await page.goto("/login?next=https://evil.example/");
  await page.getByLabel("Password").fill(gateway.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/admin");
});

test("nothing but the page's own scripts runs in it, and no other site shows it inside its own", async ({
  page,
  gateway,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.text().startsWith("refused ")) refused.push(message.text());
  });
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) =>
      console.log(`refused ${event.effectiveDirective} ${event.blockedURI}`),
    ),
  );
  await signIn(page, gateway);
  // Its form comes with what checks it.
  const answer = await page.goto("/admin/keys?new=1");
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeFocused();
  expect(answer?.headers()["content-security-policy"]).toContain("frame-ancestors 'self'");
  expect(refused).toEqual([]);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken over'";
    document.body.append(script);
  });
  await expect.poll(() => refused).toEqual(["refused script-src-elem inline"]);
  await expect(page).toHaveTitle(/API keys/);
});

test("signing in works without scripts", async ({ browser, gateway }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gateway.url, locale: "en-US" });
  const page = await context.newPage();
  await page.goto("/login?next=/admin/settings");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("4 attempts left");
  await page.getByLabel("Password").fill(gateway.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/admin/settings");
  await context.close();
});
