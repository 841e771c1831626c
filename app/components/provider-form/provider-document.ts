import { parseCredentialText } from "~/components/credentials/credential-text";

// The provider forms (new, settings) as the configuration document's fields. The admin use case validates the result;
// here text becomes structure, and nothing is refused.

export interface ProviderDocument {
  id?: string;
  name?: string;
  adapter?: string;
  baseUrl?: string;
  enabled?: boolean;
  priority?: unknown;
  weight?: unknown;
  credentials?: ({ name: string; value: string } | { name: string; env: string })[];
  models?: string[];
  headers?: Record<string, string>;
  options?: Record<string, unknown>;
  timeouts?: Record<string, unknown>;
  /** Null: none. */
  probe?: Record<string, unknown> | null;
  disconnect?: string;
}

const timeouts = ["connectMs", "attemptMs", "firstByteMs", "firstTokenMs", "streamIdleMs", "requestMs"] as const;

/** Only fields that the form has appear in the result. */
export function readProviderForm(form: FormData): ProviderDocument {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : undefined;
  };
  const document: ProviderDocument = {};
  for (const name of ["id", "name", "adapter", "baseUrl", "disconnect"] as const) {
    const value = text(name);
    if (value) document[name] = value;
  }
  for (const name of ["priority", "weight"] as const) {
    const value = text(name);
    if (value) document[name] = numberOrText(value);
  }
  const enabled = text("enabled");
  if (enabled) document.enabled = enabled === "true";
  const credentials = text("credentials");
  const env = text("credentialEnv");
  if (credentials !== undefined || env) document.credentials = readCredentials(credentials ?? "", env);
  const models = text("models");
  if (models !== undefined) document.models = readLines(models);
  const headers = text("headers");
  if (headers !== undefined) document.headers = readHeaders(headers);
  const options = [...form.keys()].filter((key) => key.startsWith("option."));
  if (options.length > 0) {
    document.options = Object.fromEntries(
      options.flatMap((key) => {
        const value = text(key);
        return value ? [[key.slice("option.".length), value]] : [];
      }),
    );
  }
  if (timeouts.some((name) => form.has(`timeouts.${name}`))) {
    document.timeouts = Object.fromEntries(
      timeouts.flatMap((name) => {
        const value = text(`timeouts.${name}`);
        if (!value) return [];
        const seconds = Number(value);
        return [[name, Number.isFinite(seconds) ? Math.round(seconds * 1000) : value]];
      }),
    );
  }
  const kind = text("probe.kind");
  if (kind !== undefined) document.probe = kind === "off" ? null : readProbe(kind, text);
  return document;
}

function readProbe(kind: string, text: (name: string) => string | undefined): Record<string, unknown> {
  const interval = text("probe.intervalSeconds");
  const model = text("probe.model");
  return {
    enabled: true,
    kind,
    ...(interval ? { intervalSeconds: numberOrText(interval) } : {}),
    ...(kind === "token" && model ? { model } : {}),
  };
}

const numberOrText = (value: string): unknown => (Number.isFinite(Number(value)) ? Number(value) : value);

function readCredentials(text: string, env: string | undefined): NonNullable<ProviderDocument["credentials"]> {
  const pasted = parseCredentialText(text).credentials;
  const taken = new Set(pasted.map((credential) => credential.name));
  let number = 0;
  const nextName = () => {
    do number += 1;
    while (taken.has(`key-${number}`));
    return `key-${number}`;
  };
  return [
    ...pasted.map(({ name, value }) => ({ name: name ?? nextName(), value })),
    ...(env ? [{ name: env, env }] : []),
  ];
}

/** Model names: lines or commas; what is named twice counts once. */
export function readLines(text: string): string[] {
  const names = text.split(/[\r\n,,]+/).map((line) => line.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

/** `name: value` lines. A line without a colon stays as a name without value, for the schema to refuse by name. */
export function readHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const colon = line.indexOf(":");
    const name = (colon < 0 ? line : line.slice(0, colon)).trim();
    headers[name] = colon < 0 ? "" : line.slice(colon + 1).trim();
  }
  return headers;
}

export const writeHeaders = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

/** First issue of a field or of what lies in it, such as `credentials.0.value` for `credentials`. */
export function issueOf(issues: { path: string; message: string }[] | undefined, field: string): string | undefined {
  return issues?.find((issue) => issue.path === field || issue.path.startsWith(`${field}.`))?.message;
}
