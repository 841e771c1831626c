import type { KeyRecord } from "~/db/keys.server";
import type { KeyConfig } from "~/gateway/config/config";
import type { Limits } from "~/gateway/limits/limit-schema";
import { sameJson } from "~/lib/same-json";
import type { Issue } from "./errors";
import type { AdminKey, KeyDocument } from "./types";

// Between the key document and its row.

/** Id of the dashboard's own key (auth/playground-key.server.ts). */
export const reservedKeyId = "playground";

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

/** Without the fields that say "no limit", so that equal limits look equal. */
const plainLimits = (limits: Limits): Limits =>
  Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== null && value !== undefined));

export function keyDocument(record: KeyRecord): KeyDocument {
  const { id, name, role, models, providers, enabled, expiresAt, limits, captureBodies, owner } = record;
  return {
    id,
    name,
    role,
    models,
    providers,
    enabled,
    expiresAt: iso(expiresAt),
    limits: plainLimits(limits as Limits),
    captureBodies,
    ...(owner ? { owner } : {}),
  };
}

export const toAdminKey = (record: KeyRecord): AdminKey => ({
  ...keyDocument(record),
  prefix: record.prefix,
  lastFour: record.lastFour,
  createdAt: new Date(record.createdAt).toISOString(),
  updatedAt: new Date(record.updatedAt).toISOString(),
  lastUsedAt: iso(record.lastUsedAt),
  previousExpiresAt: iso(record.previousExpiresAt),
});

/** `issued` is the hash and the visible parts of a new value; without it the stored value stays. */
export function toKeyRecord(
  document: KeyConfig,
  stored: KeyRecord | undefined,
  issued: { hash: string; prefix: string; lastFour: string } | null,
  now: number,
): KeyRecord {
  const kept = stored ?? { hash: "", prefix: "", lastFour: "", previousHash: null, previousExpiresAt: null };
  const changesValue = issued !== null && issued.hash !== kept.hash;
  return {
    id: document.id,
    name: document.name ?? document.id,
    role: document.role,
    hash: issued?.hash ?? kept.hash,
    prefix: issued?.prefix ?? kept.prefix,
    lastFour: issued?.lastFour ?? kept.lastFour,
    previousHash: changesValue ? null : kept.previousHash,
    previousExpiresAt: changesValue ? null : kept.previousExpiresAt,
    models: document.models,
    providers: document.providers,
    enabled: document.enabled,
    expiresAt: document.expiresAt === null ? null : Date.parse(document.expiresAt),
    limits: plainLimits(document.limits) as Record<string, unknown>,
    createdAt: stored?.createdAt ?? now,
    updatedAt: Math.max(now, (stored?.updatedAt ?? 0) + 1),
    lastUsedAt: stored?.lastUsedAt ?? null,
    captureBodies: document.captureBodies,
    owner: document.owner || null,
  };
}

/** Names of the document's fields that differ. */
export function changedKeyFields(stored: KeyRecord | undefined, next: KeyRecord): string[] {
  const before: Record<string, unknown> = stored ? keyDocument(stored) : {};
  const fields = Object.entries(keyDocument(next)).flatMap(([name, value]) =>
    name === "id" || sameJson(before[name], value) ? [] : [name],
  );
  if (stored && stored.hash !== next.hash) fields.push("value");
  return fields;
}

export function checkKey(document: Pick<KeyConfig, "id">, base: readonly (string | number)[] = []): Issue[] {
  const at = (field: string) => [...base, field].join(".");
  const issues: Issue[] = [];
  if (document.id === reservedKeyId)
    issues.push({ path: at("id"), message: `"${reservedKeyId}" is the dashboard's own key` });
  return issues;
}
