import { expect, test } from "vitest";
import { parseCredentialText } from "./credential-text";

const values = (text: string) => parseCredentialText(text).credentials.map((credential) => credential.value);

test("one key per line, with blank lines and either line end", () => {
  expect(values("sk-a1\r\n\n  sk-b2  \nsk-c3\n")).toEqual(["sk-a1", "sk-b2", "sk-c3"]);
});

test("commas, semicolons, blanks and full-width commas separate keys on one line", () => {
  expect(values("sk-a1, sk-b2;sk-c3 sk-d4,sk-e5")).toEqual(["sk-a1", "sk-b2", "sk-c3", "sk-d4", "sk-e5"]);
});

test("quotes and brackets of a pasted list are dropped", () => {
  expect(values(`["sk-a1", 'sk-b2']`)).toEqual(["sk-a1", "sk-b2"]);
});

test("a .env line gives the key its name", () => {
  expect(
    parseCredentialText('export OPENAI_API_KEY="sk-a1" # main\nOPENAI_API_KEY=sk-b2\n# old\nEMPTY_KEY=').credentials,
  ).toEqual([
    { name: "OPENAI_API_KEY", value: "sk-a1" },
    { name: "OPENAI_API_KEY-2", value: "sk-b2" },
  ]);
});

test("a base64 key keeps its padding, and a pair of AWS keys its colon", () => {
  expect(values("abcDEF123==\nAKIAEXAMPLE:secret/with+signs=")).toEqual([
    "abcDEF123==",
    "AKIAEXAMPLE:secret/with+signs=",
  ]);
});

test("an authorization header is read as its key", () => {
  expect(values("Bearer sk-a1")).toEqual(["sk-a1"]);
});

test("duplicates are counted once each and kept out", () => {
  const text = parseCredentialText("sk-a1\nsk-b2\nsk-a1\nsk-a1");
  expect(text.credentials).toHaveLength(2);
  expect(text.duplicates).toBe(2);
});

test("masked, cut and non-ASCII keys are malformed", () => {
  expect(parseCredentialText("sk-…9dQa sk-****abcd sk-ab... 密钥 sk-ok").malformed).toHaveLength(4);
  expect(values("sk-…9dQa sk-ok")).toEqual(["sk-ok"]);
});

test("what no header can carry is malformed here as in the admin API", () => {
  expect(parseCredentialText("sk-a\u200bb sk-ключ sk-\u0007a sk-ok").malformed).toHaveLength(3);
});

test("a service account file is one credential on one line", () => {
  expect(values('{\n  "type": "service_account",\n  "private_key": "-----BEGIN\\nabc"\n}')).toEqual([
    '{"type":"service_account","private_key":"-----BEGIN\\nabc"}',
  ]);
});
