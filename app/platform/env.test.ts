import { expect, test } from "vitest";
import { ConfigurationError, readEnv } from "./env";

const key = Buffer.alloc(32, 250);
const other = Buffer.alloc(32, 1);
const read = (variables: Record<string, unknown>, allowPrivateUpstreams = false) =>
  readEnv({ ENCRYPTION_KEY: key.toString("base64"), ...variables }, { allowPrivateUpstreams });

test("keys are read as base64 of either alphabet, former ones in their order; what is not set is null", () => {
  const bare = read({});
  expect(Buffer.from(bare.encryptionKey).equals(key)).toBe(true);
  expect(bare).toMatchObject({ adminPassword: null, adminToken: null, previousEncryptionKeys: [] });
  const env = read({
    ENCRYPTION_KEY: ` ${key.toString("base64url")}\n`,
    ENCRYPTION_KEY_PREVIOUS: `${other.toString("base64")}, ${key.toString("base64")},`,
    ADMIN_PASSWORD: "p",
    ADMIN_TOKEN: "",
  });
  expect(Buffer.from(env.encryptionKey).equals(key)).toBe(true);
  expect(env.previousEncryptionKeys.map((each) => Buffer.from(each).equals(other))).toEqual([true, false]);
  expect(env).toMatchObject({ adminPassword: "p", adminToken: null });
});

test("what is missing or none is said by its name, with the way to make one", () => {
  const refused = (variables: Record<string, unknown>) => () => read(variables);
  expect(refused({ ENCRYPTION_KEY: undefined })).toThrow("ENCRYPTION_KEY is not set. Make one with: openssl");
  expect(refused({ ENCRYPTION_KEY: "" })).toThrow("ENCRYPTION_KEY is empty");
  for (const bad of ["short", "%%%", Buffer.alloc(31).toString("base64")]) {
    expect(refused({ ENCRYPTION_KEY: bad })).toThrow("ENCRYPTION_KEY must be 32 bytes in base64");
    expect(refused({ ENCRYPTION_KEY_PREVIOUS: bad })).toThrow("ENCRYPTION_KEY_PREVIOUS must be 32 bytes in base64");
  }
  expect(refused({ ENCRYPTION_KEY: "" })).toThrow(ConfigurationError);
});

test("private upstreams are the host's default unless a variable says otherwise", () => {
  for (const otherwise of [true, false]) {
    const allowed = (text?: string) => read({ ALLOW_PRIVATE_UPSTREAMS: text }, otherwise).allowPrivateUpstreams;
    expect([allowed(), allowed("")]).toEqual([otherwise, otherwise]);
    expect(["true", "1", "YES"].map(allowed)).toEqual([true, true, true]);
    expect(["false", "0", "no"].map(allowed)).toEqual([false, false, false]);
  }
});

test("credentials may name any variable that is text; bindings are none", () => {
  const { variables } = read({ OPENAI_API_KEY: "sk-1", DB: {}, PORT: 8788 });
  expect(variables).toMatchObject({ OPENAI_API_KEY: "sk-1" });
  expect([variables.DB, variables.PORT]).toEqual([undefined, undefined]);
});
