// `node tools/screenshots.ts`: the pictures of the README, of the built dashboard over a day of made-up traffic.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { runnerImport } from "vite";
import { adminToken, startNode } from "../app/tests/hosts.ts";
import { chromiumArguments, findChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "..");
const dataDirectory = mkdtempSync(join(tmpdir(), "gateway-pictures-"));
const password = "only for these pictures";
const credentials = (...names: string[]) => names.map((name) => ({ name, value: `sk-picture-${name}-0000000000` }));
const document = {
  version: 1,
  providers: [
    { id: "openai", preset: "openai", credentials: credentials("a", "b"), models: ["gpt-4o-mini", "gpt-4o"] },
    { id: "deepseek", preset: "deepseek", credentials: credentials("a"), models: ["deepseek-chat"] },
    {
      id: "openrouter",
      preset: "openrouter",
      credentials: credentials("a"),
      models: ["claude-sonnet-4.5"],
      priority: 1,
    },
    { id: "groq", preset: "groq", credentials: credentials("a"), models: ["llama-3.3-70b"], priority: 1 },
  ],
  routes: [{ id: "auto", strategy: "balanced", models: ["gpt-4o-mini", "deepseek-chat"], fallbacks: ["gpt-4o"] }],
  keys: ["Web", "Batch", "CI"].map((name) => ({
    id: name.toLowerCase(),
    name,
    value: `sk-gw-picture-${name.toLowerCase()}-000000000000`,
    limits: { rpm: 600 },
  })),
};
const host = await startNode({ DATA_DIR: dataDirectory, ADMIN_PASSWORD: password });
try {
  await takePictures();
} finally {
  await host.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
}

async function takePictures(): Promise<void> {
  const configured = await fetch(`${host.url}/api/admin/config`, {
    method: "PUT",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify(document),
  });
  if (!configured.ok) throw new Error(await configured.text());

  const { module } = await runnerImport<typeof import("./screenshots/traffic.ts")>(
    join(root, "tools/screenshots/traffic.ts"),
    { configFile: false, root, resolve: { tsconfigPaths: true }, logLevel: "error" },
  );
  await module.writeTraffic(dataDirectory, Date.now());

  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments });
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      baseURL: host.url,
      viewport: { width: 1440, height: 900 },
      colorScheme,
      locale: "en-US",
    });
    const page = await context.newPage();
    await page.goto("/login");
    await page.locator("#password").fill(password);
    await page.locator("form button[type=submit]").click();
    await page.waitForURL(/\/admin/);
    const picture = async (path: string, name: string) => {
      await page.goto(path, { waitUntil: "networkidle" });
      await page.waitForTimeout(1000); // charts draw themselves in
      const suffix = colorScheme === "dark" ? "-dark" : "";
      await page.screenshot({ path: join(root, `docs/${name}${suffix}.png`) });
    };
    await picture("/admin", "overview");
    await picture("/admin/providers", "providers");
    await context.close();
  }
  await browser.close();
}
