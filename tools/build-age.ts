import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Whether the project at `root` has a whole build that is newer than its sources. */
export function isBuildCurrent(root: string): boolean {
  const sources = [newest(join(root, "app")), changedAt(join(root, "package-lock.json"))];
  return changedAt(join(root, "build/client/_worker.js")) > Math.max(...sources);
}

/** In ms; 0 for what is not there. */
export const changedAt = (path: string): number => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newest(folder: string): number {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "tests" || entry.name.includes(".test.")) continue;
    const path = join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return time;
}
