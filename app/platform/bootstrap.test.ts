import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDatabasePath } from "~/tests/database";
import { ensureSecrets } from "./bootstrap.server";

const folder = () => dirname(temporaryDatabasePath());
const name = "secrets.env";

test("secrets are made once, for their owner alone, and read from then on", () => {
  const directory = folder();
  const first = ensureSecrets(directory, name, {});
  expect(first.variables).toEqual({
    ENCRYPTION_KEY: expect.stringMatching(/^.{43}=$/),
    ADMIN_PASSWORD: first.newPassword,
  });
  expect(ensureSecrets(directory, name, {})).toEqual({ variables: first.variables, newPassword: null });
  expect(ensureSecrets(directory, name, { ADMIN_PASSWORD: "mine" }).variables).toEqual({
    ENCRYPTION_KEY: first.variables.ENCRYPTION_KEY,
  });
  expect(statSync(join(directory, name)).mode & 0o077).toBe(0);
  expect(readdirSync(directory).filter((file) => file.startsWith(name))).toEqual([name]);
});

test("what an operator wrote into the file stays when a secret is added", () => {
  const directory = folder();
  const own = "# of the vault\nADMIN_PASSWORD='in quotes'\nAI21_API_KEY=\"sk-1\"";
  writeFileSync(join(directory, name), own);
  const { variables, newPassword } = ensureSecrets(directory, name, {});
  expect(variables).toMatchObject({ ADMIN_PASSWORD: "in quotes", AI21_API_KEY: "sk-1" });
  expect(newPassword).toBeNull();
  expect(readFileSync(join(directory, name), "utf8")).toBe(`${own}\nENCRYPTION_KEY=${variables.ENCRYPTION_KEY}\n`);
});
