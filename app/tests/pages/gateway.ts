import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

export interface RunningGateway {
  url: string;
  password: string;
  adminToken: string;
  /** The clear API key that the first start made. */
  apiKey: string;
  /** Calls the demo provider, which needs no account; waits until the request is in the log. */
  chat(model?: string): Promise<Response>;
  /** The admin API. */
  admin(path: string, init?: { method?: string; body?: unknown }): Promise<Response>;
}

/** Every test has a server and a database of its own: the production bundle on Node, freshly set up. */
export const test = base.extend<{ gateway: RunningGateway }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  gateway: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), "gateway-pages-"));
    const password = "correct horse battery staple";
    const adminToken = "admin-token-of-the-page-tests";
    const port = await freePort();
    const server = spawn(process.execPath, ["app/server.node.ts"], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "127.0.0.1",
        DATA_DIR: directory,
        ADMIN_PASSWORD: password,
        ADMIN_TOKEN: adminToken,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const url = `http://127.0.0.1:${port}`;
    const apiKey = await firstKey(server);
    const json = (token: string) => ({ authorization: `Bearer ${token}`, "content-type": "application/json" });
    await use({
      url,
      password,
      adminToken,
      apiKey,
      chat: async (model = "demo") => {
        const answer = await fetch(`${url}/v1/chat/completions`, {
          method: "POST",
          headers: json(apiKey),
          body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
        });
        await logged(url, adminToken, answer.headers.get("x-request-id"));
        return answer;
      },
      admin: (path, { method = "GET", body } = {}) =>
        fetch(`${url}/api/admin/${path}`, {
          method,
          headers: json(adminToken),
          body: body === undefined ? undefined : JSON.stringify(body),
        }),
    });
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
    await rm(directory, { recursive: true, force: true });
  },
  baseURL: async ({ gateway }, use) => use(gateway.url),
});

/** Fails the test on anything that the browser reports: errors of scripts, of hydration, of the network. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
}

export async function signIn(page: Page, gateway: RunningGateway): Promise<void> {
  await page.goto("/login");
  await page.locator("#password").fill(gateway.password);
  await page.locator("form button[type=submit]").click();
  await page.waitForURL(/\/admin/);
}

/** How many pixels the page can be scrolled sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Log rows are written after the answer. */
async function logged(url: string, token: string, requestId: string | null): Promise<void> {
  await expect
    .poll(
      async () =>
        (await fetch(`${url}/api/admin/logs/${requestId}`, { headers: { authorization: `Bearer ${token}` } })).status,
    )
    .toBe(200);
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** The first start prints the key once it listens. */
async function firstKey(server: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const key = /sk-gw-[A-Za-z0-9]{20,}/.exec(output)?.[0];
      if (key && /listens on/.test(output)) resolve(key);
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
}
