import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The browser tests run the production bundle; it is built where it is missing. */
export default function buildOnce(): void {
  if (existsSync("build/server/index.js")) return;
  const build = spawnSync(process.execPath, ["node_modules/@react-router/dev/bin.cjs", "build"], { stdio: "inherit" });
  if (build.status !== 0) throw new Error("The build failed.");
}
