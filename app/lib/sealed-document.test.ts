import { expect, test } from "vitest";
import { isSealedDocument, isSealedText, openDocument, sealDocument } from "./sealed-document";

const passphrase = "correct horse battery";
const clear = JSON.stringify({ secret: "sk-secret-🔑" });
const file = await sealDocument(clear, passphrase);
const parsed = () => JSON.parse(file);

test("a document opens with its passphrase, however its letters are composed, and shows nothing of what it holds", async () => {
  expect(isSealedDocument(parsed())).toBe(true);
  expect(file).not.toContain("secret");
  expect(await openDocument(parsed(), passphrase)).toBe(clear);
  expect(
    await openDocument(
      JSON.parse(await sealDocument(clear, "Gr\u00fc\u00dfe aus Z\u00fcrich")),
      "Gru\u0308\u00dfe aus Zu\u0308rich",
    ),
  ).toBe(clear);
});

test("the file says how it was made, and no two are alike", async () => {
  expect(parsed()).toEqual({
    format: "ai-gateway-config-encrypted",
    version: 1,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: 100_000, salt: expect.stringMatching(/^[\w+/]{22}==$/) },
    cipher: { name: "AES-GCM", iv: expect.stringMatching(/^[\w+/]{16}$/) },
    data: expect.stringMatching(/^[\w+/]+={0,2}$/),
  });
  const other = JSON.parse(await sealDocument(clear, passphrase));
  expect([other.kdf.salt, other.cipher.iv, other.data]).not.toContain(parsed().data);
  expect(other.kdf.salt).not.toBe(parsed().kdf.salt);
  expect(other.cipher.iv).not.toBe(parsed().cipher.iv);
});

/** The same base64 with another first letter. */
const changed = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);

test("another passphrase, or a changed byte anywhere, opens nothing", async () => {
  const { kdf, cipher, data } = parsed();
  const files: [unknown, string][] = [
    [parsed(), `${passphrase}.`],
    [parsed(), ""],
    [{ ...parsed(), data: changed(data) }, passphrase],
    [{ ...parsed(), data: "" }, passphrase],
    [{ ...parsed(), kdf: { ...kdf, salt: changed(kdf.salt) } }, passphrase],
    [{ ...parsed(), cipher: { ...cipher, iv: changed(cipher.iv) } }, passphrase],
  ];
  for (const [document, words] of files)
    await expect(openDocument(document, words)).rejects.toMatchObject({ code: "passphrase" });
});

test("a file of another version, or one that lacks a part, is told as such", async () => {
  const { kdf, cipher } = parsed();
  const files = [
    { ...parsed(), version: 2 },
    { ...parsed(), kdf: { ...kdf, iterations: 1_000_000_000 } },
    { ...parsed(), kdf: { ...kdf, name: "scrypt" } },
    { ...parsed(), cipher: { ...cipher, name: "AES-CBC" } },
    { ...parsed(), cipher: { name: "AES-GCM" } },
    { ...parsed(), kdf: null },
    { ...parsed(), data: "!" },
    { format: parsed().format },
    null,
  ];
  for (const document of files)
    await expect(openDocument(document, passphrase)).rejects.toMatchObject({ code: "version" });
  expect([{ version: 1 }, null, "text", []].map(isSealedDocument)).toEqual([false, false, false, false]);
  expect([file, file.slice(1), `["${parsed().format}"]`, "{}"].map(isSealedText)).toEqual([true, false, false, false]);
});

test("a file that an earlier version made opens, for good", async () => {
  const made = {
    format: "ai-gateway-config-encrypted",
    version: 1,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: 100_000, salt: "ywbo8M97JNHR2j6R9HR7fA==" },
    cipher: { name: "AES-GCM", iv: "fdYPxvpgZdRfHZaV" },
    data: "KP6H/WWjC4OMf9ymVdmOula5nPZcgBQ=",
  };
  expect(await openDocument(made, "correct horse battery")).toBe('{"a":1}');
});
