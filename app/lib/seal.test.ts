import { expect, test } from "vitest";
import { createSealer } from "./seal";

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
