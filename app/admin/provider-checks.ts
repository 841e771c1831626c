import type { z } from "zod";
import { adapterIds } from "~/gateway/adapters/registry";
import { presetById } from "~/gateway/catalog/preset-index";
import {
  credentialSchema,
  type ModelEntry,
  modelEntrySchema,
  type ProviderConfig,
  providerSchema,
  REDACTED,
} from "~/gateway/config/config";
import { storedHeader } from "~/gateway/secret-headers";
import { checkBaseUrl, demoBaseUrl, expandBaseUrl, placeholdersIn } from "~/gateway/upstream-url";
import type { Issue } from "./errors";
import { isObject } from "./parse";

// What a schema cannot check of a provider document. It works on documents that do not parse, too: whoever sends one
// with five mistakes of both kinds hears of all five.

/** Variables that hold the gateway's own secrets: naming one as a credential would send it to an upstream. */
const reservedVariables = new Set(["ENCRYPTION_KEY", "ENCRYPTION_KEY_PREVIOUS", "ADMIN_PASSWORD", "ADMIN_TOKEN"]);
/** Headers that the gateway sets for the connection itself. */
const reservedHeaders = new Set(
  "host content-length transfer-encoding connection upgrade te trailer keep-alive".split(" "),
);

/** `options.api`: which of an upstream's formats is spoken, where it has more than one. */
const apis = new Set(["converse", "native", "openai", "responses"]);

type Path = (string | number)[];
type Report = (path: Path, message: string) => void;
type Credential = z.output<typeof credentialSchema>;

/** A provider document of which only what is well-formed is known; null stands for a list item that is not. */
export interface LooseProvider extends Partial<Omit<ProviderConfig, "credentials" | "models">> {
  credentials: (Credential | null)[];
  models: (ModelEntry | null)[];
  /** Fields that are there but not well-formed. */
  malformed: ReadonlySet<string>;
}

export interface CheckContext {
  allowPrivateUpstreams: boolean;
  /** Names of the credentials whose secret is stored: only these may be given as `********`. */
  storedSecrets: ReadonlySet<string>;
  /** The headers that are stored: the same goes for their values. */
  storedHeaders: Record<string, string>;
}

const items = <T>(value: unknown, parse: (item: unknown) => T | null): (T | null)[] =>
  Array.isArray(value) ? value.map(parse) : [];

export function looseProvider(value: unknown): LooseProvider {
  const document = isObject(value) ? value : {};
  const malformed = new Set<string>();
  const fields: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(providerSchema.shape)) {
    const parsed = schema.safeParse(document[name]);
    if (parsed.success) fields[name] = parsed.data;
    else malformed.add(name);
  }
  return {
    ...fields,
    credentials: items(document.credentials, (item) => credentialSchema.safeParse(item).data ?? null),
    models: items(
      document.models,
      (item) => modelEntrySchema.safeParse(typeof item === "string" ? { id: item } : item).data ?? null,
    ),
    malformed,
  };
}

/** `base` leads to the provider within the body. */
export function checkProvider(provider: LooseProvider, context: CheckContext, base: Path = []): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (path, message) => issues.push({ path: [...base, ...path].join("."), message });
  checkAdapter(provider, context, report);
  checkCredentials(provider.credentials, context, report);
  checkModels(provider.models, report);
  const { responses } = provider.options ?? {};
  if (responses !== undefined && responses !== "native" && responses !== "chat") {
    report(["options", "responses"], 'must be "native" or "chat"');
  }
  const { api } = provider.options ?? {};
  if (api !== undefined && !apis.has(String(api))) report(["options", "api"], `must be one of ${[...apis].join(", ")}`);
  for (const [name, value] of Object.entries(provider.headers ?? {})) {
    if (reservedHeaders.has(name.toLowerCase())) report(["headers", name], "is set by the gateway itself");
    if (value === REDACTED && storedHeader(context.storedHeaders, name) === undefined)
      report(["headers", name], "no value is stored that could be kept");
  }
  return issues;
}

function checkAdapter(provider: LooseProvider, context: CheckContext, report: Report): void {
  const preset = presetById(provider.preset ?? "");
  if (provider.preset && !preset) report(["preset"], `no preset is called "${provider.preset}"`);
  const unknownPreset = provider.malformed.has("preset") || (provider.preset && !preset);
  const adapter = provider.adapter ?? preset?.adapter;
  if (adapter === undefined) {
    if (!unknownPreset && !provider.malformed.has("adapter")) report(["adapter"], "needed where there is no preset");
  } else if (!adapterIds.includes(adapter)) {
    report(["adapter"], `no adapter is called "${adapter}"; there are ${adapterIds.join(", ")}`);
  }
  // The binding has no address.
  if (adapter === "workers-ai" && provider.options?.binding === true) return;
  if (adapter === "demo" || provider.malformed.has("baseUrl")) return;
  const baseUrl = provider.baseUrl ?? preset?.baseUrl ?? "";
  if (baseUrl.trim() !== "") checkUrl(baseUrl, { ...preset?.options, ...provider.options }, context, report);
  else if (!unknownPreset) report(["baseUrl"], "needed");
}

function checkUrl(baseUrl: string, options: Record<string, unknown>, context: CheckContext, report: Report): void {
  const expanded = expandBaseUrl(baseUrl.trim(), options);
  const missing = placeholdersIn(expanded);
  for (const name of new Set(missing)) report(["options", name], "needed for the base URL");
  if (missing.length > 0) return;
  const reason = checkBaseUrl(expanded, context.allowPrivateUpstreams) ?? checkQuery(expanded);
  if (reason !== null) report(["baseUrl"], reason);
}

/** The endpoint is appended to the text: right for a proxy's `?url=https://...`, wrong for `?api-version=...`. */
const checkQuery = (baseUrl: string): string | null =>
  /\?(?:[^/]*[^/=])?$/.test(baseUrl) ? "must not end with a query: an API version belongs in options.apiVersion" : null;

function checkCredentials(credentials: (Credential | null)[], context: CheckContext, report: Report): void {
  const names = new Set<string>();
  for (const [index, credential] of credentials.entries()) {
    if (credential === null) continue;
    if (names.has(credential.name)) report(["credentials", index, "name"], `"${credential.name}" is there twice`);
    names.add(credential.name);
    if (credential.env !== undefined && reservedVariables.has(credential.env.toUpperCase())) {
      report(["credentials", index, "env"], "is a secret of the gateway itself");
    }
    if (credential.value === REDACTED && !context.storedSecrets.has(credential.name)) {
      report(["credentials", index, "value"], `no secret is stored for "${credential.name}" that could be kept`);
    }
  }
}

function checkModels(models: (ModelEntry | null)[], report: Report): void {
  const ids = new Set<string>();
  for (const [index, model] of models.entries()) {
    if (model === null) continue;
    if (ids.has(model.id)) report(["models", index, "id"], `"${model.id}" is there twice`);
    ids.add(model.id);
  }
}

/** A document that passed both, with everything filled in that a preset or a default gives. */
export interface ResolvedProvider extends ProviderConfig {
  name: string;
  preset: string | null;
  adapter: string;
  baseUrl: string;
}

export function resolveProvider(document: ProviderConfig): ResolvedProvider {
  const preset = presetById(document.preset ?? "");
  const adapter = document.adapter ?? preset?.adapter ?? "";
  const baseUrl = document.baseUrl ?? (adapter === "demo" ? demoBaseUrl : preset?.baseUrl) ?? "";
  return {
    ...document,
    name: document.name ?? preset?.name.en ?? document.id,
    preset: document.preset ?? null,
    adapter,
    // Without the slash at the end, so that an adapter can append `/path`.
    baseUrl: baseUrl.trim().replace(/\/+$/, ""),
    options: { ...preset?.options, ...document.options },
  };
}
