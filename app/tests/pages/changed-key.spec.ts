import { dirname } from "node:path";
import { encryptionKey } from "../host";
import { startNode } from "../hosts";
import { accessibilityFaults, expect, signIn, test } from "./gateway";

const provider = (id: string) => ({
  id,
  adapter: "openai",
  baseUrl: "https://api.example.com/v1",
  credentials: [{ name: "a", value: "sk-upstream-secret" }],
  headers: { "x-api-token": "secret" },
});

test("after a change of the encryption key the settings say what is under the former one, and encrypt it anew", async ({
  page,
  plain,
  gateway,
}) => {
  await gateway.admin("providers", { method: "POST", body: provider("main") });
  await signIn(page, gateway);
  await page.goto("/admin/settings/access");
  await expect(page.getByText("Stored secrets are encrypted under ENCRYPTION_KEY.")).toBeVisible();
  // The session of the former key is still good at a host that names it.
  const changed = await startNode({
    DATA_DIR: dirname(gateway.database),
    ADMIN_PASSWORD: gateway.password,
    ENCRYPTION_KEY: Buffer.alloc(32, 8).toString("base64"),
    ENCRYPTION_KEY_PREVIOUS: encryptionKey,
  });
  try {
    await page.goto(`${changed.url}/admin/settings/access`);
    await expect(
      page.getByText(/Still under a former key: 2 secrets of the configuration, 0 kept answers/),
    ).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Encrypt anew" }).click();
    await expect(page.getByText("2 texts encrypted anew")).toBeVisible();
    await expect(page.getByText(/Nothing stored is under a former key any more/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Encrypt anew" })).toBeHidden();

    // An instance that still has the former key alone stores another one; without scripts.
    await gateway.admin("providers", { method: "POST", body: provider("late") });
    await plain.goto(`${changed.url}/admin/settings/access`);
    await expect(plain.getByText(/Still under a former key: 2 secrets/)).toBeVisible();
    await plain.getByRole("button", { name: "Encrypt anew" }).click();
    await expect(plain.getByText(/Nothing stored is under a former key any more/)).toBeVisible();
  } finally {
    await changed.stop();
  }
});
