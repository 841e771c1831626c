import { expect, signIn, test, watchForErrors } from "./gateway";
import { goodKey, startVendor } from "./vendor";

test("a failed request is found by a query and opened: what was tried, in which order, and why", async ({
  page,
  gateway,
}) => {
  const vendor = await startVendor();
  const errors = watchForErrors(page);
  const credentials = [{ name: "main", value: goodKey }];
  const provider = (id: string, priority: number) => ({
    id,
    name: `Vendor ${id}`,
    adapter: "openai",
    baseUrl: vendor.url,
    credentials,
    priority,
    models: ["vendor-broken"],
  });
  for (const [id, priority] of [
    ["one", 0],
    ["two", 1],
  ] as const) {
    await gateway.admin("providers", { method: "POST", body: provider(id, priority) });
  }
  await gateway.chat();
  const failed = await gateway.chat("vendor-broken");
  const requestId = failed.headers.get("x-request-id") ?? "";
  expect(failed.status).toBe(502);

  await signIn(page, gateway);
  await page.goto("/admin/requests");
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.keyboard.press("/");
  await page.keyboard.type("status:5xx");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/status=5xx/);
  await expect(page.getByRole("row")).toHaveCount(2);
  // Outcomes are counted, classes are not.
  await expect(page.locator("[data-facet=status][data-value='5xx']")).toHaveText(/5xx–$/);

  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/admin/requests/${requestId}`));
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Vendor one");
  await expect(sheet).toContainText("Vendor two");
  await expect(sheet).toContainText("the vendor is on fire");
  await expect(sheet).toContainText("1 failover");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/admin\/requests\?status=5xx/);

  // The address alone is enough.
  await page.goto(`/admin/requests/${requestId}`);
  await expect(page.getByRole("dialog")).toContainText(requestId);
  // Why an attempt was made is the gateway's own word, which has a translation.
  await expect(sheet).toContainText("lists the model");
  await page.context().addCookies([{ name: "lang", value: "zh-CN", url: gateway.url }]);
  await page.reload();
  await expect(sheet).toContainText("列出了该模型");
  await expect(sheet).not.toContainText("lists the model");
  expect(errors).toEqual([]);
  await vendor.close();
});

test("the histogram zooms by drag and by keyboard, and the address keeps it", async ({ page, gateway }) => {
  await gateway.chat();
  await gateway.chat("nothing-of-that-name");
  await signIn(page, gateway);
  await page.goto("/admin/requests?range=1h");
  const bars = page.getByRole("toolbar", { name: /Bars of requests/ });
  await expect(bars.getByRole("button", { name: /[1-9] first try/ }).first()).toBeVisible();
  await expect(page.getByText("1 answered at the first try, 0 after failover, 1 failed.")).toBeAttached();
  const box = await bars.boundingBox();
  if (!box) throw new Error("no bars");
  await page.mouse.move(box.x + 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page.getByText("No requests in this range")).toBeVisible();
  await page.getByRole("button", { name: "Zoom out" }).click();
  await expect(page).not.toHaveURL(/from=/);
  await expect(page.getByRole("row")).toHaveCount(3);
  await bars
    .getByRole("button", { name: /[1-9] first try/ })
    .last()
    .press("Enter");
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
});

test("the filtered rows are exported as CSV and as JSON", async ({ page, gateway }) => {
  await gateway.chat();
  const failed = await gateway.chat("nothing-of-that-name");
  const requestId = failed.headers.get("x-request-id") ?? "";
  await signIn(page, gateway);
  await page.goto("/admin/requests?status=404");
  const save = async (format: string) => {
    await page.getByRole("button", { name: "Export" }).locator("visible=true").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: format }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  const lines = (await save("CSV")).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("requestId,createdAt");
  expect(lines[1]).toContain(requestId);
  const { data } = JSON.parse(await save("JSON")) as { data: { requestId: string }[] };
  expect(data.map((row) => row.requestId)).toEqual([requestId]);
});

test("rows are found by what they took", async ({ page, gateway }) => {
  await gateway.chat();
  await signIn(page, gateway);
  await page.goto("/admin/requests");
  await page.getByLabel("Filter requests").fill("attempts>0 latency>1h");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No requests match")).toBeVisible();
  await page.getByLabel("Filter requests").fill("attempts>0");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/attempts=0/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByLabel("Filter requests").fill("latency>600s");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No requests match")).toBeVisible();
});

test.describe(() => {
  // It moves the clock.
  test.use({ ownProfile: true });
  test("new requests come in by themselves", async ({ page, gateway }) => {
    await gateway.chat();
    await signIn(page, gateway);
    await page.clock.install();
    let asked = 0;
    page.on("request", (request) => {
      if (request.url().includes("/api/admin/logs")) asked++;
    });
    await page.goto("/admin/requests");
    await expect(page.getByRole("row")).toHaveCount(2);
    await gateway.chat();
    await expect(page.getByRole("row")).toHaveCount(3);
    const live = page.getByRole("switch", { name: "Live tail" }).locator("visible=true");
    await live.click();
    await expect(live).not.toBeChecked();
    await gateway.chat();
    const before = asked;
    await page.clock.fastForward(60_000);
    // What the page had asked for would have been seen before this.
    await page.evaluate(() => fetch("/health").then((answer) => answer.text()));
    await expect(page.getByRole("row")).toHaveCount(3);
    expect(asked).toBe(before);
    await live.click();
    await expect(page.getByRole("row")).toHaveCount(4);
  });
});

test("an unknown request, provider or route is a page that says so", async ({ page, gateway }) => {
  await signIn(page, gateway);
  for (const address of ["providers/nothing", "providers/new/custom?from=nothing", "models/routes/nothing"])
    expect([address, (await page.request.get(`/admin/${address}`)).status()]).toEqual([address, 404]);
  const answer = await page.goto("/admin/requests/req_nothing");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeVisible();
});

test("the log can be filtered without scripts", async ({ plain, gateway }) => {
  await gateway.chat();
  await gateway.chat("nothing-of-that-name");
  await plain.goto("/admin/requests");
  await plain.getByLabel("Filter requests").fill("status:404");
  await plain.keyboard.press("Enter");
  await expect(plain.getByRole("row")).toHaveCount(2);
  await expect(plain.getByText("nothing-of-that-name").first()).toBeVisible();
});
