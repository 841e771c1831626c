import { expect, test } from "vitest";
import { sha256Hex } from "~/lib/hash";
import { rowsOf, testPlatform } from "~/tests/platform";
import { createKey, deleteKey, getKey, listKeys, rotateKey, updateKey } from "./keys.server";

const find = async (platform: ReturnType<typeof testPlatform>, value: string, now = Date.now()) =>
  platform.gateway.ports.store.findKey(await sha256Hex(value), now);

test("a new key is shown once and kept as a hash", async () => {
  const platform = testPlatform();
  const created = await createKey(platform, "t", { name: "My app", limits: { rpm: 10, tpm: null } });
  expect(created.key).toMatch(/^sk-gw-[0-9A-Za-z]{40}$/);
  expect(created).toMatchObject({
    id: "my-app",
    role: "client",
    models: ["*"],
    providers: ["*"],
    enabled: true,
    expiresAt: null,
    limits: { rpm: 10 },
    lastUsedAt: null,
  });
  expect(created.key.startsWith(created.prefix)).toBe(true);
  expect(created.key.endsWith(created.lastFour)).toBe(true);
  const { key, ...rest } = created;
  expect(await getKey(platform, "my-app")).toEqual(rest);
  expect(await listKeys(platform)).toEqual([rest]);
  expect(JSON.stringify(rowsOf(platform, "select * from api_keys"))).not.toContain(key);
  expect(JSON.stringify(rowsOf(platform, "select * from audit_log"))).not.toContain(key);
  expect(await find(platform, key)).toMatchObject({ id: "my-app" });
});

test("ids are unique and `playground` is reserved", async () => {
  const platform = testPlatform();
  await createKey(platform, "t", { id: "ci", name: "CI" });
  await expect(createKey(platform, "t", { id: "ci", name: "CI" })).rejects.toMatchObject({ status: 409 });
  expect((await createKey(platform, "t", { name: "CI" })).id).toBe("ci-2");
  expect((await createKey(platform, "t", { name: "Playground" })).id).toBe("playground-2");
  await expect(createKey(platform, "t", { id: "playground", name: "x" })).rejects.toMatchObject({ status: 400 });
});

test("a patch changes what it names", async () => {
  const platform = testPlatform();
  const { key, ...created } = await createKey(platform, "t", { name: "CI", limits: { rpm: 5 } });
  const changed = await updateKey(platform, "t", "ci", {
    enabled: false,
    limits: { budget: { usd: 2, period: "day" } },
    expiresAt: "2030-01-01T08:00:00+08:00",
  });
  expect(changed).toEqual({
    ...created,
    enabled: false,
    limits: { budget: { usd: 2, period: "day" } },
    expiresAt: "2030-01-01T00:00:00.000Z",
    updatedAt: changed.updatedAt,
  });
  expect(await find(platform, key)).toMatchObject({ enabled: false });
  await expect(updateKey(platform, "t", "ci", { limits: { rpm: -1 }, name: "" })).rejects.toMatchObject({
    status: 400,
    issues: [{ path: "name" }, { path: "limits.rpm" }],
  });
  await expect(updateKey(platform, "t", "ci", { value: "sk-gw-something-else" })).rejects.toMatchObject({
    status: 400,
  });
  await expect(updateKey(platform, "t", "nope", {})).rejects.toMatchObject({ status: 404 });
});

test("a rotated key replaces the old one at once, or after an overlap", async () => {
  const platform = testPlatform();
  const first = await createKey(platform, "t", { name: "CI" });
  const second = await rotateKey(platform, "t", "ci", {});
  expect(second.key).not.toBe(first.key);
  expect(await find(platform, first.key)).toBeNull();
  expect(await find(platform, second.key)).not.toBeNull();

  const third = await rotateKey(platform, "t", "ci", { overlapHours: 24 });
  expect(await find(platform, second.key)).toMatchObject({ id: "ci" });
  expect(await find(platform, second.key, Date.now() + 25 * 3_600_000)).toBeNull();
  expect(await find(platform, third.key)).toMatchObject({ id: "ci" });
  expect(third.previousExpiresAt).not.toBeNull();
  await expect(rotateKey(platform, "t", "ci", { overlapHours: -1 })).rejects.toMatchObject({ status: 400 });
});

test("a deleted key is gone", async () => {
  const platform = testPlatform();
  const { key } = await createKey(platform, "t", { name: "CI" });
  await deleteKey(platform, "t", "ci");
  expect(await find(platform, key)).toBeNull();
  await expect(deleteKey(platform, "t", "ci")).rejects.toMatchObject({ status: 404 });
});

test("what a GET answered may be sent back; a value that another key has is a conflict, another id a mistake", async () => {
  const platform = testPlatform();
  const { key, ...created } = await createKey(platform, "t", { id: "ci", name: "CI" });
  expect(await updateKey(platform, "t", "ci", { ...created })).toEqual(created);
  expect(await updateKey(platform, "t", "ci", { ...created, key, enabled: false })).toMatchObject({ enabled: false });
  await expect(updateKey(platform, "t", "ci", { id: "other" })).rejects.toMatchObject({
    status: 400,
    issues: [{ path: "id" }],
  });
  await expect(createKey(platform, "t", { id: "copy", value: key })).rejects.toMatchObject({ status: 409 });
  await expect(createKey(platform, "t", {})).rejects.toMatchObject({ status: 400, issues: [{ path: "name" }] });
  expect((await listKeys(platform)).map(({ id }) => id)).toEqual(["ci"]);
});
