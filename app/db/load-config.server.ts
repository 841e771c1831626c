import { asc } from "drizzle-orm";
import { type ModelEntry, routeSchema } from "~/gateway/config/config";
import type { Credential, Provider } from "~/gateway/config/entities";
import type { StoredConfig } from "~/gateway/store";
import { expandBaseUrl } from "~/gateway/upstream-url";
import { usable } from "~/gateway/usable-credential";
import type { Sealer } from "~/lib/seal";
import { getDb } from "./client";
import {
  environmentCredentialId,
  environmentDocument,
  environmentModels,
  environmentProviders,
} from "./environment-providers";
import type { CredentialRecord, ModelRecord } from "./providers.server";
import { credentials, providerModels, providers, routes, settings } from "./schema";
import { openHeaders } from "./sealed-headers";
import { defaultRouteRemoved, parseSettings } from "./settings.server";
import { parameterRepairs } from "./state-schema";

const cannotUnseal = "cannot be decrypted: it was stored under another ENCRYPTION_KEY";

export const toModelEntry = (record: ModelRecord): ModelEntry => ({
  id: record.modelId,
  ...(record.upstream === null ? {} : { upstream: record.upstream }),
  ...(record.pricing === null ? {} : { pricing: record.pricing as ModelEntry["pricing"] }),
  ...(record.contextLength === null ? {} : { contextLength: record.contextLength }),
  ...record.details,
});

async function toCredential(record: CredentialRecord, variables: Record<string, string | undefined>, sealer: Sealer) {
  const { id, name, state, rejections, cooldownUntil, lastError } = record;
  const marks = { id, name, state, rejections, cooldownUntil, lastError };
  if (record.env !== null) {
    const secret = variables[record.env]?.trim();
    // Without it its provider would be called with no key at all.
    if (!secret)
      return { ...marks, secret: "", state: "off" as const, lastError: `the variable ${record.env} is not set` };
    return usable({ ...marks, secret }, `the variable ${record.env}`);
  }
  try {
    return usable({ ...marks, secret: await sealer.unseal(record.sealed ?? "", id) }, "it");
  } catch {
    return { ...marks, secret: "", state: "off" as const, lastError: cannotUnseal };
  }
}

/** Everything that routing needs, in one batch. A credential that cannot be read never breaks the others. */
export async function loadConfig(
  database: D1Database,
  variables: Record<string, string | undefined>,
  sealer: Sealer,
): Promise<StoredConfig> {
  const db = getDb(database);
  const [settingRows, providerRows, credentialRows, modelRows, routeRows, repairs] = await db.batch([
    db.select().from(settings),
    db.select().from(providers).orderBy(asc(providers.createdAt), asc(providers.id)),
    db.select().from(credentials).orderBy(asc(credentials.position), asc(credentials.name)),
    db.select().from(providerModels).orderBy(asc(providerModels.position)),
    db.select().from(routes).orderBy(asc(routes.createdAt), asc(routes.id)),
    db.select().from(parameterRepairs),
  ]);
  const setting = new Map(settingRows.map((row) => [row.key, row.value]));

  const credentialsOf = new Map<string, Credential[]>();
  const opened = await Promise.all(credentialRows.map((record) => toCredential(record, variables, sealer)));
  for (const [index, record] of credentialRows.entries()) {
    append(credentialsOf, record.providerId, opened[index]!);
  }
  const modelsOf = new Map<string, ModelEntry[]>();
  for (const record of modelRows) append(modelsOf, record.providerId, toModelEntry(record));

  const stored = await Promise.all(
    providerRows.map(async ({ createdAt: _, updatedAt: __, probe, ...row }): Promise<Provider> => {
      const { headers, unreadable } = await openHeaders(row.id, row.headers, sealer);
      const own = credentialsOf.get(row.id) ?? [];
      const lastError = `The header '${unreadable[0]}' ${cannotUnseal}`;
      return {
        ...row,
        ...(probe === null ? {} : { probe }),
        baseUrl: expandBaseUrl(row.baseUrl, row.options),
        headers,
        // A call without a header that belongs to it would be another call.
        credentials: unreadable.length === 0 ? own : own.map((each) => ({ ...each, state: "off", lastError })),
        models: modelsOf.get(row.id) ?? [],
      };
    }),
  );
  const fromEnvironment = environmentProviders(variables, {
    providers: providerRows,
    credentialVariables: credentialRows.map((row) => row.env),
  }).map(
    (provider): Provider => ({
      ...environmentDocument(provider),
      models: environmentModels(provider.preset).map((id) => ({ id })),
      credentials: [
        usable(
          {
            id: environmentCredentialId(provider.preset.id),
            name: "env",
            secret: variables[provider.envVar]?.trim() ?? "",
            state: "ok",
            rejections: 0,
            cooldownUntil: null,
            lastError: null,
          },
          `the variable ${provider.envVar}`,
        ),
      ],
    }),
  );

  return {
    revision: Number(setting.get("configRevision") ?? 0),
    settings: parseSettings(setting.get("settings")),
    providers: [...stored, ...fromEnvironment],
    routes: routeRows.flatMap((row) => {
      const parsed = routeSchema.safeParse(row.document);
      return parsed.success ? [parsed.data] : [];
    }),
    hasDefaultRoute: !setting.has(defaultRouteRemoved),
    repairs: repairs.map(({ createdAt: _, ...repair }) => repair),
  };
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
