// `npm start`: the production build on Node, building it first where it is missing or older than the sources.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isBuildCurrent } from "./build-age.ts";

const root = join(import.meta.dirname, "..");
const builder = join(root, "node_modules/@react-router/dev/bin.cjs");
const isBuilt = existsSync(join(root, "build/server/index.js"));
// A machine that only runs what was built elsewhere has no builder, and files as old as their copies.
if (!isBuildCurrent(root) && (!isBuilt || existsSync(builder))) {
  console.log("Building first, this takes a few seconds...");
  const build = spawnSync(process.execPath, [builder, "build"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
await import("../app/server.node.ts");
