import { readProviders } from "~/db/providers.server";
import {
  type ContentPlace,
  contentBegin,
  countContent,
  resealContent,
  sealedTables,
  videoIdHeads,
} from "~/db/sealed-content.server";
import { resealedHeaders, sealedTexts } from "~/db/sealed-headers";
import { readSettings } from "~/db/settings.server";
import { secretPurpose, webhookPurpose } from "~/gateway/alerts/alert-sender";
import { noneSealed, type SealedCounts, type SealedUnder, sealedUnder, sealerFor } from "~/lib/seal";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { readAll } from "./config-plan.server";
import { transact } from "./transact.server";

// A change of ENCRYPTION_KEY: what is under a former key, and sealing it anew. Only when somebody asks: of several instances one
// may still run with the former key alone, and could not read what another seals under the new one.

export interface EncryptionState {
  /** How many keys ENCRYPTION_KEY_PREVIOUS names. */
  formerKeys: number;
  /** Stored credentials, secret headers, the webhook's address and secret. `unknown`: no key of this host opens them. */
  secrets: SealedCounts;
  /** Kept responses and answers, lists of videos, recordings; null without a former key. */
  content: SealedCounts | null;
  /** Videos whose id, which is in the hands of clients, was made under a former key: it ends with the key. */
  videoIds: number;
}

export interface Resealed {
  secrets: number;
  content: number;
  /** There is more to look at: ask again with it. */
  nextCursor: string | null;
}

type Under = (sealed: string) => SealedUnder | null;

async function countSecrets({ database }: Platform, under: Under): Promise<SealedCounts> {
  const [providers, { alerts }] = await Promise.all([readProviders(database), readSettings(database)]);
  const texts = [
    ...providers.flatMap(({ provider, credentials }) => [
      ...credentials.map(({ sealed }) => sealed),
      ...sealedTexts(provider.headers),
    ]),
    alerts.webhook,
    alerts.secret,
  ];
  const counts = noneSealed();
  for (const text of texts) {
    const key = text === null ? null : under(text);
    if (key !== null) counts[key]++;
  }
  return counts;
}

/** Lets requests through: on an SQLite file a statement holds the event loop. */
const breathe = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Counting looks at every row: monitors that ask often are told what was found a moment ago. */
const contentMs = 60_000;
const knownContent = new WeakMap<D1Database, { content: SealedCounts; videoIds: number; readAt: number }>();

async function contentState({ database, host }: Platform, under: Under) {
  const known = knownContent.get(database);
  if (known !== undefined && Math.abs(Date.now() - known.readAt) < contentMs) return known;
  const content = noneSealed();
  for (let place: ContentPlace | null = contentBegin; place !== null; ) {
    place = await countContent(database, place, { counts: content, under, mostRows: countedRows(host) });
    await breathe();
  }
  const heads = await videoIdHeads(database);
  const videoIds = heads.reduce((sum, { head, count }) => (under(head) === "former" ? sum + count : sum), 0);
  const state = { content, videoIds, readAt: Date.now() };
  knownContent.set(database, state);
  return state;
}

/** What is under which key. */
export async function encryptionState(platform: Platform): Promise<EncryptionState> {
  const formerKeys = platform.env.previousEncryptionKeys.length;
  const under = await sealedUnder(platform.env);
  const secrets = await countSecrets(platform, under);
  if (formerKeys === 0) return { formerKeys, secrets, content: null, videoIds: 0 };
  const { content, videoIds } = await contentState(platform, under);
  return { formerKeys, secrets, content, videoIds };
}

/** On D1 a Worker may ask for some tens of statements a call, and each takes its time; an SQLite file is held by each. */
const resealedSlices = (host: Platform["host"]) => (host === "cloudflare" ? 12 : 100);
const countedRows = (host: Platform["host"]) => (host === "cloudflare" ? 5_000 : 200);

/**
 * Seals under the current key what is under a former one: secrets in one transaction, then what clients said, some slices a
 * call. Nothing is lost where it breaks off, or runs twice: each text is replaced whole, and only where it is still the same.
 */
export async function reseal(platform: Platform, actor: string, cursor: string | null): Promise<Resealed> {
  const { database, env, host } = platform;
  const done: Resealed = { secrets: 0, content: 0, nextCursor: null };
  if (env.previousEncryptionKeys.length === 0) return done;
  const under = await sealedUnder(env);
  let place: ContentPlace | null = placeOf(cursor);
  if (place === contentBegin) done.secrets = await resealSecrets(platform, actor, under);
  for (let slice = 0; slice < resealedSlices(host) && place !== null; slice++) {
    const { resealed, next } = await resealContent(database, place, sealerFor(env), under);
    done.content += resealed;
    place = next;
    await breathe();
  }
  if (place === null) knownContent.delete(database);
  return { ...done, nextCursor: place && `${place.table}.${place.after}` };
}

function placeOf(cursor: string | null): ContentPlace {
  const [, table, after] = /^(\d)\.(\d{1,15})$/.exec(cursor ?? "") ?? [];
  const isPlace = table !== undefined && Number(table) < sealedTables.length;
  return isPlace ? { table: Number(table), after: Number(after) } : contentBegin;
}

/** How many secrets were sealed anew. One that cannot be opened stays as it is. */
async function resealSecrets(platform: Platform, actor: string, under: Under): Promise<number> {
  const sealer = sealerFor(platform.env);
  const isDue = (sealed: string | null): sealed is string => sealed !== null && under(sealed) === "former";
  const anew = async (sealed: string | null, purpose: string): Promise<string | null> => {
    if (!isDue(sealed)) return null;
    const clear = await sealer.unseal(sealed, purpose).catch(() => null);
    return clear === null ? null : sealer.seal(clear, purpose);
  };
  return transact(platform, async (write) => {
    const { revision, settings, providers } = await readAll(platform);
    const credentials: [string, string][] = [];
    const headers: [string, string][] = [];
    const touched: [string, number][] = [];
    let count = 0;
    for (const { provider, credentials: own } of providers) {
      const before = count;
      for (const { id, sealed } of own) {
        const text = await anew(sealed, id);
        if (text === null) continue;
        credentials.push([id, text]);
        count++;
      }
      const found = await resealedHeaders(provider.id, provider.headers, sealer, isDue);
      if (found !== null) headers.push([provider.id, JSON.stringify(found.headers)]);
      count += found?.count ?? 0;
      if (count > before) touched.push([provider.id, Math.max(Date.now(), provider.updatedAt + 1)]);
    }
    const webhook = await anew(settings.alerts.webhook, webhookPurpose);
    const secret = await anew(settings.alerts.secret, secretPurpose);
    const ofAlerts = { ...(webhook === null ? {} : { webhook }), ...(secret === null ? {} : { secret }) };
    count += Object.keys(ofAlerts).length;
    if (count === 0) return 0;
    await write({
      expect: [{ revision }],
      resealed: { credentials, headers, providers: touched },
      ...(webhook !== null || secret !== null
        ? { settings: { ...settings, alerts: { ...settings.alerts, ...ofAlerts } } }
        : {}),
      audit: [auditEntry(actor, "reseal", "settings", "encryption", { secrets: count })],
    });
    return count;
  });
}
