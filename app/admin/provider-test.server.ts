import { z } from "zod";
import { readProviders, type StoredProvider } from "~/db/providers.server";
import { openHeaders } from "~/db/sealed-headers";
import type { Adapter } from "~/gateway/adapters/adapter";
import { adapterById } from "~/gateway/adapters/registry";
import type { PrepareContext } from "~/gateway/adapters/target";
import { type ModelEntry, type ProbeConfig, REDACTED } from "~/gateway/config/config";
import type { Credential, Provider } from "~/gateway/config/entities";
import type { Ports } from "~/gateway/ports";
import { keptHeaders } from "~/gateway/secret-headers";
import { expandBaseUrl } from "~/gateway/upstream-url";
import { usable } from "~/gateway/usable-credential";
import { sealerFor } from "~/lib/seal";
import type { Platform } from "~/platform/platform";
import { recovered } from "./credential-recovery.server";
import { AdminError, invalid, notFound } from "./errors";
import { parse, withoutReadOnly } from "./parse";
import { type Probe, probe } from "./provider-probe";
import { checkContext, checked, readOnlyProviderFields, updateProvider } from "./providers.server";
import type { ModelSync, ProviderTest } from "./types";

const atOnce = 6;
const optionsSchema = z.strictObject({
  model: z.string().min(1).max(256).optional(),
  /** The name of one credential; without it all are called. */
  credential: z.string().min(1).max(128).optional(),
});

const isPattern = (name: string) => name.includes("*");

/** A provider as the gateway has it in memory; those of the environment are there too. */
async function loaded(platform: Platform, id: string): Promise<Provider> {
  const { providers } = await platform.gateway.ports.store.loadConfig();
  const provider = providers.find((candidate) => candidate.id === id);
  if (!provider) throw notFound("provider", id);
  return provider;
}

/** Calls the upstream once per credential, or with one of them. */
export async function testProvider(
  platform: Platform,
  id: string,
  options: { model?: string; credential?: string },
): Promise<ProviderTest> {
  const { model, credential } = parse(optionsSchema, options);
  const whole = await loaded(platform, id);
  const chosen = whole.credentials.filter(({ name }) => credential === undefined || name === credential);
  if (credential !== undefined && chosen.length === 0) throw notFound("credential", credential);
  const provider = { ...whole, credentials: chosen };
  const result = await test(platform, provider, model);
  const well = provider.credentials.filter(({ name }) =>
    result.credentials.some((credential) => credential.name === name && credential.ok),
  );
  if (result.ok || well.length > 0) await recovered(platform, provider, well);
  return result;
}

/** The same for a document that is not saved; `********` takes the stored secret of the provider with the same id. */
export async function testDraft(platform: Platform, input: unknown): Promise<ProviderTest> {
  const { model, ...document } = withoutReadOnly(input, readOnlyProviderFields);
  const { model: checkedModel } = parse(optionsSchema.omit({ credential: true }), model === undefined ? {} : { model });
  const [stored] = await readProviders(platform.database, String(document.id ?? ""));
  const provider = checked({ id: "draft", ...document }, checkContext(platform, stored));
  const before = stored?.provider;
  const known = await openHeaders(before?.id ?? "", before?.headers ?? {}, sealerFor(platform.env));
  const credentials = await Promise.all(
    provider.credentials.map(async ({ name, value, env }): Promise<Credential> => {
      const secret =
        env !== undefined
          ? platform.env.variables[env]?.trim()
          : value === REDACTED
            ? await storedSecret(platform, stored, name)
            : value;
      const draft: Credential = {
        id: `draft ${name}`,
        name,
        secret: secret ?? "",
        state: "ok",
        rejections: 0,
        cooldownUntil: null,
        lastError: null,
      };
      // Of one without a secret its own words say so.
      return draft.secret === "" ? draft : usable(draft, env === undefined ? "it" : `the variable ${env}`);
    }),
  );
  return test(
    platform,
    {
      ...provider,
      baseUrl: expandBaseUrl(provider.baseUrl, provider.options),
      headers: keptHeaders(provider.headers, known.headers),
      credentials,
    },
    checkedModel,
  );
}

async function storedSecret(platform: Platform, stored: StoredProvider | undefined, name: string): Promise<string> {
  const record = stored?.credentials.find((credential) => credential.name === name);
  return record?.sealed
    ? sealerFor(platform.env)
        .unseal(record.sealed, record.id)
        .catch(() => "")
    : "";
}

const adapterOf = (provider: Provider) => {
  const adapter = adapterById(provider.adapter);
  if (!adapter) throw invalid([{ path: "adapter", message: `no adapter is called "${provider.adapter}"` }]);
  return adapter;
};

/** Whether there is a call that lists models; without a credential nothing is fetched or signed for it. */
const hasModelList = (adapter: Adapter, provider: Provider): boolean =>
  adapter.listModels({ provider, credential: null }, nothingToAsk) !== null;
const nothingToAsk: PrepareContext = {
  fetch: () => Promise.reject(new Error("no call is made here")),
  now: Date.now,
  signal: new AbortController().signal,
};

/** The name that the upstream knows; without one the list of models is asked for, or else the first model is. */
function modelToTest(provider: Provider, wish: string | undefined): string | null {
  const entry = provider.models.find((model) => model.id === wish);
  if (wish !== undefined) return entry?.upstream ?? wish;
  const adapter = adapterOf(provider);
  if (adapter.checkKey !== undefined || hasModelList(adapter, provider)) return null;
  const first = provider.models.find((model) => !isPattern(model.upstream ?? model.id));
  return first ? (first.upstream ?? first.id) : null;
}

/** The cheapest call that says whether a credential is taken. */
export async function probeCredential(ports: Ports, provider: Provider, credential: Credential): Promise<Probe> {
  return probe(ports, adapterOf(provider), provider, credential, modelToTest(provider, undefined));
}

/** The model that a probe asks for one token; null where none is listed. */
export function probeModel(provider: Provider, { model: wish }: ProbeConfig): ModelEntry | null {
  const named = provider.models.find((model) => (wish === undefined ? !isPattern(model.id) : model.id === wish));
  return named ?? (wish === undefined ? null : { id: wish });
}

/** A health probe's one call. */
export async function probeHealth(
  ports: Ports,
  provider: Provider,
  credential: Credential | null,
  config: ProbeConfig,
): Promise<Probe> {
  const entry = config.kind === "token" ? probeModel(provider, config) : null;
  const model = entry === null ? modelToTest(provider, undefined) : upstreamName(entry);
  return unreadable(credential) ?? probe(ports, adapterOf(provider), provider, credential, model);
}

async function test(platform: Platform, provider: Provider, wish: string | undefined): Promise<ProviderTest> {
  const adapter = adapterOf(provider);
  const model = modelToTest(provider, wish);
  const credentials: (Credential | null)[] = provider.credentials.length > 0 ? provider.credentials : [null];
  const probes: { name: string; probe: Probe }[] = [];
  for (let index = 0; index < credentials.length; index += atOnce) {
    const slice = credentials.slice(index, index + atOnce).map(async (credential) => ({
      name: credential?.name ?? "",
      probe: unreadable(credential) ?? (await probe(platform.gateway.ports, adapter, provider, credential, model)),
    }));
    probes.push(...(await Promise.all(slice)));
  }
  const worst = (probes.find((item) => !item.probe.ok) ?? probes[0])?.probe;
  const models = probes.find((item) => item.probe.models !== null)?.probe.models;
  return {
    ok: probes.every((item) => item.probe.ok),
    status: worst?.status ?? 0,
    latencyMs: worst?.latencyMs ?? 0,
    ...(worst?.error ? { error: worst.error } : {}),
    ...(models ? { models } : {}),
    credentials: probes
      .filter((item) => item.name !== "")
      .map(({ name, probe: { ok, status, latencyMs, error } }) => ({
        name,
        ok,
        status,
        latencyMs,
        ...(error ? { error } : {}),
      })),
  };
}

/** A credential that could not be decrypted, or whose variable is not set, is not sent. */
function unreadable(credential: Credential | null): Probe | null {
  if (credential === null || credential.secret !== "") return null;
  return {
    ok: false,
    status: 0,
    latencyMs: 0,
    error: credential.lastError ?? "The credential is empty.",
    models: null,
    failure: null,
  };
}

/** The upstream's model list beside the provider's own. `apply` also writes it: entries that stay keep their prices. */
export async function syncModels(
  platform: Platform,
  actor: string,
  id: string,
  { apply = false }: { apply?: boolean } = {},
): Promise<ModelSync> {
  const provider = await loaded(platform, id);
  const adapter = adapterOf(provider);
  const credentials = provider.credentials.filter(
    (credential) => credential.secret !== "" && credential.state !== "off",
  );
  let found: string[] | null = null;
  let error = "none of the provider's credentials can be used";
  for (const credential of provider.credentials.length === 0 ? [null] : credentials) {
    const result = await probe(platform.gateway.ports, adapter, provider, credential, null);
    found = result.models;
    if (found !== null) break;
    error = result.error ?? error;
  }
  if (found === null)
    throw new AdminError(502, "upstream_error", `The model list of "${id}" could not be fetched: ${error}`);

  const upstream = new Set(found);
  const known = new Set(provider.models.map(upstreamName));
  const added = found.filter((name) => !known.has(name));
  const gone = provider.models.filter(
    (entry) => !isPattern(entry.id) && entry.upstream === undefined && !upstream.has(entry.id),
  );
  if (apply && (added.length > 0 || gone.length > 0)) {
    const kept = provider.models.filter((entry) => !gone.includes(entry));
    await updateProvider(platform, actor, id, { models: [...kept, ...added.map((name) => ({ id: name }))] });
  }
  return { models: found.map((name) => ({ id: name })), added, removed: gone.map((entry) => entry.id) };
}

const upstreamName = (entry: ModelEntry) => entry.upstream ?? entry.id;
