import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

test("npm start serves without asking anything, and ends with npm when that gets SIGTERM", {
  timeout: 60_000,
}, async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "gateway-npm-"));
  const child = spawn("npm", ["start"], {
    cwd: join(import.meta.dirname, "../../../.."),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: "0", DATA_DIR: dataDirectory },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  try {
    let output = "";
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (data) => {
        output += data;
        const match = /curl (http:\S+)\/v1/.exec(output);
        if (match) resolve(match[1]!);
      });
      child.once("exit", () => reject(new Error(output)));
    });
    expect(output).toMatch(/Admin password {2}\S{20}/);
    expect(output).toMatch(/API key {9}sk-gw-\w{40}/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    // What it keeps is for its own user alone.
    for (const file of readdirSync(dataDirectory))
      expect(statSync(join(dataDirectory, file)).mode & 0o077, file).toBe(0);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  } finally {
    child.kill("SIGKILL");
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
