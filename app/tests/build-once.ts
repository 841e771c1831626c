import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { changedAt, isBuildCurrent } from "../../tools/build-age.ts";
import { startNode } from "./hosts.ts";

const root = join(import.meta.dirname, "../..");
const built = join(root, "build/client/_worker.js");
const compiled = join(root, "build/compile-cache");

/**
 * Builds the bundle where it is missing or older than the sources: what is tested is what would be deployed. Then lets one
 * gateway run, which leaves what Node compiled of the bundle to all the others: they start in half the time.
 */
export default async function buildOnce(): Promise<void> {
  if (!isBuildCurrent(root)) build();
  process.env.NODE_COMPILE_CACHE = compiled;
  if (changedAt(compiled) > changedAt(built)) return;
  rmSync(compiled, { recursive: true, force: true });
  const first = await startNode();
  await first.terminate?.();
  await first.stop();
}

function build(): void {
  const outcome = spawnSync(process.execPath, [join(root, "node_modules/@react-router/dev/bin.cjs"), "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, VITEST: "", NODE_ENV: "production" },
  });
  if (outcome.status !== 0) throw new Error(`the build failed:\n${outcome.stdout}\n${outcome.stderr}`);
}
