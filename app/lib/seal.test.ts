import { expect, test, vi } from "vitest";
import { createSealer, sealedElsewhere, sealerFor } from "./seal";

const key = (fill: number) => new Uint8Array(32).fill(fill);

test("a sealed text opens again and shows nothing of the secret", async () => {
  const sealer = createSealer(key(1), []);
  const sealed = await sealer.seal("sk-secret-🔑", "row-1");
  expect(sealed).toMatch(/^v1\.[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(sealed).not.toContain("secret");
  expect(await createSealer(key(1), []).unseal(sealed, "row-1")).toBe("sk-secret-🔑");
});

test("the same text is sealed differently each time", async () => {
  const sealer = createSealer(key(1), []);
  expect(await sealer.seal("a", "row")).not.toBe(await sealer.seal("a", "row"));
});

test("a sealed text cannot be moved to another row", async () => {
  const sealer = createSealer(key(1), []);
  const sealed = await sealer.seal("secret", "row-1");
  expect(await sealer.unseal(sealed, "row-1")).toBe("secret");
  await expect(sealer.unseal(sealed, "row-2")).rejects.toThrow();
});

test("a previous key still unseals, another does not", async () => {
  const sealed = await createSealer(key(1), []).seal("secret", "row");
  expect(await createSealer(key(2), [key(1)]).unseal(sealed, "row")).toBe("secret");
  await expect(createSealer(key(2), []).unseal(sealed, "row")).rejects.toThrow("not configured");
});

test("a changed text does not open", async () => {
  const sealer = createSealer(key(1), []);
  const sealed = await sealer.seal("secret", "row");
  const broken = sealed.slice(0, -3) + (sealed.endsWith("AAA") ? "BBB" : "AAA");
  await expect(sealer.unseal(broken, "row")).rejects.toThrow();
  await expect(sealer.unseal("plain text", "row")).rejects.toThrow("not a sealed text");
});

test("what was stored by an earlier version opens, for good", async () => {
  const stored = "v1.S7Bvjk46.rCB_2lJLWCppo4Z9.-xQFxhJ_KKQdGR9BFJSiYx8I4cRbhVN147y3W8rL";
  expect(await createSealer(key(7), []).unseal(stored, "row-1")).toBe("sk-stored-🔑");
  expect((await sealedElsewhere([key(7)]))(stored)).toBe(false);
  expect((await sealedElsewhere([key(8)]))(`{"x-token":"sealed ${stored}"}`)).toBe(true);
});

test("a text is unsealed once, and then known; a long one is not kept in memory", async () => {
  const sealer = createSealer(key(1), []);
  const short = await createSealer(key(1), []).seal("short", "row");
  const long = await createSealer(key(1), []).seal("x".repeat(5_000), "row");
  const decrypt = vi.spyOn(crypto.subtle, "decrypt");
  for (let turn = 0; turn < 3; turn++) expect(await sealer.unseal(short, "row")).toBe("short");
  expect(decrypt).toHaveBeenCalledTimes(1);
  for (let turn = 0; turn < 2; turn++) expect(await sealer.unseal(long, "row")).toHaveLength(5_000);
  expect(decrypt).toHaveBeenCalledTimes(3);
  // What it has sealed itself it knows, for that row alone.
  const own = await sealer.seal("own", "row");
  expect(await sealer.unseal(own, "row")).toBe("own");
  expect(decrypt).toHaveBeenCalledTimes(3);
  await expect(sealer.unseal(own, "other row")).rejects.toThrow();
});

test("one key has one sealer, another has its own", () => {
  const env = { encryptionKey: key(1), previousEncryptionKeys: [] };
  expect(sealerFor(env)).toBe(sealerFor({ ...env }));
  expect(sealerFor({ ...env, encryptionKey: key(2) })).not.toBe(sealerFor(env));
});
