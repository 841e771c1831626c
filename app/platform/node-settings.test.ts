import { expect, test } from "vitest";
import { checkEncryptionKeys, readNodeSettings, StartProblem, startProblem } from "./node-settings";

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

test("an IPv6 address may stand in brackets, and true is as good as 1", () => {
  expect(readNodeSettings({ HOST: "[::1]", TRUST_PROXY: "true" })).toMatchObject({ hostname: "::1", proxies: 1 });
  expect(readNodeSettings({ HOST: " 10.0.0.1 ", TRUST_PROXY: "0" })).toMatchObject({
    hostname: "10.0.0.1",
    proxies: 0,
  });
});

test.each(["abc", "99999", "-1", "80.5", "8788 9"])("PORT=%s is refused by its name", (PORT) => {
  expect(() => readNodeSettings({ PORT })).toThrow(StartProblem);
  expect(() => readNodeSettings({ PORT })).toThrow("PORT must be a whole number from 0 to 65535");
});

test("an encryption key that is none is refused before anything is sealed with it", () => {
  const key = Buffer.alloc(32, 250).toString("base64");
  for (const good of [key, key.replace("=", ""), ` ${key}\n`, Buffer.alloc(32, 250).toString("base64url")])
    expect(() => checkEncryptionKeys({ ENCRYPTION_KEY: good })).not.toThrow();
  for (const bad of ["short", "", Buffer.alloc(31).toString("base64"), "a".repeat(64)])
    expect(() => checkEncryptionKeys({ ENCRYPTION_KEY: bad })).toThrow("openssl rand -base64 32");
  const former = (text: string) => () => checkEncryptionKeys({ ENCRYPTION_KEY: key, ENCRYPTION_KEY_PREVIOUS: text });
  for (const good of ["", key, `${key}, ${key},`]) expect(former(good)).not.toThrow();
  for (const bad of ["short", `${key};${key}`]) expect(former(bad)).toThrow("ENCRYPTION_KEY_PREVIOUS");
});

test("a port that is taken is said in a line, what nobody expected is not hidden", () => {
  const at = { port: 8788, hostname: "127.0.0.1" };
  expect(startProblem(Object.assign(new Error("x"), { code: "EADDRINUSE" }), at)).toContain(
    "8788 of 127.0.0.1 is taken",
  );
  expect(startProblem(new StartProblem("why"), at)).toBe("why");
  expect(startProblem(new Error("boom"), at)).toBeNull();
});
