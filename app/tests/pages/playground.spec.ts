import { expect, signIn, test } from "./gateway";
import { goodKey, startVendor, type Vendor } from "./vendor";

let vendor: Vendor;
test.beforeAll(async () => {
  vendor = await startVendor();
});
test.afterAll(() => vendor.close());

test("an answer streams in, says who served it and what it cost, and links to its request", async ({
  page,
  gateway,
}) => {
  const pricing = { input: 100, output: 200 };
  await gateway.admin("providers", {
    method: "POST",
    body: {
      id: "vendor",
      name: "Vendor",
      adapter: "openai",
      baseUrl: vendor.url,
      credentials: [{ name: "a", value: goodKey }],
      models: [{ id: "vendor-large", pricing }],
    },
  });
  await signIn(page, gateway);
  await page.goto("/admin/playground?model=vendor-large");
  await expect(page.getByRole("button", { name: /Model: vendor-large/ })).toBeVisible();
  await page.getByLabel("Message").fill("Does failover work?");
  await page.keyboard.press("Control+Enter");
  const answer = page.getByRole("article");
  await expect(answer.locator("[data-streamdown=strong], strong")).toHaveText("works");
  await expect(answer).toContainText("TTFT");
  await expect(answer).toContainText("12 in, 5 out");
  await expect(answer).toContainText("$0.00220");
  await page.reload();
  await expect(page.getByText("Does failover work?")).toBeVisible();
  await page.getByRole("link", { name: "Open request" }).click();
  await expect(page).toHaveURL(/\/admin\/requests\/req_/);
  await expect(page.getByRole("dialog")).toContainText("Playground");
});

test("an error is shown in place with what to do, and the code view has the settings", async ({ page, gateway }) => {
  await signIn(page, gateway);
  await page.goto("/admin/playground?model=nothing-of-that-name");
  await page.getByLabel("Temperature").first().fill("0.3");
  await page.getByLabel("Message").fill("Hello");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("404");
  await expect(page.getByRole("alert")).toContainText("No enabled provider takes this name");
  await page.getByRole("button", { name: "View code" }).locator("visible=true").click();
  await expect(page.getByRole("dialog")).toContainText('"temperature": 0.3');
  await expect(page.getByRole("dialog")).toContainText(`${gateway.url}/v1/chat/completions`);
  await page.getByRole("tab", { name: "Python" }).click();
  await expect(page.getByRole("dialog")).toContainText("temperature=0.3");
});

test("Stop ends the answer and keeps what came", async ({ page, gateway }) => {
  await gateway.admin("providers", {
    method: "POST",
    body: {
      id: "vendor",
      adapter: "openai",
      baseUrl: vendor.url,
      credentials: [{ name: "a", value: goodKey }],
      models: ["vendor-slow"],
    },
  });
  await signIn(page, gateway);
  await page.goto("/admin/playground?model=vendor-slow");
  await page.getByLabel("Message").fill("Go");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Streaming")).toBeVisible();
  await expect(page.getByRole("article")).toContainText("Failover");
  await page.getByRole("button", { name: "Stop" }).first().click();
  await expect(page.getByText("Stopped")).toBeVisible();
});
