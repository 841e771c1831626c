import type { ApiKey } from "./entities";
import type { JsonObject } from "./openai/fields";
import type { SharedCounter } from "./shared-counter";
import type { Store, UnwrittenLog } from "./store";

// What the core asks of its host. Tests pass plain objects; nothing here knows D1, Node or Workers.

/** Work that may outlive the answer; on Workers it belongs to one request. */
export type Defer = (work: Promise<unknown>) => void;

/** The part of a ReadableStream that the core reads. */
export interface ByteSource {
  getReader(): ByteReader;
}

export interface ByteReader {
  read(): Promise<ByteResult>;
  /** Ends the upstream call. */
  cancel(): Promise<void>;
}

export type ByteResult = { done: false; value: Uint8Array } | { done: true; value?: Uint8Array | undefined };

/** The part of fetch's Response that the core reads; a host may answer with something lighter. */
export interface UpstreamResponse {
  status: number;
  headers: { get(name: string): string | null; entries?(): Iterable<[string, string]> };
  body: ByteSource | null;
  /** Null where it is longer than so many bytes (after decompression); what came until then is let go. */
  text(longest: number): Promise<string | null>;
}

export interface UpstreamRequest {
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  signal: AbortSignal;
  /** Longest wait for name, connection and TLS, where the host can tell; rejects with UND_ERR_CONNECT_TIMEOUT. */
  connectMs?: number;
  /** The address is a client's own words: private ranges are refused whatever the host allows. */
  publicOnly?: boolean;
}

/** Cloudflare's AI binding, as far as it is used here. */
export interface AiBinding {
  run(model: string, inputs: JsonObject, options: { returnRawResponse: true }): Promise<UpstreamResponse>;
}

export interface Ports {
  store: Store;
  /** Never follows redirects; refuses addresses that the host does not allow. Rejects on network errors. */
  fetch(url: string, init: UpstreamRequest): Promise<UpstreamResponse>;
  /** Reads an upstream's stream piece by piece, in the way that costs the host least. */
  readStream(body: ByteSource): ByteReader;
  /** Unix ms. */
  now(): number;
  /** 0 <= x < 1. */
  random(): number;
  sleep(ms: number): Promise<void>;
  /** `new Response(...)`, or what the host has that costs less. */
  respond(
    body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null,
    init: { status: number; headers: Record<string, string> },
  ): Response;
  /** Text that only this deployment can read or make; `unseal` rejects anything else. `purpose` binds it to its use. */
  seal(clear: string, purpose: string): Promise<string>;
  unseal(sealed: string, purpose: string): Promise<string>;
  /** A key of the host's own making that is not in the store (the dashboard's playground), or null. */
  verifyInternalKey(key: string): Promise<ApiKey | null>;
  /** Write a comment into an idle stream after so long; on some hosts only a write shows that the client left. 0: never. */
  heartbeatMs: number;
  /** Keeps log rows that the database has refused for long, and writes them later; false where it cannot. */
  keepUnwritten?(log: UnwrittenLog): boolean;
  /** The deployment's own models, where it has them. */
  ai?: AiBinding | null;
  /** Where the deployment has one: limits are then exact over all isolates. */
  counter?: SharedCounter | null;
  /** True where other isolates or processes serve the same keys: spending is read again every few seconds. */
  shared: boolean;
}
