import type { Gateway } from "~/gateway/gateway";

/** Values of the host's environment that the app reads (platform/env.ts checks them). */
export interface AppEnv {
  adminPassword: string | null;
  adminToken: string | null;
  /** 32 bytes. */
  encryptionKey: Uint8Array;
  previousEncryptionKeys: Uint8Array[];
  allowPrivateUpstreams: boolean;
  /** All string variables of the host, for credentials that name one. */
  variables: Record<string, string | undefined>;
}

/** What a request handler gets of its host. One object per request; `gateway` lives as long as the isolate. */
export interface Platform {
  host: "cloudflare" | "node" | "dev";
  env: AppEnv;
  database: D1Database;
  gateway: Gateway;
  /** Work that may outlive the answer. */
  defer(work: Promise<unknown>): void;
  /** Address of the client for sign-in throttling; empty where unknown. */
  clientAddress: string;
}
