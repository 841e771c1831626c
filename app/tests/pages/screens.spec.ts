import type { Page } from "@playwright/test";
import { sampleConversation } from "~/tests/sample/conversation";
import { sampleFailoverId } from "~/tests/sample/requests";
import { expect } from "./gateway";
import { pictures, test } from "./sample";

// Every page over sixty days of traffic; the names are those of the designed pictures. States that a page comes to by what
// one does there are in screen-states.spec.ts.

const chart = (page: Page) => expect(page.locator(".recharts-surface").first()).toBeVisible();

/** A prompt that a rule takes, and what becomes of it. */
async function simulated(page: Page): Promise<void> {
  await page.getByLabel("Prompt").fill("Why does this throw?\n```ts\nconst user = await db.find(id)!\n```");
  await expect(page.getByText("Rule 2")).toBeVisible();
  await expect(page.getByRole("button", { name: "Run" })).toBeEnabled();
}

/** Their parts are those of the page before them. */
const alike = ["10-usage-provider", "10-usage-key", "10-usage-route"];

const screens: [name: string, path: string, ready?: (page: Page) => Promise<void>][] = [
  ["03-overview", "/admin"],
  ["04-providers", "/admin/providers"],
  ["05-add-provider-presets", "/admin/providers/new"],
  ["05-add-provider-custom", "/admin/providers/new/custom"],
  ["06-provider-detail", "/admin/providers/gemini"],
  ["06-provider-credentials", "/admin/providers/gemini/credentials"],
  ["06-provider-models", "/admin/providers/gemini/models"],
  ["06-provider-attempts", "/admin/providers/groq/attempts"],
  ["06-provider-settings", "/admin/providers/gemini/settings"],
  ["07-models", "/admin/models"],
  ["07-model-panel", "/admin/models?model=deepseek-v3.2"],
  ["07-routes", "/admin/models?tab=routes"],
  ["07-aliases", "/admin/models?tab=aliases"],
  ["07-route-editor", "/admin/models/routes/auto", simulated],
  ["07-route-new", "/admin/models/routes/new"],
  ["08-keys", "/admin/keys"],
  ["08-key-create", "/admin/keys?new"],
  ["08-key-rotate", "/admin/keys?rotate=web-app"],
  ["09-requests", "/admin/requests"],
  ["09-requests-none", "/admin/requests?q=nothing-of-that-name"],
  ["09-request-detail", `/admin/requests/${sampleFailoverId}`],
  ["10-usage", "/admin/usage", chart],
  ["10-usage-provider", "/admin/usage?split=provider&metric=requests", chart],
  ["10-usage-key", "/admin/usage?split=key&range=24h&metric=perThousand", chart],
  ["10-usage-route", "/admin/usage?split=route&metric=tokens", chart],
  ["11-playground-image", "/admin/playground/image"],
  ["11-playground-embeddings", "/admin/playground/embeddings"],
  ["11-connectivity", "/admin/playground/connectivity"],
  ["12-settings", "/admin/settings"],
  ["13-not-found", "/admin/nothing-here"],
];

for (const [name, path, ready] of screens)
  test(`${name} in both themes, on a desk and on a phone`, async ({ page }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeVisible();
    await ready?.(page);
    await pictures(page, name, { axe: !alike.includes(name) });
    expect(errors).toEqual([]);
  });

test("11-playground in both themes, on a desk and on a phone", async ({ page }) => {
  await page.addInitScript((stored) => localStorage.setItem(stored.name, stored.value), sampleConversation(3));
  await page.goto("/admin/playground");
  await expect(page.getByText("so each key has one writer").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Model: fast" })).toBeVisible();
  await pictures(page, "11-playground");
  await page.getByRole("button", { name: "View code" }).locator("visible=true").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await pictures(page, "11-view-code");
});

test("in Chinese", async ({ page, sample }) => {
  await page.context().addCookies([{ name: "lang", value: "zh-CN", domain: "127.0.0.1", path: "/" }]);
  const chinese: [name: string, path: string][] = [
    ["03-overview-zh", "/admin"],
    ["04-providers-zh", "/admin/providers"],
    ["06-provider-detail-zh", "/admin/providers/gemini"],
    ["07-models-zh", "/admin/models"],
    ["07-route-editor-zh", "/admin/models/routes/auto"],
    ["08-keys-zh", "/admin/keys"],
    ["09-requests-zh", "/admin/requests"],
    ["09-request-detail-zh", `/admin/requests/${sampleFailoverId}`],
    ["10-usage-zh", "/admin/usage"],
    ["12-settings-appearance-zh", "/admin/settings/appearance"],
  ];
  const designed = ["03-overview-zh", "12-settings-appearance-zh"];
  for (const [name, path] of chinese) {
    await page.goto(sample.url + path);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    // Where words are short of room, and those that were designed on a desk.
    const widths: (1440 | 390)[] = designed.includes(name) ? [1440, 390] : [390];
    await pictures(page, name, { axe: false, themes: ["light"], widths });
  }
  await pictures(page, "12-settings-appearance-zh", { axe: false, themes: ["dark"], widths: [1440] });
});

test("12-settings-full: all sections of the settings", async ({ page }) => {
  await page.goto("/admin/settings");
  await pictures(page, "12-settings-full", { axe: false, themes: ["light"], fullPage: true });
});
