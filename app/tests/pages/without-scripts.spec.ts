import { expect, type RunningGateway, signIn, test } from "./gateway";

// What a page can do before its scripts run, or where none ever do.

const stored = async (gateway: RunningGateway, path: string) => (await (await gateway.admin(path)).json()) as unknown;

test("a key is given an expiry and a role, paused by its menu, and revoked by its name", async ({ plain, gateway }) => {
  await plain.goto("/admin/keys?new");
  await plain.getByRole("dialog").getByLabel("Name").fill("plain");
  await plain.getByRole("radio", { name: "Day" }).check();
  await plain.getByLabel("Last day").fill("2030-05-06");
  await plain.getByText("More limits").click();
  await plain.getByRole("radio", { name: "Admin" }).check();
  await plain.getByRole("button", { name: "Create key" }).click();
  await expect(plain.getByTestId("secret")).toHaveText(/^sk-gw-/);
  const key = async () => {
    const { data } = (await stored(gateway, "keys")) as { data: { name: string }[] };
    return data.find(({ name }) => name === "plain");
  };
  expect(await key()).toMatchObject({ role: "admin", expiresAt: "2030-05-06T23:59:59.000Z", enabled: true });

  await plain.goto("/admin/keys?edit=plain");
  await plain.getByLabel("Models allowed").fill("one, two");
  await plain.getByRole("button", { name: "Save changes" }).click();
  await expect(plain.getByRole("dialog")).toHaveCount(0);
  await plain.goto("/admin/keys?edit=plain");
  await plain.getByRole("button", { name: "Remove one" }).click();
  await expect(plain.getByRole("button", { name: "Remove one" })).toHaveCount(0);
  await plain.getByRole("dialog").getByLabel("Owner").fill("Priya");
  await plain.keyboard.press("Enter");
  await expect(plain.getByRole("dialog")).toHaveCount(0);
  await expect.poll(key).toMatchObject({ models: ["two"], owner: "Priya" });

  await plain.goto("/admin/keys");
  const dots = plain.getByRole("button", { name: "More about plain" }).locator("visible=true");
  await dots.click();
  const menu = plain.getByRole("dialog");
  await menu.getByRole("button", { name: "Pause" }).click();
  await expect.poll(key).toMatchObject({ enabled: false });
  await expect(menu).toBeHidden();
  await dots.click();
  await menu.getByRole("link", { name: "Revoke" }).click();
  const question = plain.getByRole("alertdialog");
  await question.getByRole("textbox").fill("plane");
  await question.getByRole("button", { name: "Revoke key" }).click();
  await expect(question.getByRole("textbox")).toHaveAccessibleDescription("This is not the name.");
  await question.getByRole("textbox").fill("plain");
  await question.getByRole("button", { name: "Revoke key" }).click();
  await expect(plain).toHaveURL("/admin/keys");
  expect(await key()).toBeUndefined();
});

test("a provider is tested and moved by its menu", async ({ plain, gateway }) => {
  const priority = async () => ((await stored(gateway, "providers/demo")) as { priority: number }).priority;
  const before = await priority();
  await plain.goto("/admin/providers");
  const dots = plain.getByRole("button", { name: "More about Demo" }).locator("visible=true");
  const menu = plain.getByRole("dialog");
  await dots.click();
  await menu.getByRole("button", { name: "Test" }).click();
  await expect(
    plain
      .getByText(/^Answered, /)
      .locator("visible=true")
      .first(),
  ).toBeVisible();
  await dots.click();
  await menu.getByRole("button", { name: "New, after the last" }).click();
  await expect.poll(priority).toBe(before + 1);
});

test("a route is edited with its rules and models, looked at in the simulator, and saved", async ({
  plain,
  gateway,
}) => {
  const rules = [{ when: { images: true } }, { when: { contains: "hello" } }];
  await gateway.admin("routes/auto", { method: "PUT", body: { models: ["demo"], rules } });
  await plain.goto("/admin/models/routes/auto");
  await plain.getByRole("radio", { name: "Cheapest" }).check();
  await plain.getByRole("switch", { name: "Use rule 1" }).uncheck();
  await plain.getByLabel("Add a model to Fallbacks").fill("demo-slow");
  await plain.getByRole("button", { name: "Actions for rule 2" }).click();
  await plain.getByRole("dialog").getByRole("button", { name: "Move rule 2 up" }).click();
  await expect(plain.getByRole("dialog")).toHaveCount(0);
  await plain.getByRole("button", { name: /^Words/ }).click();
  await plain.getByLabel("Prompt contains").fill("hello\ngoodbye");
  await plain.getByLabel("Add a model to Goes to").fill("demo");
  await plain.getByRole("button", { name: "Add", exact: true }).first().click();
  await expect(plain.getByRole("list", { name: "Goes to" })).toContainText("demo");
  await plain.getByLabel("Add a model to Goes to").fill("demo-other");
  const simulator = plain.getByRole("region", { name: "Simulator" });
  await simulator.getByLabel("Prompt").fill("Well, goodbye");
  await simulator.getByRole("button", { name: "Run" }).click();
  await expect(simulator).toContainText("Rule 1 Words matched contains “goodbye”");
  await plain.getByRole("button", { name: "Move demo-other up" }).click();
  await expect(plain.getByRole("list", { name: "Goes to" }).getByRole("listitem")).toHaveText([/demo-other/, /demo$/]);
  await plain.getByRole("button", { name: "Save changes" }).click();
  await expect(plain.getByText("Live", { exact: true })).toBeVisible();
  expect(await stored(gateway, "routes/auto")).toMatchObject({
    strategy: "cheapest",
    models: ["demo"],
    rules: [
      { when: { contains: ["hello", "goodbye"] }, models: ["demo-other", "demo"] },
      { when: { images: true }, enabled: false },
    ],
    fallbacks: ["demo-slow"],
  });
});

test("the bar of a phone leads to the other pages, and lists are filtered", async ({ plain }) => {
  await plain.setViewportSize({ width: 390, height: 844 });
  await plain.goto("/admin");
  await plain.getByRole("button", { name: "More", exact: true }).click();
  await expect(plain.getByRole("main").getByRole("link", { name: "Theme and language" })).toHaveAttribute(
    "href",
    "/admin/settings/appearance",
  );
  await plain.getByRole("main").getByRole("link", { name: "Models & routes" }).click();
  const models = plain.locator("main").getByRole("link", { name: /^demo/ }).locator("visible=true");
  await expect(models).not.toHaveCount(1);
  await plain.getByRole("link", { name: "Embeddings" }).click();
  await expect(models).toHaveText(["demo-embed"]);
  await plain.getByRole("searchbox").fill("nothing of that name");
  await plain.getByRole("button", { name: "Filter" }).click();
  await expect(plain).toHaveURL(/q=nothing.*can=embeddings/);
  await expect(plain.getByText("No models match")).toBeVisible();

  await plain.goto("/admin/keys");
  await plain.getByRole("radio", { name: /^Inactive/ }).check();
  await plain.getByRole("button", { name: "Filter" }).click();
  await expect(plain).toHaveURL("/admin/keys?q=&view=inactive");
  await expect(plain.getByText("No keys match")).toBeVisible();
  await plain.goto("/admin/providers/new?capability=embeddings");
  await plain.getByRole("link", { name: "Image", exact: true }).click();
  await plain.getByRole("searchbox").fill("openai");
  await plain.keyboard.press("Enter");
  await expect(plain).toHaveURL("/admin/providers/new?q=openai&capability=embeddings&capability=image");
  await expect(plain.getByRole("link", { name: /^OpenAI/ }).first()).toBeVisible();
  await expect(plain.getByRole("link", { name: /^Anthropic/ })).toHaveCount(0);
  await plain.goto("/admin/providers");
  await plain.getByRole("searchbox").fill("nobody");
  await plain.getByRole("button", { name: "Filter" }).click();
  await expect(plain.getByText("No providers match")).toBeVisible();
});

test("what is written while the scripts are on their way stays", async ({ context, gateway }) => {
  // A page of its own: that of the other tests waits for its scripts.
  const page = await context.newPage();
  await signIn(page, gateway);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/assets/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/admin/models/routes/auto", { waitUntil: "commit" });
  await page.getByRole("radio", { name: "Fastest" }).check();
  await page.getByLabel("Add a model to Fallbacks").fill("demo-slow");
  await page.getByRole("region", { name: "Simulator" }).getByLabel("Prompt").fill("Hello");
  release();
  // The bar tells it once the page is alive.
  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Fastest" })).toBeChecked();
  await expect(page.getByRole("list", { name: "Fallbacks" })).toContainText("demo-slow");
  await expect(page.getByRole("region", { name: "Simulator" }).getByLabel("Prompt")).toHaveValue("Hello");
});

test("all providers are tested, weights are typed, and the looks are chosen", async ({ plain, gateway }) => {
  await plain.goto("/admin/providers");
  await plain.getByRole("button", { name: "Test all" }).click();
  await expect(plain.getByText(/^Answered, /).locator("visible=true")).toBeVisible();

  await plain.goto("/admin/settings");
  await plain.getByRole("spinbutton", { name: "Price in percent" }).fill("60");
  await Promise.all([
    plain.waitForEvent("domcontentloaded"),
    plain.getByRole("button", { name: "Save changes" }).click(),
  ]);
  await expect.poll(() => stored(gateway, "settings")).toMatchObject({ balancedWeights: { price: 60 } });
  await expect(plain.getByRole("spinbutton", { name: "Price in percent" })).toHaveValue("60");

  await plain.getByRole("radio", { name: "Dark" }).check({ force: true });
  await plain.getByRole("radio", { name: "Compact" }).check();
  await plain.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await plain.getByRole("combobox", { name: "Currency" }).selectOption("EUR");
  await plain.getByRole("radio", { name: "简体中文" }).check();
  await plain.getByRole("button", { name: "Apply" }).click();
  await expect(plain).toHaveURL("/admin/settings/appearance");
  const page = plain.locator("html");
  await expect(page).toHaveAttribute("lang", "zh-CN");
  await expect(page).toHaveAttribute("data-density", "compact");
  await expect(page).toHaveClass("dark");
  const cookies = await plain.context().cookies();
  expect(cookies.find(({ name }) => name === "zone")?.value).toBe("Asia%2FTokyo");
  expect(cookies.find(({ name }) => name === "currency")?.value).toBe("EUR%3A0.9");
});
