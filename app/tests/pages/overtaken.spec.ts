import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./gateway";

/** Presses Save, is told that somebody else was faster, still has the input, and saves it anyway. */
async function savesAnyway(page: Page, save: string, kept: () => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: save }).last().click();
  await expect(page.getByRole("alert")).toContainText("Somebody else changed this");
  await kept();
  await page.getByRole("button", { name: "Save mine" }).click();
  await expect(page.getByRole("alert")).toBeHidden();
}

test("who saves second is told, and loses nothing: a key, a model, the settings", async ({ page, gateway }) => {
  const patch = (path: string, body: unknown) => gateway.admin(path, { method: "PATCH", body });
  const stored = async (path: string) => (await (await gateway.admin(path)).json()) as Record<string, unknown>;
  await signIn(page, gateway);

  await page.goto("/admin/keys?edit=first");
  await page.getByRole("dialog").getByLabel("Owner").fill("Mine");
  await patch("keys/first", { owner: "Theirs" });
  await savesAnyway(page, "Save changes", () =>
    expect(page.getByRole("dialog").getByLabel("Owner")).toHaveValue("Mine"),
  );
  await expect(page.getByRole("dialog")).toBeHidden();
  const { data } = (await stored("keys")) as { data: { id: string; owner: string }[] };
  expect(data.find(({ id }) => id === "first")?.owner).toBe("Mine");

  await patch("providers/demo", { models: [{ id: "demo", contextLength: 1000 }] });
  await page.goto("/admin/providers/demo/models?dialog=model&of=demo");
  await page.getByRole("dialog").getByLabel("Context").fill("3000");
  await patch("providers/demo", { models: [{ id: "demo", contextLength: 2000 }] });
  await savesAnyway(page, "Save changes", () =>
    expect(page.getByRole("dialog").getByLabel("Context")).toHaveValue("3000"),
  );
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await stored("providers/demo")).toMatchObject({ models: [{ id: "demo", contextLength: 3000 }] });

  await page.goto("/admin/settings");
  await page.getByLabel("Attempts per request").fill("3");
  const config = (await stored("config")) as { settings: object };
  await gateway.admin("settings", { method: "PATCH", body: { ...config.settings, maxAttempts: 5 } });
  await savesAnyway(page, "Save changes", () => expect(page.getByLabel("Attempts per request")).toHaveValue("3"));
  await expect(page.getByText("Settings saved")).toBeVisible();
  expect(await stored("config")).toMatchObject({ settings: { maxAttempts: 3 } });
});
