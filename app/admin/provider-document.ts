import { adapterIds } from "~/gateway/adapters/registry";
import { presetById } from "~/gateway/catalog/preset-index";
import { type ProviderConfig, REDACTED } from "~/gateway/config";
import { checkBaseUrl, demoBaseUrl, expandBaseUrl, placeholdersIn } from "~/gateway/upstream-url";
import type { Issue } from "./errors";

/** A provider document with everything filled in that a preset or a default gives. */
export interface ResolvedProvider extends ProviderConfig {
  name: string;
  preset: string | null;
  adapter: string;
  baseUrl: string;
}

/** Variables that hold the gateway's own secrets: naming one as a credential would send it to an upstream. */
const reservedVariables = new Set(["ENCRYPTION_KEY", "ENCRYPTION_KEY_PREVIOUS", "ADMIN_PASSWORD", "ADMIN_TOKEN"]);
const reservedHeaders = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "upgrade",
  "te",
  "trailer",
  "keep-alive",
]);

export interface CheckContext {
  allowPrivateUpstreams: boolean;
  /** Names of the credentials whose secret is stored: only these may be given as `********`. */
  storedSecrets: ReadonlySet<string>;
}

/** Fills a provider document from its preset and checks what a schema cannot; `base` leads to it within the body. */
export function resolveProvider(
  document: ProviderConfig,
  context: CheckContext,
  base: readonly (string | number)[] = [],
): { provider: ResolvedProvider; issues: Issue[] } {
  const issues: Issue[] = [];
  const report = (path: readonly (string | number)[], message: string) =>
    issues.push({ path: [...base, ...path].join("."), message });

  const preset = presetById(document.preset ?? "");
  if (document.preset && !preset) report(["preset"], `no preset is called "${document.preset}"`);
  const adapter = document.adapter ?? preset?.adapter ?? "";
  if (adapter === "") {
    if (!document.preset) report(["adapter"], "needed where there is no preset");
  } else if (!adapterIds.includes(adapter)) {
    report(["adapter"], `no adapter is called "${adapter}"; there are ${adapterIds.join(", ")}`);
  }

  const options = { ...preset?.options, ...document.options };
  const baseUrl = normalBaseUrl(document.baseUrl ?? (adapter === "demo" ? demoBaseUrl : preset?.baseUrl) ?? "");
  if (baseUrl === "") report(["baseUrl"], "needed");
  else if (adapter !== "demo") checkUrl(baseUrl, options, context, report);

  checkNames(document, context, report);
  if (options.responses !== undefined && options.responses !== "native" && options.responses !== "chat") {
    report(["options", "responses"], 'must be "native" or "chat"');
  }
  for (const name of Object.keys(document.headers)) {
    if (reservedHeaders.has(name.toLowerCase())) report(["headers", name], "is set by the gateway itself");
  }
  const name = document.name ?? preset?.name.en ?? document.id;
  return { provider: { ...document, name, preset: document.preset ?? null, adapter, baseUrl, options }, issues };
}

/** Without the slash at the end, so that an adapter can append `/path`. */
const normalBaseUrl = (baseUrl: string) => baseUrl.trim().replace(/\/+$/, "");

function checkUrl(
  baseUrl: string,
  options: Record<string, unknown>,
  context: CheckContext,
  report: (path: string[], message: string) => void,
): void {
  const expanded = expandBaseUrl(baseUrl, options);
  const missing = placeholdersIn(expanded);
  for (const name of missing) report(["options", name], "needed for the base URL");
  if (missing.length > 0) return;
  const reason = checkBaseUrl(expanded, context.allowPrivateUpstreams);
  if (reason !== null) report(["baseUrl"], reason);
}

function checkNames(
  { credentials, models }: ProviderConfig,
  context: CheckContext,
  report: (path: (string | number)[], message: string) => void,
): void {
  const names = new Set<string>();
  for (const [index, credential] of credentials.entries()) {
    if (names.has(credential.name)) report(["credentials", index, "name"], `"${credential.name}" is there twice`);
    names.add(credential.name);
    if (credential.env !== undefined && reservedVariables.has(credential.env.toUpperCase())) {
      report(["credentials", index, "env"], "is a secret of the gateway itself");
    }
    if (credential.value === REDACTED && !context.storedSecrets.has(credential.name)) {
      report(["credentials", index, "value"], `no secret is stored for "${credential.name}" that could be kept`);
    }
  }
  const ids = new Set<string>();
  for (const [index, model] of models.entries()) {
    if (ids.has(model.id)) report(["models", index, "id"], `"${model.id}" is there twice`);
    ids.add(model.id);
  }
}
