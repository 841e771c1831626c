import { toModelEntry } from "~/db/load-config.server";
import type { CredentialRecord, ModelRecord, ProviderRecord, StoredProvider } from "~/db/providers.server";
import { sealHeaders, storedHeaders } from "~/db/sealed-headers";
import { type ModelEntry, REDACTED } from "~/gateway/config/config";
import { expandBaseUrl } from "~/gateway/upstream-url";
import { sameJson } from "~/lib/same-json";
import type { Sealer } from "~/lib/seal";
import type { ResolvedProvider } from "./provider-checks";
import type { CredentialDocument } from "./types";

// Between the provider document and its rows.

/** First and last characters of a secret for people; nothing of a short one. */
const hintOf = (secret: string): string => (secret.length < 16 ? "…" : `${secret.slice(0, 3)}…${secret.slice(-4)}`);

export const credentialDocument = (record: Pick<CredentialRecord, "name" | "env">): CredentialDocument =>
  record.env === null ? { name: record.name, value: REDACTED } : { name: record.name, env: record.env };

export function modelDocument(entry: ModelEntry): string | ModelEntry {
  const { id, ...rest } = entry;
  return Object.values(rest).every((value) => value === undefined) ? id : entry;
}

const toModelRecord = (providerId: string, entry: ModelEntry, position: number): ModelRecord => {
  const { id, upstream, pricing, contextLength, ...details } = entry;
  return {
    providerId,
    modelId: id,
    position,
    upstream: upstream ?? null,
    pricing: (pricing as Record<string, number> | undefined) ?? null,
    contextLength: contextLength ?? null,
    details: Object.keys(details).length === 0 ? null : details,
  };
};

const plainFields = [
  "name",
  "preset",
  "adapter",
  "baseUrl",
  "enabled",
  "drain",
  "priority",
  "weight",
  "headers",
  "options",
  "timeouts",
  "probe",
  "disconnect",
] as const;

/** What has to be written so that the stored provider becomes `next`. */
export interface ProviderChange {
  /** Names of the document's fields that differ; empty where nothing does. All of them for a new provider. */
  fields: string[];
  provider: ProviderRecord;
  credentials: { upsert: CredentialRecord[]; remove: string[] };
  /** Null where the list stays as it is. */
  models: ModelRecord[] | null;
  /** The origin that stored secrets are sent to from now on, where the document keeps them by their mark and it is a new one; else undefined, which JSON leaves out. */
  secretsMoveTo: string | undefined;
}

/** A credential whose value stays keeps its row with state and cooldown; a changed one gets a new row and a fresh start. */
export async function diffProvider(
  stored: StoredProvider | undefined,
  next: ResolvedProvider,
  sealer: Sealer,
  now: number,
): Promise<ProviderChange> {
  const { credentials: _, models: __, ...plain } = next;
  const provider: ProviderRecord = {
    ...plain,
    headers: await storedHeaders(next.id, plain.headers, stored?.provider.headers ?? {}, sealer),
    timeouts: plain.timeouts as Record<string, number>,
    probe: plain.probe ?? null,
    createdAt: stored?.provider.createdAt ?? now,
    // Two changes within one millisecond must still be told apart by whoever edits at the same time.
    updatedAt: Math.max(now, (stored?.provider.updatedAt ?? 0) + 1),
  };
  const fields: string[] = plainFields.filter((field) => !sameJson(stored?.provider[field], provider[field]));

  const credentials = await diffCredentials(stored?.credentials ?? [], next, sealer, now);
  if (credentials.changed) fields.push("credentials");

  const models = next.models.map((entry, position) => toModelRecord(next.id, entry, position));
  const modelsChanged = !sameJson(stored?.models.map(toModelEntry) ?? [], next.models);
  if (modelsChanged) fields.push("models");

  if (fields.length > 0) provider.headers = await sealHeaders(next.id, provider.headers, sealer);
  return {
    fields,
    provider,
    credentials,
    models: modelsChanged ? models : null,
    secretsMoveTo: secretsMoveTo(stored, next),
  };
}

function secretsMoveTo(stored: StoredProvider | undefined, next: ResolvedProvider): string | undefined {
  if (stored === undefined) return undefined;
  const origin = originOf(next);
  if (origin === null || origin === originOf(stored.provider)) return undefined;
  const isStored = (name: string) =>
    stored.credentials.some((record) => record.name === name && record.sealed !== null);
  const keepsOne =
    next.credentials.some(({ name, value }) => value === REDACTED && isStored(name)) ||
    Object.values(next.headers ?? {}).includes(REDACTED);
  return keepsOne ? origin : undefined;
}

function originOf({ baseUrl, options }: Pick<ProviderRecord, "baseUrl" | "options">): string | null {
  const address = expandBaseUrl(baseUrl, options);
  return URL.canParse(address) ? new URL(address).origin : null;
}

async function diffCredentials(stored: CredentialRecord[], next: ResolvedProvider, sealer: Sealer, now: number) {
  const byName = new Map(stored.map((record) => [record.name, record]));
  const upsert: CredentialRecord[] = [];
  const kept = new Set<string>();
  let changed = stored.length !== next.credentials.length;

  for (const [position, { name, value, env }] of next.credentials.entries()) {
    const existing = byName.get(name);
    if (existing && (env === undefined ? await isSameSecret(existing, value ?? "", sealer) : existing.env === env)) {
      kept.add(existing.id);
      if (existing.position !== position) {
        upsert.push({ ...existing, position });
        changed = true;
      }
      continue;
    }
    changed = true;
    upsert.push(await newCredential(next.id, { name, value, env }, position, sealer, now));
  }
  return { changed, upsert, remove: stored.filter((record) => !kept.has(record.id)).map((record) => record.id) };
}

async function isSameSecret(record: CredentialRecord, value: string, sealer: Sealer): Promise<boolean> {
  if (record.sealed === null) return false;
  if (value === REDACTED) return true;
  try {
    return (await sealer.unseal(record.sealed, record.id)) === value;
  } catch {
    return false;
  }
}

export async function newCredential(
  providerId: string,
  { name, value, env }: { name: string; value?: string | undefined; env?: string | undefined },
  position: number,
  sealer: Sealer,
  now: number,
): Promise<CredentialRecord> {
  const id = crypto.randomUUID();
  return {
    id,
    providerId,
    name,
    position,
    sealed: value === undefined ? null : await sealer.seal(value, id),
    env: env ?? null,
    hint: value === undefined ? "" : hintOf(value),
    state: "ok",
    rejections: 0,
    cooldownUntil: null,
    lastError: null,
    markedAt: 0,
    createdAt: now,
    rateUsed: null,
    rateAt: null,
  };
}
