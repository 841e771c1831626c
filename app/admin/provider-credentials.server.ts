import { z } from "zod";
import type { Changes } from "~/db/changes.server";
import { environmentCredentialId } from "~/db/environment-providers";
import { type CredentialRecord, readProviders, type StoredProvider } from "~/db/providers.server";
import { credentialSchema } from "~/gateway/config/config";
import { sealerFor } from "~/lib/seal";
import { uniqueSlug } from "~/lib/slug";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { AdminError, invalid, notFound } from "./errors";
import { parse } from "./parse";
import { newCredential } from "./provider-records.server";
import { findProvider } from "./provider-views.server";
import { expectedProvider, getProvider, updateProvider } from "./providers.server";
import { transact } from "./transact.server";
import type { AdminProvider } from "./types";

const newCredentialsSchema = z
  .array(z.strictObject({ name: credentialSchema.shape.name.optional(), value: credentialSchema.shape.value.unwrap() }))
  .min(1)
  .max(1000);

/** Adds secrets; one that is stored already is left out, one without a name is numbered. */
export async function addCredentials(
  platform: Platform,
  actor: string,
  providerId: string,
  credentials: { name?: string; value: string }[],
): Promise<AdminProvider> {
  const wanted = parse(newCredentialsSchema, credentials);
  await transact(platform, async (write) => {
    const stored = await materialised(platform, actor, providerId);
    const upsert = await missingCredentials(platform, stored, wanted);
    if (upsert.length > 0) await write(credentialChanges(actor, stored, { upsert }));
  });
  return getProvider(platform, providerId);
}

async function missingCredentials(
  platform: Platform,
  stored: StoredProvider,
  wanted: z.output<typeof newCredentialsSchema>,
): Promise<CredentialRecord[]> {
  const sealer = sealerFor(platform.env);
  const opened = await Promise.all(
    stored.credentials.map(({ id, sealed }) => (sealed === null ? null : sealer.unseal(sealed, id).catch(() => null))),
  );
  const known = new Set(opened);
  const names = new Set(stored.credentials.map((record) => record.name));
  const first = Math.max(-1, ...stored.credentials.map((record) => record.position)) + 1;
  const added: CredentialRecord[] = [];
  for (const [index, { name, value }] of wanted.entries()) {
    if (known.has(value)) continue;
    known.add(value);
    if (name !== undefined && names.has(name)) {
      throw invalid([{ path: `${index}.name`, message: `"${name}" is there already` }]);
    }
    const chosen = name ?? uniqueSlug(`key-${names.size + 1}`, names);
    names.add(chosen);
    const position = first + added.length;
    added.push(await newCredential(stored.provider.id, { name: chosen, value }, position, sealer, Date.now()));
  }
  return added;
}

export async function removeCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
): Promise<AdminProvider> {
  return changeCredential(platform, actor, providerId, name, ({ id }) => ({ remove: [id] }));
}

export async function renameCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
  newName: string,
): Promise<AdminProvider> {
  const parsed = parse(z.object({ name: credentialSchema.shape.name }), { name: newName.trim() });
  return changeCredential(platform, actor, providerId, name, (record, others) => {
    if (parsed.name === name) return null;
    if (others.some((other) => other.name === parsed.name)) {
      throw invalid([{ path: "name", message: `"${parsed.name}" is there already` }]);
    }
    return { upsert: [{ ...record, name: parsed.name }] };
  });
}

/** Another secret under the same name: it starts anew, without marks of the old one. */
export async function replaceCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
  value: string,
): Promise<AdminProvider> {
  const parsed = parse(z.object({ value: credentialSchema.shape.value.unwrap() }), { value });
  const { credentials } = await getProvider(platform, providerId);
  if (!credentials.some((credential) => credential.name === name)) throw notFound("credential", name);
  const changed = credentials.map((credential) =>
    credential.name === name ? { name, value: parsed.value } : credential,
  );
  return updateProvider(platform, actor, providerId, { credentials: changed });
}

const restMs = 15 * 60_000;

/** Goes last for a quarter of an hour, as after a rate limit; a longer cooldown that it has stays. */
export async function restCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
): Promise<AdminProvider> {
  return changeCredential(platform, actor, providerId, name, (record) => ({
    upsert: [{ ...record, cooldownUntil: Math.max(record.cooldownUntil ?? 0, Date.now() + restMs) }],
  }));
}

/** The credential is used again from the next request on, whatever it was marked with. */
export async function endCooldown(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
): Promise<AdminProvider> {
  const credentialId = await transact(platform, async (write) => {
    const { stored, view } = await findProvider(platform, providerId);
    if (!view.credentialStates.some((credential) => credential.name === name)) throw notFound("credential", name);
    const record = stored?.credentials.find((credential) => credential.name === name);
    if (!stored || !record) return environmentCredentialId(providerId);
    const reset = { state: "ok" as const, rejections: 0, cooldownUntil: null, lastError: null };
    await write(credentialChanges(actor, stored, { upsert: [{ ...record, ...reset }] }));
    return record.id;
  });
  platform.gateway.resetCredential(credentialId);
  return getProvider(platform, providerId);
}

interface CredentialWrite {
  upsert?: CredentialRecord[];
  remove?: string[];
}

/** Writes what `change` says of one credential, given its provider's others as well; null: nothing. */
async function changeCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
  change: (record: CredentialRecord, all: readonly CredentialRecord[]) => CredentialWrite | null,
): Promise<AdminProvider> {
  await transact(platform, async (write) => {
    const stored = await materialised(platform, actor, providerId);
    const record = stored.credentials.find((credential) => credential.name === name);
    if (!record) throw notFound("credential", name);
    const changes = change(record, stored.credentials);
    if (changes !== null) await write(credentialChanges(actor, stored, changes));
  });
  return getProvider(platform, providerId);
}

const credentialChanges = (actor: string, stored: StoredProvider, credentials: CredentialWrite): Changes => ({
  expect: [expectedProvider(stored.provider.id, stored)],
  providers: { upsert: [{ ...stored.provider, updatedAt: Math.max(Date.now(), stored.provider.updatedAt + 1) }] },
  credentials,
  audit: [auditEntry(actor, "update", "provider", stored.provider.id, { fields: ["credentials"] })],
});

/** The provider's rows; one of the environment is stored first. */
async function materialised(platform: Platform, actor: string, id: string): Promise<StoredProvider> {
  const found = await findProvider(platform, id);
  if (found.stored) return found.stored;
  await updateProvider(platform, actor, id, {});
  const [stored] = await readProviders(platform.database, id);
  if (!stored) throw new AdminError(404, "not_found", `The provider "${id}" was removed in the meantime.`);
  return stored;
}
