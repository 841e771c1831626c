import type { Alert } from "./alerts/alert-book";
import type { ModelEntry, Pricing, ProviderConfig, RouteConfig } from "./config";
import type { Limits } from "./limit-schema";
import type { JsonObject } from "./openai/fields";
import type { Usage } from "./openai/usage";
import type { PlanEntry } from "./routing/plan";
import type { StatisticsRow } from "./routing/statistics";
import type { Settings } from "./settings";
import type { SharedCounter } from "./shared-counter";

// What the core asks of its host. Tests pass plain objects; nothing here knows D1, Node or Workers.

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

/** Everything that routing needs, read in one go. */
export interface StoredConfig {
  revision: number;
  settings: Settings;
  providers: Provider[];
  routes: RouteConfig[];
  /** The built-in route is there, as nobody removed it. */
  hasDefaultRoute?: boolean;
  repairs: ParameterRepair[];
}

export type Outcome = "success" | "client_error" | "upstream_error" | "rate_limited" | "cancelled";

export interface AttemptRow {
  index: number;
  providerId: string;
  credentialName: string | null;
  model: string;
  status: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  startedMs: number;
  firstByteMs: number | null;
  latencyMs: number;
  reason: string;
}

export interface LogRow {
  requestId: string;
  /** Unix ms. */
  createdAt: number;
  endpoint: string;
  status: number;
  outcome: Outcome;
  errorCode: string | null;
  errorMessage: string | null;
  keyId: string | null;
  keyName: string | null;
  requestedModel: string | null;
  model: string | null;
  upstreamModel: string | null;
  providerId: string | null;
  stream: boolean;
  usage: Usage;
  /** Null where the price is unknown. */
  costMicroUsd: number | null;
  pricing: Pricing | null;
  latencyMs: number;
  firstTokenMs: number | null;
  gatewayMs: number;
  cache: "hit" | "miss" | "bypass";
  /** Which kept answer served; null without one. */
  cacheHit: CacheHit | null;
  userAgent: string | null;
  metadata: Record<string, string> | null;
  attempts: AttemptRow[];
  plan: PlanEntry[];
}

/** A kept answer as a log row names it. */
export interface CacheHit {
  kind: "exact" | "semantic";
  /** How alike the questions are, 0..1; 1 for the same request. */
  similarity: number;
  /** Of the kept answer. */
  entryId: string;
  /** What the answer had cost; null where its price was unknown. */
  savedMicroUsd: number | null;
}

/** An answer that is kept for later requests; what it says is sealed. Times in Unix ms. */
export interface CachedAnswerRow {
  id: string;
  /** What questions have to have in common beside their words to be compared; null where only the same request is answered. */
  context: string | null;
  /** KeptAnswer as JSON. */
  sealed: string;
  /** The question and its vector, as JSON; null without a context. */
  sealedQuestion: string | null;
  createdAt: number;
  expiresAt: number;
}

/** Log rows on their way to the store, in the form that it writes. */
export interface LogBatch {
  readonly size: number;
  add(row: LogRow): void;
}

/** What the gateway learned about a credential and keeps over restarts. */
export interface CredentialMark {
  credentialId: string;
  state: "ok" | "rejected" | "off";
  rejections: number;
  cooldownUntil: number | null;
  lastError: string | null;
}

/** A breaker's state as isolates share it. `model` and `credentialId` are empty for that of a whole provider. */
export interface BreakerRow {
  providerId: string;
  model: string;
  credentialId: string;
  /** Unix ms; 0 where it is closed. */
  openUntil: number;
  trips: number;
  /** Unix ms. */
  changedAt: number;
}

/** What an isolate learned of health since its last write. The statistics are added to what the store has. */
export interface HealthChanges {
  statistics: StatisticsRow[];
  breakers: BreakerRow[];
}

/** What changed in the store about health. */
export interface HealthNews {
  /** Whole sums of a bucket; `at` is when they last changed, Unix ms. */
  statistics: { row: StatisticsRow; at: number }[];
  breakers: BreakerRow[];
  credentials: CredentialMark[];
  /** Where to read on the next time. */
  cursor: number;
}

/** Work that may outlive the answer; on Workers it belongs to one request. */
export type Defer = (work: Promise<unknown>) => void;

/** A parameter that an upstream refused for a model, and what is done about it from then on. */
export interface ParameterRepair {
  providerId: string;
  /** The upstream's name of the model. */
  model: string;
  /** Path in the upstream request's body, such as `max_tokens` or `output_config.effort`. */
  parameter: string;
  /** Null: it is dropped. */
  renameTo: string | null;
  /** The upstream's words. */
  reason: string;
}

/** Signed parts of an answer that belong to one of its tool calls. */
export interface KeptSignature {
  /** `reasoning_details` of the message. */
  details?: JsonObject[];
  /** `extra_content` of the tool call. */
  extra?: JsonObject;
}

/** A response of the Responses surface, as a later request may build on it. */
export interface KeptResponse {
  id: string;
  /** The response that this one built on. */
  previousId: string | null;
  /** The response object, JSON. */
  response: string;
  /** Its own input as a list of items, JSON: without those of the turns before. */
  input: string;
}

export interface Store {
  /** Cheap: one row. Changes whenever providers, routes, settings or keys change. */
  revision(): Promise<number>;
  loadConfig(): Promise<StoredConfig>;
  /** `hash` is the SHA-256 of the presented key, hex. Null: no such key. */
  findKey(hash: string, now: number): Promise<ApiKey | null>;
  /** What the key (null: all of them together) used from `from` to before `until`, Unix ms, whole hours; null: no end. */
  used(keyId: string | null, from: number, until: number | null): Promise<{ microUsd: number; tokens: number }>;
  /** All or nothing. `batchId` makes a repeated call harmless. */
  writeLog(batchId: string, rows: LogBatch | LogRow[], health?: HealthChanges | null): Promise<void>;
  newLogBatch(): LogBatch;
  /** Cheap where nothing changed. `cursor` is 0 at the start, then what the last answer says; `from` is the oldest bucket. */
  healthNews(cursor: number, from: number): Promise<HealthNews>;
  /** True where it is to be sent by the caller: nobody sent one about this since `notSince`. */
  claimAlert(alert: Alert, now: number): Promise<boolean>;
  /** `error` says why it did not arrive. */
  alertSent(alert: Alert, error: string | null): Promise<void>;
  /** Other isolates hear of it with the health news. */
  markCredential(mark: CredentialMark): Promise<void>;
  /** `value` is a KeptSignature as JSON; `expiresAt` in Unix ms. */
  saveSignatures(keyId: string, rows: { toolCallId: string; value: string }[], expiresAt: number): Promise<void>;
  findSignatures(keyId: string, toolCallIds: string[], now: number): Promise<Map<string, KeptSignature>>;
  /** Every isolate hears of it as of a change of the configuration. */
  saveRepair(repair: ParameterRepair, now: number): Promise<void>;
  /** Those that it builds on are kept as long as it is. Times in Unix ms. */
  saveResponse(keyId: string, kept: KeptResponse, now: number, expiresAt: number): Promise<void>;
  /** The response and those that it builds on, oldest first, `most` of them; empty where the key has no such response. */
  findResponses(keyId: string, id: string, most: number, now: number): Promise<KeptResponse[]>;
  /** Replaces an answer of the same id. */
  saveAnswer(row: CachedAnswerRow): Promise<void>;
  /** What is still good at `now`. */
  findAnswer(id: string, now: number): Promise<Pick<CachedAnswerRow, "sealed" | "expiresAt"> | null>;
  /** Of the newest `most` answers of a context. */
  findQuestions(context: string, most: number, now: number): Promise<Pick<CachedAnswerRow, "id" | "sealedQuestion">[]>;
  /** `sealed` is a CapturedBodies as JSON; goes with the log row. */
  saveBodies(requestId: string, createdAt: number, sealed: string): Promise<void>;
  /** Replaces the video of the same id. Times in Unix ms. */
  saveVideo(keyId: string, video: KeptVideo, expiresAt: number): Promise<void>;
  findVideo(keyId: string, id: string): Promise<KeptVideo | null>;
  /** `after`: those that come after it in this order. */
  listVideos(
    keyId: string,
    page: { after: KeptVideo | null; limit: number; order: "asc" | "desc"; now: number },
  ): Promise<KeptVideo[]>;
  deleteVideo(keyId: string, id: string): Promise<void>;
  /** False where the key had no such response. */
  deleteResponse(keyId: string, id: string): Promise<boolean>;
}

/** A video in the list of an API key. */
export interface KeptVideo {
  id: string;
  /** Unix ms. */
  createdAt: number;
  /** OpenAI's video as JSON, sealed. */
  video: string;
}

/** The part of a ReadableStream that the core reads. */
interface ByteSource {
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
  text(): Promise<string>;
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
  /** The deployment's own models, where it has them. */
  ai?: AiBinding | null;
  /** Where the deployment has one: limits are then exact over all isolates. */
  counter?: SharedCounter | null;
  /** True where other isolates or processes serve the same keys: spending is read again every few seconds. */
  shared: boolean;
}
