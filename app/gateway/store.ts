import type { Alert } from "./alerts/alert";
import type { RouteConfig } from "./config";
import type { ApiKey, Provider } from "./entities";
import type { LogRow } from "./log-row";
import type { JsonObject } from "./openai/fields";
import type { StatisticsRow } from "./routing/statistics";
import type { Settings } from "./settings";

// What the core asks of the database, in rows and lists: nothing here knows D1 or SQLite.

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

/** Rows that the database has not taken; `lines` are for `Store.writeLogText`. */
export interface UnwrittenLog {
  rows: number;
  lines(): Iterable<string>;
}

/** What the gateway learned about a credential and keeps over restarts. */
export interface CredentialMark {
  credentialId: string;
  state: "ok" | "rejected" | "off";
  rejections: number;
  cooldownUntil: number | null;
  lastError: string | null;
}

/** The largest share of its vendor's rate limits that a credential had used, in whole percent; `at` in Unix ms. */
export interface CredentialRate {
  credentialId: string;
  used: number;
  at: number;
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
  rates: CredentialRate[];
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
  /** What `writeLog` would write, as lines of text for `writeLogText`: for a host that ends while the database takes nothing. */
  logAsText(batchId: string, rows: LogBatch, health: HealthChanges | null): Iterable<string>;
  /** Writes such a line, once: also where it is given again, or its batch had been written after all. */
  writeLogText(line: string): Promise<void>;
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
