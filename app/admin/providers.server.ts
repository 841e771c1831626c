import type { Changes } from "~/db/changes.server";
import { readProviderNames, type StoredProvider } from "~/db/providers.server";
import { presetById } from "~/gateway/catalog/preset-index";
import { providerSchema } from "~/gateway/config/config";
import { formAddress } from "~/lib/form-address";
import { sealerFor } from "~/lib/seal";
import { slugOf, uniqueSlug } from "~/lib/slug";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { conflict, invalid } from "./errors";
import { issuesOf, joinIssues, withoutReadOnly } from "./parse";
import { expectMatch, type IfMatch } from "./precondition";
import {
  type CheckContext,
  checkProvider,
  looseProvider,
  type ResolvedProvider,
  resolveProvider,
} from "./provider-checks";
import { switchOffOnceIdle } from "./provider-drain.server";
import { diffProvider } from "./provider-records.server";
import { findProvider, viewProviders } from "./provider-views.server";
import { transact } from "./transact.server";
import type { AdminProvider } from "./types";

export const listProviders = (platform: Platform): Promise<AdminProvider[]> => viewProviders(platform);

export const getProvider = async (platform: Platform, id: string): Promise<AdminProvider> =>
  (await findProvider(platform, id)).view;

export const readOnlyProviderFields = ["credentialStates", "source", "createdAt", "updatedAt"];

export const checkContext = (platform: Platform, stored: StoredProvider | undefined): CheckContext => ({
  allowPrivateUpstreams: platform.env.allowPrivateUpstreams,
  storedSecrets: new Set(stored?.credentials.flatMap(({ name, sealed }) => (sealed === null ? [] : name))),
  storedHeaders: stored?.provider.headers ?? {},
});

/** The document with everything filled in, or an AdminError with every issue. */
export function checked(document: unknown, context: CheckContext): ResolvedProvider {
  const parsed = providerSchema.safeParse(document);
  const further = checkProvider(looseProvider(document), context);
  if (!parsed.success) throw invalid(joinIssues(issuesOf(parsed.error), further));
  if (further.length > 0) throw invalid(further);
  return resolveProvider(parsed.data);
}

export const expectedProvider = (id: string, stored: StoredProvider | undefined): Changes["expect"][number] => ({
  table: "providers",
  id,
  updatedAt: stored?.provider.updatedAt ?? null,
});

/** Checks the document, writes what differs and answers the provider as it is now. */
async function save(
  platform: Platform,
  write: (changes: Changes) => Promise<void>,
  actor: string,
  action: "create" | "update",
  stored: StoredProvider | undefined,
  document: unknown,
): Promise<AdminProvider> {
  const provider = checked(document, checkContext(platform, stored));
  const change = await diffProvider(stored, provider, sealerFor(platform.env), Date.now());
  if (action === "create" || change.fields.length > 0) {
    await write({
      expect: [expectedProvider(provider.id, stored)],
      providers: { upsert: [change.provider] },
      credentials: change.credentials,
      ...(change.models ? { models: { of: [provider.id], rows: change.models } } : {}),
      audit: [
        auditEntry(actor, action, "provider", provider.id, {
          fields: change.fields,
          secretsMoveTo: change.secretsMoveTo,
        }),
      ],
    });
  }
  if (provider.drain === "off") platform.defer(switchOffOnceIdle(platform, provider.id));
  return getProvider(platform, provider.id);
}

/** A document without id gets one from its name or preset. */
export async function createProvider(platform: Platform, actor: string, input: unknown): Promise<AdminProvider> {
  return transact(platform, async (write) => {
    const document = withoutReadOnly(input, readOnlyProviderFields);
    const taken = new Set((await readProviderNames(platform.database)).providers.map((provider) => provider.id));
    if (document.id === undefined) {
      const wish = typeof document.name === "string" ? document.name : presetById(String(document.preset))?.id;
      document.id = uniqueSlug(slugOf(wish ?? "", "provider"), new Set([...taken, formAddress]));
    } else if (taken.has(String(document.id))) {
      throw conflict(`A provider with the id "${document.id}" exists already.`);
    }
    return save(platform, write, actor, "create", undefined, document);
  });
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
  { ifUpdatedAt, ifMatch }: { ifUpdatedAt?: string | null; ifMatch?: IfMatch } = {},
): Promise<AdminProvider> {
  const changes = withoutReadOnly(patch, readOnlyProviderFields);
  if (changes.id !== undefined && changes.id !== id) throw invalid([{ path: "id", message: "cannot be changed" }]);
  return transact(platform, async (write) => {
    const { view, stored } = await findProvider(platform, id);
    expectMatch(ifMatch, view.updatedAt);
    if (ifUpdatedAt && ifUpdatedAt !== view.updatedAt) {
      throw conflict(`The provider "${id}" was changed by somebody else in the meantime.`, "updatedAt");
    }
    const { credentialStates: _, source: __, createdAt: ___, updatedAt: ____, ...current } = view;
    return save(platform, write, actor, stored ? "update" : "create", stored, { ...current, ...changes });
  });
}

/** Several providers at once: all of the patches, by provider id, or none; one audit entry tells of them. */
export async function updateProviders(
  platform: Platform,
  actor: string,
  patches: Record<string, Record<string, unknown>>,
): Promise<void> {
  await transact(platform, async (write) => {
    const all: Required<Pick<Changes, "expect" | "providers" | "credentials">> = {
      expect: [],
      providers: { upsert: [] },
      credentials: { upsert: [], remove: [] },
    };
    const models: NonNullable<Changes["models"]> = { of: [], rows: [] };
    const fields = new Set<string>();
    for (const [id, patch] of Object.entries(patches)) {
      const { view, stored } = await findProvider(platform, id);
      const { credentialStates: _, source: __, createdAt: ___, updatedAt: ____, ...current } = view;
      const provider = checked({ ...current, ...patch }, checkContext(platform, stored));
      const change = await diffProvider(stored, provider, sealerFor(platform.env), Date.now());
      if (stored && change.fields.length === 0) continue;
      for (const field of change.fields) fields.add(field);
      all.expect.push(expectedProvider(id, stored));
      all.providers.upsert?.push(change.provider);
      all.credentials.upsert?.push(...change.credentials.upsert);
      if (change.models) {
        models.of.push(id);
        models.rows.push(...change.models);
      }
    }
    if (all.expect.length === 0) return;
    const audit = auditEntry(actor, "update", "provider", Object.keys(patches).join(", "), { fields: [...fields] });
    await write({ ...all, models, audit: [audit] });
  });
}

export async function deleteProvider(
  platform: Platform,
  actor: string,
  id: string,
  ifMatch: IfMatch = null,
): Promise<void> {
  await transact(platform, async (write) => {
    const { view, stored } = await findProvider(platform, id);
    if (!stored) {
      const variable = view.credentialStates[0]?.env ?? "";
      throw conflict(
        `The provider "${id}" comes from the environment variable ${variable}: unset it there, or disable the provider.`,
      );
    }
    expectMatch(ifMatch, view.updatedAt);
    await write({
      expect: [expectedProvider(id, stored)],
      providers: { remove: [id] },
      audit: [auditEntry(actor, "delete", "provider", id)],
    });
  });
}
