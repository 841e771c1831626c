import type { Gateway } from "~/gateway/gateway";
import type { LimitFigures } from "~/gateway/limit-counter";
import type { AiBinding, Defer, Ports, UpstreamRequest, UpstreamResponse } from "~/gateway/ports";
import type { SharedAnswer, SharedTake } from "~/gateway/shared-counter";

/** A Durable Object namespace, as far as it is used here: every object answers the calls of one subject. */
export interface CounterNamespace {
  idFromName(name: string): unknown;
  get(id: unknown): {
    take(request: SharedTake): Promise<SharedAnswer>;
    settle(ticket: string, used: { tokens: number; microUsd: number | null } | null): Promise<void>;
    figures(): Promise<LimitFigures>;
  };
}

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
  defer: Defer;
  /** Address of the client for sign-in throttling; empty where unknown. */
  clientAddress: string;
}

/** What a host other than Cloudflare hands to the worker beside its bindings, as `env.HOST`. */
export interface HostServices {
  name: "node" | "dev";
  fetch(url: string, init: UpstreamRequest, allowPrivate: boolean): Promise<UpstreamResponse>;
  respond: Ports["respond"];
  clientAddress(request: Request): string;
  keepUnwritten?: Ports["keepUnwritten"];
  /** Compresses pages where nothing in front of the host does. */
  encodePage?(request: Request, answer: Response): Response;
}

/** Bindings and variables as a host gives them. */
export interface HostBindings {
  DB: D1Database;
  /** Cloudflare's models, where the deployment binds them. */
  AI?: AiBinding;
  /** The counter of the companion Worker, where the deployment binds it. */
  LIMIT_COUNTER?: CounterNamespace;
  ASSETS: { fetch(request: Request): Promise<Response> };
  HOST?: HostServices;
  [variable: string]: unknown;
}
