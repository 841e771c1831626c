import { z } from "zod";
import type { Changes } from "~/db/changes.server";
import { type KeyRecord, readKey, readKeys } from "~/db/keys.server";
import { type KeyConfig, keySchema } from "~/gateway/config/config";
import { sha256Hex } from "~/lib/hash";
import { newKeyValue, visiblePartsOf } from "~/lib/issued-key";
import { slugOf, uniqueSlug } from "~/lib/slug";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { conflict, invalid, notFound } from "./errors";
import { changedKeyFields, checkKey, keyDocument, reservedKeyId, toAdminKey, toKeyRecord } from "./key-document";
import { parse, withoutReadOnly } from "./parse";
import { expectMatch, type IfMatch } from "./precondition";
import { transact } from "./transact.server";
import type { AdminKey, IssuedKey } from "./types";

const readOnlyFields = ["prefix", "lastFour", "createdAt", "updatedAt", "lastUsedAt", "previousExpiresAt", "key"];
const hourMs = 3_600_000;

/** 40 base62 characters: 238 bits. */
export const issue = async (value: string) => ({ hash: await sha256Hex(value), ...visiblePartsOf(value) });

export const listKeys = async (platform: Platform): Promise<AdminKey[]> =>
  (await readKeys(platform.database)).map(toAdminKey);

async function find(platform: Platform, id: string): Promise<KeyRecord> {
  const record = await readKey(platform.database, id);
  if (!record) throw notFound("key", id);
  return record;
}

export const getKey = async (platform: Platform, id: string): Promise<AdminKey> => toAdminKey(await find(platform, id));

const expected = (id: string, stored: KeyRecord | undefined): Changes["expect"] => [
  { table: "api_keys", id, updatedAt: stored?.updatedAt ?? null },
];

async function writeKey(
  write: (changes: Changes) => Promise<void>,
  actor: string,
  action: string,
  stored: KeyRecord | undefined,
  record: KeyRecord,
  fields: string[],
): Promise<void> {
  try {
    await write({
      expect: expected(record.id, stored),
      keys: { upsert: [record] },
      audit: [auditEntry(actor, action, "key", record.id, { fields })],
    });
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed: api_keys\.hash/i.test(error.message)) {
      throw conflict("Another key has this value already.", "value");
    }
    throw error;
  }
}

function parseKey(document: unknown): KeyConfig {
  const parsed = parse(keySchema, document);
  const issues = checkKey(parsed);
  if (issues.length > 0) throw invalid(issues);
  return parsed;
}

/** A document without id gets one from its name. The clear key is in this answer and nowhere else. */
export async function createKey(platform: Platform, actor: string, input: unknown): Promise<IssuedKey> {
  return transact(platform, async (write) => {
    const document = withoutReadOnly(input, readOnlyFields);
    const taken = new Set((await readKeys(platform.database)).map((key) => key.id));
    if (document.id === undefined) {
      if (document.name === undefined) throw invalid([{ path: "name", message: "needed where there is no id" }]);
      const name = typeof document.name === "string" ? document.name : "";
      document.id = uniqueSlug(slugOf(name, "key"), new Set([...taken, reservedKeyId]));
    } else if (taken.has(String(document.id))) {
      throw conflict(`A key with the id "${document.id}" exists already.`);
    }
    const parsed = parseKey(document);
    const value = parsed.value ?? newKeyValue();
    const record = toKeyRecord(parsed, undefined, await issue(value), Date.now());
    await writeKey(write, actor, "create", undefined, record, changedKeyFields(undefined, record));
    return { ...toAdminKey(record), key: value };
  });
}

/** `patch` has the fields to replace. */
export async function updateKey(
  platform: Platform,
  actor: string,
  id: string,
  patch: unknown,
  ifMatch: IfMatch = null,
): Promise<AdminKey> {
  const changes = withoutReadOnly(patch, readOnlyFields);
  if (changes.id !== undefined && changes.id !== id) throw invalid([{ path: "id", message: "cannot be changed" }]);
  if (changes.value !== undefined)
    throw invalid([{ path: "value", message: "cannot be changed; rotate the key instead" }]);
  return transact(platform, async (write) => {
    const stored = await find(platform, id);
    expectMatch(ifMatch, toAdminKey(stored).updatedAt);
    const record = toKeyRecord(parseKey({ ...keyDocument(stored), ...changes }), stored, null, Date.now());
    const fields = changedKeyFields(stored, record);
    if (fields.length === 0) return toAdminKey(stored);
    await writeKey(write, actor, "update", stored, record, fields);
    return toAdminKey(record);
  });
}

export async function deleteKey(platform: Platform, actor: string, id: string, ifMatch: IfMatch = null): Promise<void> {
  await transact(platform, async (write) => {
    const stored = await find(platform, id);
    expectMatch(ifMatch, toAdminKey(stored).updatedAt);
    await write({
      expect: expected(id, stored),
      keys: { remove: [id] },
      audit: [auditEntry(actor, "delete", "key", id)],
    });
  });
}

const rotateSchema = z.strictObject({ overlapHours: z.number().min(0).max(720).default(0) });

/** A new value for the key; the old one keeps working for `overlapHours`. */
export async function rotateKey(
  platform: Platform,
  actor: string,
  id: string,
  options: { overlapHours?: number },
  ifMatch: IfMatch = null,
): Promise<IssuedKey> {
  const { overlapHours } = parse(rotateSchema, options);
  return transact(platform, async (write) => {
    const stored = await find(platform, id);
    expectMatch(ifMatch, toAdminKey(stored).updatedAt);
    const value = newKeyValue();
    const now = Date.now();
    const record: KeyRecord = {
      ...stored,
      ...(await issue(value)),
      previousHash: overlapHours > 0 ? stored.hash : null,
      previousExpiresAt: overlapHours > 0 ? now + Math.round(overlapHours * hourMs) : null,
      updatedAt: Math.max(now, stored.updatedAt + 1),
    };
    await writeKey(write, actor, "rotate", stored, record, ["value"]);
    return { ...toAdminKey(record), key: value };
  });
}
