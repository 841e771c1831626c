import { expect, test } from "vitest";
import { readOptions } from "./options";
import { DeployError } from "./steps";

test("a dry run is one also where npm took the flag; a flag that is none changes nothing", () => {
  expect(readOptions([], {})).toEqual({ dryRun: false, counter: false });
  expect(readOptions(["--dry-run", "--counter"], {})).toEqual({ dryRun: true, counter: true });
  expect(readOptions([], { npm_config_dry_run: "true" })).toEqual({ dryRun: true, counter: false });
  for (const slip of ["--dryrun", "--help", "dry-run"]) expect(() => readOptions([slip], {})).toThrow(DeployError);
});
