import type { Limits } from "../limits/limit-schema";
import type { ModelEntry, ProviderConfig } from "./config";

// What requests are made with and go to, as the core has it in memory.

/** An API key of the gateway, as the core needs it. */
export interface ApiKey {
  id: string;
  name: string;
  role: "client" | "admin";
  models: string[];
  providers: string[];
  enabled: boolean;
  /** Unix ms. */
  expiresAt: number | null;
  limits: Limits;
  /** Its own limits only: the defaults of the settings are not for it (the dashboard's playground). */
  withoutDefaults?: boolean;
  /** Its requests and answers are recorded. */
  captureBodies?: boolean;
}

/** One upstream secret, in clear, in memory only. `id` is stable over reloads; health hangs on it. */
export interface Credential {
  id: string;
  name: string;
  secret: string;
  state: "ok" | "rejected" | "off";
  rejections: number;
  /** Unix ms. */
  cooldownUntil: number | null;
  lastError: string | null;
}

export interface Provider
  extends Omit<ProviderConfig, "credentials" | "models" | "name" | "baseUrl" | "adapter" | "drain"> {
  drain?: ProviderConfig["drain"];
  name: string;
  adapter: string;
  baseUrl: string;
  models: ModelEntry[];
  credentials: Credential[];
}
