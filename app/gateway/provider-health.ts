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
