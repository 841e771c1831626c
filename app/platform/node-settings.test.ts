import { expect, test } from "vitest";
import { checkEncryptionKey, readNodeSettings, StartProblem, startProblem } from "./node-settings";

test("a self-hosted server has defaults, also where a variable is empty", () => {
  const defaults = { port: 8788, hostname: "127.0.0.1", dataDirectory: ".data", proxies: 0, graceMs: 5_000 };
  expect(readNodeSettings({})).toEqual(defaults);
  expect(readNodeSettings({ PORT: "", HOST: "", DATA_DIR: "", SHUTDOWN_GRACE_MS: "" })).toEqual(defaults);
  expect(readNodeSettings({ PORT: "0", HOST: "::", DATA_DIR: "/data", TRUST_PROXY: "1" })).toMatchObject({
    port: 0,
    hostname: "::",
    dataDirectory: "/data",
    proxies: 1,
  });
});

test.each(["abc", "99999", "-1", "80.5", "8788 9"])("PORT=%s is refused by its name", (PORT) => {
  expect(() => readNodeSettings({ PORT })).toThrow(StartProblem);
  expect(() => readNodeSettings({ PORT })).toThrow("PORT must be a whole number from 0 to 65535");
});

test("an encryption key that is none is refused before anything is sealed with it", () => {
  const key = Buffer.alloc(32, 250).toString("base64");
  for (const good of [key, key.replace("=", ""), ` ${key}\n`, Buffer.alloc(32, 250).toString("base64url")])
    expect(() => checkEncryptionKey({ ENCRYPTION_KEY: good })).not.toThrow();
  for (const bad of ["short", "", Buffer.alloc(31).toString("base64"), "a".repeat(64)])
    expect(() => checkEncryptionKey({ ENCRYPTION_KEY: bad })).toThrow("openssl rand -base64 32");
});

test("a port that is taken is said in a line, what nobody expected is not hidden", () => {
  const at = { port: 8788, hostname: "127.0.0.1" };
  expect(startProblem(Object.assign(new Error("x"), { code: "EADDRINUSE" }), at)).toContain(
    "8788 of 127.0.0.1 is taken",
  );
  expect(startProblem(new StartProblem("why"), at)).toBe("why");
  expect(startProblem(new Error("boom"), at)).toBeNull();
});
