import type { Ports, StoredConfig } from "./ports";

/** Long-lived state of one isolate or process: configuration, keys, limits, health, pending log rows. */
export interface Gateway {
  ports: Ports;
  /** The current configuration; reads the store only when the one in memory is too old. */
  config(): Promise<StoredConfig>;
  /** Call after a write to configuration or keys: the next request in this isolate sees it. */
  invalidate(): void;
  /** State of a provider and its credentials, as the admin API and the dashboard show it. */
  health(): ProviderHealth[];
  /** Ends a cooldown and switches a rejected credential back on. */
  resetCredential(credentialId: string): void;
  /** Writes pending log rows now. */
  flush(): Promise<void>;
}

export interface ProviderHealth {
  providerId: string;
  state: "healthy" | "degraded" | "recovering" | "down" | "off";
  /** 0..1 over the recent window, null without traffic. */
  successRate: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
  cooldownUntil: string | null;
  credentials: {
    name: string;
    state: "ok" | "cooling" | "rejected" | "off";
    cooldownUntil: string | null;
    lastError: string | null;
  }[];
}
