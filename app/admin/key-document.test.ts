import { expect, test } from "vitest";
import type { KeyRecord } from "~/db/keys.server";
import { keySchema } from "~/gateway/config/config";
import { changedKeyFields, keyDocument, toKeyRecord } from "./key-document";

const document = (more: object = {}) => keySchema.parse({ id: "ci", name: "CI", owner: " Kim ", ...more });
const issued = (hash: string) => ({ hash, prefix: "sk", lastFour: "abcd" });
const rotated = (more: Partial<KeyRecord> = {}): KeyRecord => ({
  ...toKeyRecord(document(), undefined, issued("new"), 1_000),
  previousHash: "old",
  previousExpiresAt: 9_000,
  lastUsedAt: 5,
  ...more,
});

test("the key before goes on for its overlap, unless another value takes its place", () => {
  const same = { hash: "new", previousHash: "old", previousExpiresAt: 9_000, createdAt: 1_000, lastUsedAt: 5 };
  expect(toKeyRecord(document(), rotated(), null, 2_000)).toMatchObject(same);
  expect(toKeyRecord(document(), rotated(), issued("new"), 2_000)).toMatchObject(same);
  const other = { hash: "other", previousHash: null, previousExpiresAt: null, createdAt: 1_000, lastUsedAt: 5 };
  expect(toKeyRecord(document(), rotated(), issued("other"), 2_000)).toMatchObject(other);
});

test("every change has a time of its own, also two within a millisecond or after the clock went back", () => {
  expect(toKeyRecord(document(), rotated({ updatedAt: 2_000 }), null, 3_000).updatedAt).toBe(3_000);
  expect(toKeyRecord(document(), rotated({ updatedAt: 2_000 }), null, 2_000).updatedAt).toBe(2_001);
  expect(toKeyRecord(document(), rotated({ updatedAt: 2_000 }), null, 10).updatedAt).toBe(2_001);
});

test("what differs is named, the value too; an owner or limits that are none are not there", () => {
  const before = rotated();
  expect(changedKeyFields(before, { ...before, updatedAt: 1, lastUsedAt: 7 })).toEqual([]);
  expect(changedKeyFields(before, { ...before, hash: "x", enabled: false })).toEqual(["enabled", "value"]);
  expect(keyDocument(before).owner).toBe("Kim");
  const bare = toKeyRecord(document({ owner: "", limits: { rpm: null, tpm: 5 } }), undefined, null, 1);
  expect(keyDocument(bare)).not.toHaveProperty("owner");
  expect(keyDocument(bare).limits).toEqual({ tpm: 5 });
  expect(changedKeyFields(before, bare)).toEqual(expect.arrayContaining(["limits"]));
});
