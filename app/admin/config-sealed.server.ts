import { z } from "zod";
import type { StoredProvider } from "~/db/providers.server";
import { openHeaders } from "~/db/sealed-headers";
import { type Sealer, sealerFor } from "~/lib/seal";
import { openDocument, SealedDocumentError, sealDocument } from "~/lib/sealed-document";
import type { Platform } from "~/platform/platform";
import { openedSettings } from "./alert-secrets.server";
import { auditEntry } from "./audit";
import { exportedConfig, importConfig } from "./config.server";
import { readAll } from "./config-plan.server";
import { transact } from "./transact.server";
import type { CredentialDocument, ImportResult } from "./types";

// The configuration with its secrets, closed with a passphrase: for a backup, or for another deployment.

/** What the file holds: the configuration document, and of each API key what is kept of its value. */
const contentsSchema = z.object({
  config: z.unknown(),
  keys: z.record(
    z.string(),
    z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), prefix: z.string().max(16), lastFour: z.string().max(4) }),
  ),
});

export interface SealedExport {
  /** The file's text. */
  text: string;
  /** Names of secrets that ENCRYPTION_KEY does not open, such as `openai/key-1`; the file is without them. */
  leftOut: string[];
}

/** Everything that is stored, secrets too. Writes an audit entry before it answers. */
export async function exportSealed(platform: Platform, actor: string, passphrase: string): Promise<SealedExport> {
  const current = await readAll(platform);
  const sealer = sealerFor(platform.env);
  const { settings, unreadable } = await openedSettings(platform, current.settings);
  const leftOut = unreadable.map((name) => `settings/${name}`);
  const exported = await exportedConfig(platform, current);
  const providers = await Promise.all(
    exported.providers.map(async (provider, index) => {
      const opened = await secretsOf(current.providers[index]!, sealer);
      leftOut.push(...opened.unreadable.map((name) => `${provider.id}/${name}`));
      return { ...provider, headers: opened.headers, credentials: opened.credentials };
    }),
  );
  const keys = current.keys.map(({ id, hash, prefix, lastFour }) => [id, { hash, prefix, lastFour }] as const);
  const contents = { config: { ...exported, settings, providers }, keys: Object.fromEntries(keys) };
  const text = await sealDocument(JSON.stringify(contents), passphrase);
  const audit = [auditEntry(actor, "export", "config", "config", { secrets: true, leftOut })];
  await transact(platform, (write) => write({ expect: [], audit }));
  return { text, leftOut };
}

async function secretsOf({ provider, credentials }: StoredProvider, sealer: Sealer) {
  const { headers, unreadable } = await openHeaders(provider.id, provider.headers, sealer);
  const opened: CredentialDocument[] = [];
  for (const { id, name, env, sealed } of credentials) {
    if (env !== null) opened.push({ name, env });
    else
      try {
        opened.push({ name, value: await sealer.unseal(sealed ?? "", id) });
      } catch {
        unreadable.push(name);
      }
  }
  return { headers, credentials: opened, unreadable };
}

/** As `importConfig`, of a parsed file; throws SealedDocumentError where it does not open. */
export async function importSealed(
  platform: Platform,
  actor: string,
  document: unknown,
  passphrase: string,
  { dryRun }: { dryRun: boolean },
): Promise<ImportResult> {
  const { config, keys } = contentsOf(await openDocument(document, passphrase));
  return importConfig(platform, actor, config, { dryRun, hashes: new Map(Object.entries(keys)) });
}

function contentsOf(text: string): z.output<typeof contentsSchema> {
  try {
    return contentsSchema.parse(JSON.parse(text));
  } catch {
    // Without the reason: it would quote what the file holds.
    throw new SealedDocumentError("version");
  }
}
