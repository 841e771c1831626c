import { z } from "zod";
import { writeChanges } from "~/db/changes.server";
import {
  type EnvironmentProvider,
  environmentCredentialId,
  environmentModels,
  environmentProviders,
} from "~/db/environment-providers";
import { toModelEntry } from "~/db/load-config.server";
import { type CredentialRecord, readProviderNames, readProviders, type StoredProvider } from "~/db/providers.server";
import { presetById } from "~/gateway/catalog/preset-index";
import { credentialSchema, providerSchema } from "~/gateway/config";
import type { ProviderHealth } from "~/gateway/gateway";
import { sealerFor } from "~/lib/seal";
import { slugOf, uniqueSlug } from "~/lib/slug";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { credentialStates, environmentCredentialState } from "./credential-states";
import { AdminError, conflict, invalid, notFound } from "./errors";
import { issuesOf, joinIssues, parse, withoutReadOnly } from "./parse";
import {
  type CheckContext,
  checkProvider,
  looseProvider,
  type ResolvedProvider,
  resolveProvider,
} from "./provider-checks";
import { credentialDocument, diffProvider, modelDocument, newCredential } from "./provider-records.server";
import type { AdminProvider } from "./types";

export const readOnlyProviderFields = ["credentialStates", "source", "createdAt", "updatedAt"];

const iso = (time: number) => new Date(time).toISOString();

function toAdminProvider(
  stored: StoredProvider,
  variables: Record<string, string | undefined>,
  health?: ProviderHealth,
): AdminProvider {
  const { provider, credentials, models } = stored;
  return {
    ...provider,
    credentials: credentials.map(credentialDocument),
    models: models.map((record) => modelDocument(toModelEntry(record))),
    credentialStates: credentialStates(credentials, variables, health, Date.now()),
    source: "database",
    createdAt: iso(provider.createdAt),
    updatedAt: iso(provider.updatedAt),
  };
}

function fromEnvironment(
  { preset, envVar, baseUrl, options }: EnvironmentProvider,
  health?: ProviderHealth,
): AdminProvider {
  return {
    id: preset.id,
    name: preset.name.en,
    preset: preset.id,
    adapter: preset.adapter,
    baseUrl,
    enabled: true,
    priority: 0,
    weight: 1,
    credentials: [{ name: "env", env: envVar }],
    models: environmentModels(preset),
    headers: {},
    options,
    timeouts: {},
    credentialStates: [environmentCredentialState("env", envVar, health)],
    source: "environment",
    createdAt: null,
    updatedAt: null,
  };
}

/** A provider as the admin surface sees it, with its rows where it has any. */
interface Found {
  view: AdminProvider;
  stored: StoredProvider | undefined;
}

async function healthByProvider({ gateway }: Platform): Promise<Map<string, ProviderHealth>> {
  return new Map((await gateway.health()).map((health) => [health.providerId, health]));
}

export async function listProviders(platform: Platform): Promise<AdminProvider[]> {
  const { variables } = platform.env;
  const [stored, health] = await Promise.all([readProviders(platform.database), healthByProvider(platform)]);
  const names = {
    providers: stored.map(({ provider }) => provider),
    credentialVariables: stored.flatMap(({ credentials }) => credentials.map((credential) => credential.env)),
  };
  return [
    ...stored.map((item) => toAdminProvider(item, variables, health.get(item.provider.id))),
    ...environmentProviders(variables, names).map((item) => fromEnvironment(item, health.get(item.preset.id))),
  ];
}

async function find(platform: Platform, id: string): Promise<Found> {
  const { variables } = platform.env;
  const [[stored], health] = await Promise.all([readProviders(platform.database, id), healthByProvider(platform)]);
  if (stored) return { view: toAdminProvider(stored, variables, health.get(id)), stored };
  const names = await readProviderNames(platform.database);
  const item = environmentProviders(variables, names).find(({ preset }) => preset.id === id);
  if (!item) throw notFound("provider", id);
  return { view: fromEnvironment(item, health.get(id)), stored: undefined };
}

export const getProvider = async (platform: Platform, id: string): Promise<AdminProvider> =>
  (await find(platform, id)).view;

export const checkContext = (platform: Platform, stored: StoredProvider | undefined): CheckContext => ({
  allowPrivateUpstreams: platform.env.allowPrivateUpstreams,
  storedSecrets: new Set(stored?.credentials.flatMap(({ name, sealed }) => (sealed === null ? [] : name))),
});

/** The document with everything filled in, or an AdminError with every issue. */
export function checked(document: unknown, context: CheckContext): ResolvedProvider {
  const parsed = providerSchema.safeParse(document);
  const further = checkProvider(looseProvider(document), context);
  if (!parsed.success) throw invalid(joinIssues(issuesOf(parsed.error), further));
  if (further.length > 0) throw invalid(further);
  return resolveProvider(parsed.data);
}

/** Checks the document, writes what differs and answers the provider as it is now. */
async function save(
  platform: Platform,
  actor: string,
  action: "create" | "update",
  stored: StoredProvider | undefined,
  document: unknown,
): Promise<AdminProvider> {
  const provider = checked(document, checkContext(platform, stored));
  const change = await diffProvider(stored, provider, sealerFor(platform.env), Date.now());
  if (action === "create" || change.fields.length > 0) {
    await writeChanges(platform.database, {
      providers: { upsert: [change.provider] },
      credentials: change.credentials,
      ...(change.models ? { models: { of: [provider.id], rows: change.models } } : {}),
      audit: [auditEntry(actor, action, "provider", provider.id, { fields: change.fields })],
    });
    platform.gateway.invalidate();
  }
  return getProvider(platform, provider.id);
}

/** A document without id gets one from its name or preset. */
export async function createProvider(platform: Platform, actor: string, input: unknown): Promise<AdminProvider> {
  const document = withoutReadOnly(input, readOnlyProviderFields);
  const taken = new Set((await readProviderNames(platform.database)).providers.map((provider) => provider.id));
  if (document.id === undefined) {
    const wish = typeof document.name === "string" ? document.name : presetById(String(document.preset))?.id;
    document.id = uniqueSlug(slugOf(wish ?? "", "provider"), taken);
  } else if (taken.has(String(document.id))) {
    throw conflict(`A provider with the id "${document.id}" exists already.`);
  }
  return save(platform, actor, "create", undefined, document);
}

/**
 * `patch` has the fields to replace. `ifUpdatedAt` refuses the change (409) where somebody else was faster.
 * A provider of the environment becomes a stored one by its first change.
 */
export async function updateProvider(
  platform: Platform,
  actor: string,
  id: string,
  patch: unknown,
  { ifUpdatedAt }: { ifUpdatedAt?: string | null } = {},
): Promise<AdminProvider> {
  const { view, stored } = await find(platform, id);
  if (ifUpdatedAt && ifUpdatedAt !== view.updatedAt) {
    throw conflict(`The provider "${id}" was changed by somebody else in the meantime.`, "updatedAt");
  }
  const changes = withoutReadOnly(patch, readOnlyProviderFields);
  if (changes.id !== undefined && changes.id !== id) throw invalid([{ path: "id", message: "cannot be changed" }]);
  const { credentialStates: _, source: __, createdAt: ___, updatedAt: ____, ...current } = view;
  return save(platform, actor, stored ? "update" : "create", stored, { ...current, ...changes });
}

export async function deleteProvider(platform: Platform, actor: string, id: string): Promise<void> {
  const { view, stored } = await find(platform, id);
  if (!stored) {
    const variable = view.credentialStates[0]?.env ?? "";
    throw conflict(
      `The provider "${id}" comes from the environment variable ${variable}: unset it there, or disable the provider.`,
    );
  }
  await writeChanges(platform.database, {
    providers: { remove: [id] },
    audit: [auditEntry(actor, "delete", "provider", id)],
  });
  platform.gateway.invalidate();
}

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
  const { stored, view } = await find(platform, providerId);
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
  const found = await find(platform, id);
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
