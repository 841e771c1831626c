import { z } from "zod";
import { writeChanges } from "~/db/changes.server";
import { environmentCredentialId } from "~/db/environment-providers";
import { type CredentialRecord, readProviders, type StoredProvider } from "~/db/providers.server";
import { credentialSchema } from "~/gateway/config";
import { sealerFor } from "~/lib/seal";
import { uniqueSlug } from "~/lib/slug";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { AdminError, invalid, notFound } from "./errors";
import { parse } from "./parse";
import { newCredential } from "./provider-records.server";
import { findProvider } from "./provider-views.server";
import { getProvider, updateProvider } from "./providers.server";
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
  const { stored } = await materialised(platform, actor, providerId);
  const sealer = sealerFor(platform.env);
  const opened = await Promise.all(
    stored.credentials.map((record) =>
      record.sealed === null ? null : sealer.unseal(record.sealed, record.id).catch(() => null),
    ),
  );
  const known = new Set(opened);
  const names = new Set(stored.credentials.map((record) => record.name));
  const added: CredentialRecord[] = [];
  for (const [index, { name, value }] of wanted.entries()) {
    if (known.has(value)) continue;
    known.add(value);
    if (name !== undefined && names.has(name))
      throw invalid([{ path: `${index}.name`, message: `"${name}" is there already` }]);
    const chosen = name ?? uniqueSlug(`key-${names.size + 1}`, names);
    names.add(chosen);
    const position = Math.max(-1, ...stored.credentials.map((record) => record.position)) + 1 + added.length;
    added.push(await newCredential(providerId, { name: chosen, value }, position, sealer, Date.now()));
  }
  if (added.length > 0) await writeCredentials(platform, actor, stored, { upsert: added });
  return getProvider(platform, providerId);
}

export async function removeCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
): Promise<AdminProvider> {
  const { stored, record } = await findCredential(platform, actor, providerId, name);
  await writeCredentials(platform, actor, stored, { remove: [record.id] });
  return getProvider(platform, providerId);
}

export async function renameCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
  newName: string,
): Promise<AdminProvider> {
  const parsed = parse(z.object({ name: credentialSchema.shape.name }), { name: newName.trim() });
  const { stored, record } = await findCredential(platform, actor, providerId, name);
  if (parsed.name !== name) {
    if (stored.credentials.some((other) => other.name === parsed.name)) {
      throw invalid([{ path: "name", message: `"${parsed.name}" is there already` }]);
    }
    await writeCredentials(platform, actor, stored, { upsert: [{ ...record, name: parsed.name }] });
  }
  return getProvider(platform, providerId);
}

/** The credential is used again from the next request on, whatever it was marked with. */
export async function endCooldown(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
): Promise<AdminProvider> {
  const { stored, view } = await findProvider(platform, providerId);
  const record = stored?.credentials.find((credential) => credential.name === name);
  if (stored ? !record : !view.credentialStates.some((credential) => credential.name === name))
    throw notFound("credential", name);
  platform.gateway.resetCredential(record?.id ?? environmentCredentialId(providerId));
  if (stored && record) {
    const reset = { state: "ok" as const, rejections: 0, cooldownUntil: null, lastError: null };
    await writeCredentials(platform, actor, stored, { upsert: [{ ...record, ...reset }] });
  }
  return getProvider(platform, providerId);
}

async function writeCredentials(
  platform: Platform,
  actor: string,
  { provider }: StoredProvider,
  credentials: { upsert?: CredentialRecord[]; remove?: string[] },
): Promise<void> {
  await writeChanges(platform.database, {
    providers: { upsert: [{ ...provider, updatedAt: Math.max(Date.now(), provider.updatedAt + 1) }] },
    credentials,
    audit: [auditEntry(actor, "update", "provider", provider.id, { fields: ["credentials"] })],
  });
  platform.gateway.invalidate();
}

/** The provider's rows; one of the environment is stored first. */
async function materialised(platform: Platform, actor: string, id: string): Promise<{ stored: StoredProvider }> {
  const found = await findProvider(platform, id);
  if (found.stored) return { stored: found.stored };
  await updateProvider(platform, actor, id, {});
  const [stored] = await readProviders(platform.database, id);
  if (!stored) throw new AdminError(404, "not_found", `The provider "${id}" was removed in the meantime.`);
  return { stored };
}

async function findCredential(platform: Platform, actor: string, providerId: string, name: string) {
  const { stored } = await materialised(platform, actor, providerId);
  const record = stored.credentials.find((credential) => credential.name === name);
  if (!record) throw notFound("credential", name);
  return { stored, record };
}
