import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Builds the bundle where it is missing or older than the sources: what is tested is what would be deployed. */
export default function buildOnce(): void {
  const built = join(root, "build/client/_worker.js");
  if (existsSync(built) && statSync(built).mtimeMs > newest(join(root, "app"))) return;
  const outcome = spawnSync(process.execPath, [join(root, "node_modules/@react-router/dev/bin.cjs"), "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, VITEST: "", NODE_ENV: "production" },
  });
  if (outcome.status !== 0) throw new Error(`the build failed:\n${outcome.stdout}\n${outcome.stderr}`);
}

function newest(folder: string): number {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "tests" || entry.name.includes(".test.")) continue;
    const path = join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return time;
}
