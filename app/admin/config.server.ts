import { toModelEntry } from "~/db/load-config.server";
import { readRevision } from "~/db/revision";
import { readSettings } from "~/db/settings.server";
import { configSchema, REDACTED, routeSchema } from "~/gateway/config/config";
import { type Settings, settingsSchema } from "~/gateway/config/settings";
import { shownHeaders } from "~/gateway/secret-headers";
import type { Platform } from "~/platform/platform";
import { alertIssues, shownSettings, storedSettings } from "./alert-secrets.server";
import { auditEntry } from "./audit";
import { configIssues } from "./config-checks";
import { type Current, changedSettings, type KeyHashes, planImport, readAll } from "./config-plan.server";
import { invalid } from "./errors";
import { keyDocument } from "./key-document";
import { isObject, parse, withoutReadOnly } from "./parse";
import { expectMatch, type IfMatch } from "./precondition";
import { credentialDocument, modelDocument } from "./provider-records.server";
import { transact } from "./transact.server";
import type { ExportedConfig, ImportResult } from "./types";

/** Everything that is stored, as one document; a PUT of it changes nothing. Providers of the environment are not in it. */
export const exportConfig = async (platform: Platform): Promise<ExportedConfig> =>
  exportedConfig(platform, await readAll(platform));

/** The same of what was read already. */
export async function exportedConfig(
  platform: Platform,
  { settings, providers, routes, builtIn, keys }: Current,
): Promise<ExportedConfig> {
  return {
    version: 1,
    settings: await shownSettings(platform, settings),
    providers: providers.map(({ provider: { createdAt: _, updatedAt: __, ...provider }, credentials, models }) => ({
      ...provider,
      headers: shownHeaders(provider.headers),
      credentials: credentials.map(credentialDocument),
      models: models.map((record) => modelDocument(toModelEntry(record))),
    })),
    routes: [...routes, ...(builtIn === null ? [] : [builtIn])].map((record) => routeSchema.parse(record.document)),
    keys: keys.map(keyDocument),
  };
}

/** The mark in place of a key's value says the same as no value: the stored one stays. */
function withoutRedactedKeys(document: unknown): unknown {
  if (!isObject(document) || !Array.isArray(document.keys)) return document;
  const keys = document.keys.map((key: unknown) => {
    if (!isObject(key) || key.value !== REDACTED) return key;
    const { value: _, ...rest } = key;
    return rest;
  });
  return { ...document, keys };
}

/** Makes the stored configuration equal to the document, or says what that would change. All or nothing. */
export async function importConfig(
  platform: Platform,
  actor: string,
  document: unknown,
  { dryRun, ifMatch = null, hashes }: { dryRun: boolean; ifMatch?: IfMatch; hashes?: KeyHashes },
): Promise<ImportResult> {
  const wanted = withoutRedactedKeys(document);
  return transact(platform, async (write) => {
    const current = await readAll(platform);
    expectMatch(ifMatch, current.revision);
    const { alerts } = current.settings;
    const wantedAlerts = settingsSchema.safeParse(isObject(wanted) ? (wanted.settings ?? {}) : {}).data?.alerts;
    const issues = [
      ...configIssues(platform, wanted, current, hashes),
      ...(wantedAlerts ? await alertIssues(platform, wantedAlerts, alerts, ["settings"]) : []),
    ];
    if (issues.length > 0) throw invalid(issues);
    const config = configSchema.parse(wanted);
    const settings = await storedSettings(platform, config.settings, alerts);
    const plan = await planImport(platform, { ...config, settings }, current, hashes);
    if (plan.issues.length > 0) throw invalid(plan.issues);
    const nothing = plan.changes.length === 0 && !plan.writes.removeDefaultRoute;
    if (dryRun || nothing) return { applied: !dryRun, changes: plan.changes };
    await write({
      expect: [{ revision: current.revision }],
      ...plan.writes,
      audit: plan.changes.map(({ action, kind, id, ...detail }) =>
        auditEntry(actor, action, kind, id, { ...detail, import: true }),
      ),
    });
    return { applied: true, changes: plan.changes };
  });
}

export const getSettings = async (platform: Platform): Promise<Settings> =>
  shownSettings(platform, await readSettings(platform.database));

/** Objects within are merged too, lists are replaced. */
function merge(base: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const result = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    const before = result[name];
    result[name] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return result;
}

/** `patch` has the settings to change. */
export async function updateSettings(
  platform: Platform,
  actor: string,
  patch: unknown,
  ifMatch: IfMatch = null,
): Promise<Settings> {
  const changes = withoutReadOnly(patch, []);
  return transact(platform, async (write) => {
    const revision = await readRevision(platform.database);
    expectMatch(ifMatch, revision);
    const before = await readSettings(platform.database);
    const wanted = parse(settingsSchema, merge(await shownSettings(platform, before), changes));
    const issues = await alertIssues(platform, wanted.alerts, before.alerts);
    if (issues.length > 0) throw invalid(issues);
    const after = await storedSettings(platform, wanted, before.alerts);
    const fields = changedSettings(before, after);
    if (fields.length === 0) return shownSettings(platform, after);
    await write({
      expect: [{ revision }],
      settings: after,
      audit: [auditEntry(actor, "update", "settings", "settings", { fields })],
    });
    return shownSettings(platform, after);
  });
}
