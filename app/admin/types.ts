import type { KeyConfig, ModelEntry, ProviderConfig, RouteConfig } from "~/gateway/config/config";
import type { Settings } from "~/gateway/config/settings";

// What the admin use cases answer: the admin API sends these as JSON, dashboard pages read them in loaders.

export type CredentialDocument = { name: string; value: string } | { name: string; env: string };

export interface CredentialState {
  name: string;
  /** First and last characters, such as `sk-…9dQa`; empty where unknown. */
  hint: string;
  /** Name of the environment variable that holds it, or null. */
  env: string | null;
  state: "ok" | "cooling" | "rejected" | "off";
  /** ISO 8601. */
  cooldownUntil: string | null;
  lastError: string | null;
  rejections: number;
  /** Share of the vendor's rate limit that was used as the last answer said, 0..1; null where no answer says. */
  rateLimit: { used: number; at: string } | null;
}

/** A provider as the configuration document has it, with everything filled in. */
interface ProviderDocument
  extends Omit<ProviderConfig, "name" | "preset" | "adapter" | "baseUrl" | "credentials" | "models"> {
  name: string;
  preset: string | null;
  adapter: string;
  baseUrl: string;
  /** Secrets stand as `********`. */
  credentials: CredentialDocument[];
  /** A bare string where the entry has nothing but its id; `asModelEntry` evens them out. */
  models: (string | ModelEntry)[];
}

export interface AdminProvider extends ProviderDocument {
  credentialStates: CredentialState[];
  /** `environment`: made from a preset's environment variable; the first change stores it in the database. */
  source: "database" | "environment";
  /** ISO 8601; null for a provider of the environment. */
  createdAt: string | null;
  updatedAt: string | null;
}

export const asModelEntry = (model: string | ModelEntry): ModelEntry =>
  typeof model === "string" ? { id: model } : model;

/** A key as it is answered and exported. */
export type KeyDocument = Omit<KeyConfig, "value"> & { name: string };

export interface AdminKey extends KeyDocument {
  /** The first characters of the key, for people. */
  prefix: string;
  lastFour: string;
  createdAt: string;
  updatedAt: string;
  lastUsedAt: string | null;
  /** After a rotation with overlap: until then the old key works too. */
  previousExpiresAt: string | null;
}

export interface IssuedKey extends AdminKey {
  /** The clear key. Shown once, stored nowhere. */
  key: string;
}

export interface AdminRoute extends RouteConfig {
  createdAt: string;
  updatedAt: string;
}

/** The configuration document (version 1) as the export gives it. */
export interface ExportedConfig {
  version: 1;
  settings: Settings;
  providers: ProviderDocument[];
  routes: RouteConfig[];
  keys: KeyDocument[];
}

export interface ConfigChange {
  action: "create" | "update" | "delete";
  kind: "provider" | "route" | "key" | "settings";
  id: string;
  /** Names of the fields that differ. */
  fields: string[];
  /** Of a provider whose base URL changes to this origin, while the document keeps stored secrets: they are sent there. */
  secretsMoveTo?: string;
}

export interface ImportResult {
  applied: boolean;
  changes: ConfigChange[];
}

interface CredentialTest {
  name: string;
  ok: boolean;
  /** HTTP status of the upstream, 0 where none came. */
  status: number;
  latencyMs: number;
  error?: string;
}

export interface ProviderTest {
  ok: boolean;
  status: number;
  latencyMs: number;
  error?: string;
  /** Ids of the upstream's models where it lists them. */
  models?: string[];
  credentials: CredentialTest[];
}

export interface ModelSync {
  models: { id: string }[];
  /** Ids that the upstream has and the provider did not. */
  added: string[];
  /** Ids that the provider had and the upstream does not (patterns and aliases stay). */
  removed: string[];
}
