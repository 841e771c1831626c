import type { Page } from "@playwright/test";
import { accessibilityFaults, expect, type RunningGateway, sidewaysScroll, signIn, test } from "./gateway";
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
  const column = page.getByRole("region", { name: "vendor-large" });
  await expect(column).toContainText("TTFT");
  await expect(column).toContainText("12 in, 5 out");
  await expect(column).toContainText("$0.00220");
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

const provider = async (gateway: RunningGateway, models: unknown[], changes: object = {}) => {
  const made = await gateway.admin("providers", {
    method: "POST",
    body: {
      id: "vendor",
      name: "Vendor",
      adapter: "openai",
      baseUrl: vendor.url,
      credentials: [{ name: "a", value: goodKey }],
      models,
      ...changes,
    },
  });
  expect(made.status, await made.text()).toBe(201);
};

/** Adds a column, the one of that number, and chooses its model. */
async function compareWith(page: Page, column: number, model: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: "Compare" }).locator("visible=true").click();
  const chosen = page.getByRole("button", { name: /^Model: / });
  await expect(chosen).toHaveCount(column);
  await chosen.last().click();
  await page.getByRole("option", { name: model }).click();
}

const picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("three models answer the same message side by side, each with its own settings and figures", async ({
  page,
  gateway,
}) => {
  await provider(gateway, [
    { id: "vendor-large", pricing: { input: 100, output: 200 } },
    { id: "vendor-small", pricing: { input: 10, output: 20 } },
  ]);
  await signIn(page, gateway);
  await page.goto("/admin/playground?model=vendor-large");
  await expect(page.getByRole("button", { name: /Model: vendor-large/ })).toBeVisible();
  await compareWith(page, 2, /vendor-small/);
  await compareWith(page, 3, "demo Demo");
  await expect(page.getByRole("button", { name: "Compare" })).toHaveCount(0);
  await page.getByLabel("Settings of").selectOption({ label: "2. vendor-small" });
  await page.getByLabel("Temperature").first().fill("0.4");
  await page.getByLabel("Message").fill("Does failover work?");
  await page.keyboard.press("Control+Enter");
  const large = page.getByRole("region", { name: "vendor-large" });
  const small = page.getByRole("region", { name: "vendor-small" });
  await expect(large).toContainText("$0.00220");
  await expect(small).toContainText("$0.00022");
  await expect(page.getByRole("region", { name: "demo" })).toContainText("$0.00002 (best)");
  await page.getByRole("button", { name: "View code" }).locator("visible=true").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText('"model": "vendor-large"');
  await expect(dialog).not.toContainText("temperature");
  await dialog.getByRole("radio", { name: "vendor-small" }).click();
  await expect(dialog).toContainText('"temperature": 0.4');
  await dialog.getByRole("tab", { name: "AI SDK" }).click();
  await expect(dialog).toContainText("createOpenAICompatible");
  await dialog.getByRole("tab", { name: "Anthropic SDK" }).click();
  await expect(dialog).toContainText("client.messages.stream");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove vendor-small" }).click();
  await expect(small).toHaveCount(0);
  await expect(large).toContainText("works");
});

test("a picture is sent to the models that see, and the others say that they stay idle", async ({ page, gateway }) => {
  await provider(gateway, [
    { id: "vendor-seeing", capabilities: ["chat", "vision"] },
    { id: "vendor-blind", capabilities: ["chat"] },
  ]);
  await signIn(page, gateway);
  await page.goto("/admin/playground?model=vendor-seeing");
  await compareWith(page, 2, /vendor-blind/);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: Buffer.from(picture, "base64") });
  await expect(page.getByRole("img", { name: "Attached image 1" })).toBeVisible();
  await expect(page.getByRole("region", { name: "vendor-blind" })).toContainText("takes no images");
  await expect(page.getByText("Sent to 1 of 2 columns")).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("region", { name: "vendor-seeing" })).toContainText("Pictures: 1.");
  await expect(page.getByRole("region", { name: "vendor-blind" }).getByRole("article")).toHaveCount(0);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no") });
  await expect(page.getByRole("alert")).toContainText("notes.txt");
});

test("pictures are made by two models, shown with cost and time, downloaded, and edited", async ({ page, gateway }) => {
  await provider(gateway, [
    { id: "vendor-paint", capabilities: ["image"], pricing: { input: 0, output: 0, perImage: 0.02 } },
    { id: "vendor-linked", capabilities: ["image"], pricing: { input: 0, output: 0, perImage: 0.01 } },
    { id: "vendor-large", capabilities: ["chat"] },
  ]);
  await signIn(page, gateway);
  await page.goto("/admin/playground/image?model=vendor-paint");
  await expect(page.getByRole("button", { name: /Model: vendor-paint/ })).toBeVisible();
  await compareWith(page, 2, "vendor-linked Vendor");
  await page.getByRole("combobox", { name: "Size" }).fill("512x512");
  await page.getByRole("spinbutton", { name: "Pictures" }).fill("2");
  await page.getByLabel("Prompt").fill("A lighthouse");
  await page.keyboard.press("Control+Enter");
  const painted = page.getByRole("region", { name: "vendor-paint" });
  await expect(painted.getByRole("img", { name: /A lighthouse at 512x512/ })).toHaveCount(2);
  await expect(painted).toContainText("$0.0400");
  const linked = page.getByRole("region", { name: "vendor-linked" });
  await expect(linked.getByRole("link", { name: "Open picture 1" })).toHaveAttribute("href", /^http:\/\/127/);
  await expect(linked).toContainText("$0.0200 (best)");
  const download = page.waitForEvent("download");
  await painted.getByRole("link", { name: "Download picture 1" }).click();
  expect((await download).suggestedFilename()).toBe("vendor-paint-1.png");
  await page.getByRole("button", { name: "View code" }).locator("visible=true").click();
  await expect(page.getByRole("dialog")).toContainText('"size": "512x512"');
  await page.keyboard.press("Escape");
  // A look at another mode loses nothing.
  await page.getByRole("link", { name: "Chat", exact: true }).locator("visible=true").click();
  await expect(page.getByLabel("Message")).toBeVisible();
  await page.getByRole("link", { name: "Image" }).locator("visible=true").click();
  await painted.getByRole("button", { name: "Edit" }).first().click();
  await page.getByLabel("Prompt").fill("Make it night");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(painted.getByRole("img", { name: /Make it night \(1 edited\)/ })).toHaveCount(2);
  await page.reload();
  await expect(page.getByLabel("Prompt")).toHaveValue("Make it night");
});

test("texts become vectors, with their length, first numbers, similarity and cost", async ({ page, gateway }) => {
  await provider(gateway, [
    { id: "vendor-embed", capabilities: ["embeddings"], pricing: { input: 100, output: 0 } },
    { id: "vendor-large", capabilities: ["chat"] },
  ]);
  await signIn(page, gateway);
  await page.goto("/admin/playground/embeddings?model=vendor-embed");
  await expect(page.getByRole("button", { name: /Model: vendor-embed/ })).toBeVisible();
  await page.getByLabel("Text 1", { exact: true }).fill("cat");
  await page.getByLabel("Text 2", { exact: true }).fill("act");
  await page.getByRole("button", { name: "Add text" }).click();
  await expect(page.getByLabel("Text 3", { exact: true })).toBeFocused();
  await page.keyboard.type("dog");
  await page.keyboard.press("Control+Enter");
  const column = page.getByRole("region", { name: "vendor-embed" });
  await expect(column).toContainText("26 numbers each");
  await expect(column.getByRole("listitem").first()).toContainText("[1.0000, 0.0000, 1.0000");
  const row = column.getByRole("row").nth(1);
  await expect(row.getByRole("cell")).toHaveText(["1.000", "1.000", "0.000"]);
  await expect(column).toContainText("3 tok");
  await expect(column).toContainText("$0.00030");
  await page.getByRole("spinbutton", { name: "Dimensions" }).fill("5");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(column).toContainText("5 numbers each");
  await page.getByRole("button", { name: "View code" }).locator("visible=true").click();
  await page.getByRole("tab", { name: "Python" }).click();
  await expect(page.getByRole("dialog")).toContainText("dimensions=5");
});

test("a tool call is shown, its result typed, and the model goes on from there", async ({ page, gateway }) => {
  await provider(gateway, ["vendor-large"]);
  await signIn(page, gateway);
  await page.goto("/admin/playground?model=vendor-large");
  await page.getByLabel("Tools").first().fill("[{");
  await expect(page.getByText("This is not a JSON array of function tools")).toBeVisible();
  await page.getByLabel("Message").fill("Weather in Rome?");
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await page.getByLabel("Tools").first().fill("");
  await page.getByRole("button", { name: "Insert an example" }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("article")).toContainText("get_weather");
  await expect(page.getByRole("article")).toContainText('"city": "Rome"');
  await page.getByLabel("Result of get_weather").fill("Sunny");
  await page.getByRole("button", { name: "Send result" }).click();
  await expect(page.getByRole("article").last()).toContainText("You said: Sunny.");
});

test("a logged request is replayed with its model", async ({ page, gateway }) => {
  await provider(gateway, ["vendor-large", "vendor-broken"]);
  const failed = await gateway.chat("vendor-broken");
  await signIn(page, gateway);
  await page.goto(`/admin/requests/${failed.headers.get("x-request-id")}`);
  await page.getByRole("link", { name: "Replay in playground" }).click();
  await expect(page.getByRole("button", { name: /Model: vendor-broken/ })).toBeVisible();
  await expect(page.getByText("Model and streaming are set as in the request")).toBeVisible();
  await expect(page.getByRole("switch", { name: "Stream" })).not.toBeChecked();
});

test("connectivity checks every model at every provider, and a failure leads to its request", async ({
  page,
  gateway,
}) => {
  await provider(gateway, ["vendor-large", "vendor-broken"]);
  await provider(gateway, ["vendor-large"], { id: "second", name: "Second" });
  await signIn(page, gateway);
  await page.goto("/admin/playground");
  await page.getByRole("link", { name: "Connectivity" }).locator("visible=true").click();
  await page.getByRole("button", { name: /^Run \d+ checks/ }).click();
  await expect(page.getByRole("row", { name: /vendor-large/ }).getByRole("link")).toHaveCount(2);
  const broken = page.getByRole("row", { name: /vendor-broken/ });
  await expect(broken.getByRole("link", { name: /Failed/ })).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Run again" })).toBeVisible();
  await page.getByRole("button", { name: "Only failures" }).click();
  await expect(page.getByRole("row", { name: /vendor-large/ })).toHaveCount(0);
  await broken.getByRole("link", { name: /Failed/ }).click();
  await expect(page.getByRole("dialog")).toContainText("the vendor is on fire");
});

test("the playground has no accessibility faults in either theme and fits a phone", async ({ page, gateway }) => {
  test.setTimeout(180_000);
  await provider(gateway, ["vendor-large", "vendor-small"]);
  await signIn(page, gateway);
  await page.goto("/admin/playground?model=vendor-large");
  await compareWith(page, 2, /vendor-small/);
  await page.getByRole("button", { name: "Insert an example" }).click();
  await page.getByLabel("Message").fill("Hello");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: "Send result" })).toHaveCount(2);
  await expect(page.getByText("Streaming")).toHaveCount(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("radio", { name: "vendor-large" })).toBeVisible();
  await expect.poll(() => sidewaysScroll(page)).toBe(0);
  for (const mode of ["image", "embeddings"]) {
    await page.goto(`/admin/playground/${mode}`);
    await page.getByRole("button", { name: mode === "image" ? /lighthouse/ : "Try three texts" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("link", { name: "Open request" })).toBeVisible();
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  await page.goto("/admin/playground/connectivity");
  await page.getByRole("button", { name: /^Run \d+ checks/ }).click();
  await expect(page.getByRole("button", { name: "Run again" })).toBeVisible();
  await expect.poll(() => sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
});
