import { DeployError } from "./steps.ts";

/**
 * What `npm run deploy -- --dry-run --counter` asks for. Without the `--` npm takes the flags for its own and tells them in
 * the environment: who means to try must not deploy. Throws a DeployError for what is none of them.
 */
export function readOptions(
  args: string[],
  environment: Record<string, string | undefined>,
): { dryRun: boolean; counter: boolean } {
  const unknown = args.find((arg) => arg !== "--dry-run" && arg !== "--counter");
  if (unknown !== undefined)
    throw new DeployError(`There is no option ${unknown}, only --dry-run and --counter. Nothing was changed.`);
  const has = (name: string) =>
    args.includes(`--${name}`) || environment[`npm_config_${name.replace("-", "_")}`] === "true";
  return { dryRun: has("dry-run"), counter: has("counter") };
}
