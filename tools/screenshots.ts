// `npm run screenshots`: the pictures of the README, of the built dashboard over the sample that the browser tests have too.
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { runnerImport } from "vite";
import { chromiumArguments, findChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "..");
const password = "only for these pictures";
const { module: sample } = await runnerImport<typeof import("../app/tests/sample/start.ts")>(
  join(root, "app/tests/sample/start.ts"),
  { configFile: false, root, resolve: { tsconfigPaths: true }, logLevel: "error" },
);
const host = await sample.startSample({ ADMIN_PASSWORD: password });
try {
  await takePictures();
} finally {
  await host.stop();
}

async function takePictures(): Promise<void> {
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
