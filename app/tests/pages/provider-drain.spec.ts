import { accessibilityFaults, expect, signIn, test, watchForErrors } from "./gateway";
import { goodKey, startVendor } from "./vendor";

test("a provider is drained: new requests go elsewhere, the open one finishes, then it is off", async ({
  page,
  gateway,
}) => {
  const vendor = await startVendor();
  const errors = watchForErrors(page);
  const base = { adapter: "openai", baseUrl: vendor.url, credentials: [{ name: "a", value: goodKey }] };
  for (const [id, priority] of [
    ["first", 0],
    ["second", 1],
  ] as const) {
    const models = id === "first" ? ["vendor-slow", "vendor-large"] : ["vendor-large"];
    await gateway.admin("providers", { method: "POST", body: { ...base, id, name: `The ${id}`, priority, models } });
  }
  await gateway.admin("routes/quick", { method: "PUT", body: { id: "quick", models: ["vendor-large"] } });
  const read = async (id: string) =>
    (await (await gateway.admin(`providers/${id}`)).json()) as { enabled: boolean; drain: string | null };
  await signIn(page, gateway);

  // Test all: each status cell has its own result, as it comes.
  await page.goto("/admin/providers");
  await page.getByRole("button", { name: "Test all" }).click();
  await expect(page.getByText(/Answered, /).locator("visible=true")).toHaveCount(3);

  // A stream of some seconds is open while the provider is drained.
  await page.reload();
  const open = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${gateway.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "vendor-slow", stream: true, messages: [{ role: "user", content: "Hello" }] }),
  });
  const whole = open.text();
  await page.getByRole("button", { name: "More about The first" }).locator("visible=true").click();
  await page.getByRole("menuitem", { name: "Drain, then switch off" }).click();
  // Nothing else serves one of its models: that is asked first.
  await expect(page.getByRole("alertdialog")).toContainText("vendor-slow");
  await page.getByRole("alertdialog").getByRole("button", { name: "Drain" }).click();
  await expect(page.getByText("1 open, then off").locator("visible=true")).toBeVisible();
  await expect.poll(() => read("first")).toMatchObject({ enabled: true, drain: "off" });
  const answer = await gateway.chat("vendor-large");
  expect(answer.headers.get("x-gateway-provider")).toBe("second");
  const refused = await gateway.chat("vendor-slow");
  expect(refused.status).toBe(503);
  vendor.release();
  expect(await whole).toContain("[DONE]");
  await expect.poll(() => read("first")).toMatchObject({ enabled: false, drain: null });
  await expect(page.getByText("1 open, then off")).toHaveCount(0);
  await page.getByRole("switch", { name: "Enable The first" }).locator("visible=true").click();
  await expect.poll(() => read("first")).toMatchObject({ enabled: true });

  // From the danger zone, with the way back.
  await page.goto("/admin/providers/second");
  await expect(page.getByText("quick", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Drain first" }).click();
  await expect(page.getByText("0 requests still open").first()).toBeVisible();
  await expect.poll(() => read("second")).toMatchObject({ drain: "hold" });
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Take requests again" }).click();
  await expect(page.getByText("Draining")).toHaveCount(0);
  await expect.poll(() => read("second")).toMatchObject({ enabled: true, drain: null });

  // A move between priorities is one write, and undone by one press.
  await page.goto("/admin/providers");
  const priority = async () =>
    ((await (await gateway.admin("providers/second")).json()) as { priority: number }).priority;
  await page.getByRole("button", { name: "More about The second" }).locator("visible=true").click();
  await page.getByRole("menuitem", { name: "Move to priority" }).press("ArrowRight");
  await page.getByRole("menuitemradio", { name: "Priority 1" }).click();
  await expect.poll(priority).toBe(0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(priority).toBe(1);
  expect(errors.filter((error) => !error.includes("503"))).toEqual([]);
  await vendor.close();
});
