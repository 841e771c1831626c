// `npm run deploy`: to Cloudflare Pages, safe to run again. `npm run deploy -- --dry-run` says what it would do;
// `--counter` adds the companion Worker that makes limits exact over all isolates (docs/limits.md).
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { randomBase62 } from "../app/lib/random-text.ts";
import { readOptions } from "./deploy/options.ts";
import { DeployError, deploy, explain, type Outside } from "./deploy/steps.ts";

const root = join(import.meta.dirname, "..");
const configFile = join(root, "wrangler.toml");

/** Runs a program of node_modules with this Node. */
async function run(script: string, args: string[], input = "") {
  const child = spawn(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", FORCE_COLOR: "0", NO_COLOR: "1" },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { ok: code === 0, stdout, stderr };
}

const outside: Outside = {
  wrangler: (args, input) => run("wrangler/bin/wrangler.js", args, input),
  async build() {
    const { ok, stderr } = await run("@react-router/dev/bin.cjs", ["build"]);
    if (!ok) console.error(stderr);
    return ok;
  },
  readConfig: () => readFileSync(configFile, "utf8"),
  writeConfig: (content) => writeFileSync(configFile, content),
  makeSecret: (name) => (name === "ENCRYPTION_KEY" ? randomBytes(32).toString("base64") : randomBase62(20)),
  say: (line) => console.log(line),
};

try {
  const { dryRun, ...options } = readOptions(process.argv.slice(2), process.env);
  if (dryRun) await explain(outside, Boolean(process.env.CLOUDFLARE_API_TOKEN), options);
  else await deploy(outside, options);
} catch (error) {
  if (!(error instanceof DeployError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
