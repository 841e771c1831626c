import type { AttemptRow, CacheHit, PlanEntry } from "~/gateway/log/log-row";
import type { Usage } from "~/gateway/openai/usage";
import { attemptsOf } from "./attempts.server";
import { indexedConditions, rareClass, type StatusClass, searchCondition } from "./log-conditions";
import { readCursor, writeCursor } from "./log-cursor";
import type { ErrorGroup, LogDetail, LogEntry, LogFilter, LogPage } from "./log-types";

// The log may hold millions of rows: every query walks an index from its new end and looks at a bounded number of rows.

/** Rows that one page of a text search looks at, or that are counted by their error. */
const mostSearched = 20_000;
const mostCounted = 10_000;
const defaultLimit = 50;
const mostLimit = 1_000;

interface Row {
  request_id: string;
  created_at: number;
  endpoint: string;
  status: number;
  outcome: LogEntry["outcome"];
  error_code: string | null;
  error_message: string | null;
  key_id: string | null;
  key_name: string | null;
  requested_model: string | null;
  model: string | null;
  upstream_model: string | null;
  provider_id: string | null;
  stream: number;
  attempt_count: number;
  only_attempt: string | null;
  prompt_tokens: number;
  completion_tokens: number;
  cached_tokens: number;
  cache_write_tokens: number;
  reasoning_tokens: number;
  audio_tokens: string | null;
  usage_source: LogEntry["usage"]["source"];
  cost_micro_usd: number | null;
  pricing: string | null;
  latency_ms: number;
  first_token_ms: number | null;
  gateway_ms: number;
  cache: LogEntry["cache"];
  cache_hit: string | null;
  user_agent: string | null;
  metadata: string | null;
  plan: string | null;
  matched_rule: string | null;
}

const listColumns =
  "request_id, created_at, endpoint, status, outcome, error_code, error_message, key_id, key_name, requested_model, model, upstream_model, provider_id, stream, attempt_count, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, audio_tokens, usage_source, cost_micro_usd, latency_ms, first_token_ms, cache, cache_hit, metadata, matched_rule";

type StoredHit = [kind: CacheHit["kind"], similarity: number, entryId: string, savedMicroUsd: number | null];

const readHit = ({ cache_hit: text }: Row): StoredHit | null =>
  text === null ? null : (JSON.parse(text) as StoredHit);

function toEntry(row: Row): LogEntry {
  const hit = readHit(row);
  return {
    requestId: row.request_id,
    createdAt: new Date(row.created_at).toISOString(),
    endpoint: row.endpoint,
    status: row.status,
    outcome: row.outcome,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    keyId: row.key_id,
    keyName: row.key_name,
    requestedModel: row.requested_model,
    ...readMatched(row),
    model: row.model,
    upstreamModel: row.upstream_model,
    providerId: row.provider_id,
    stream: row.stream === 1,
    attemptCount: row.attempt_count,
    usage: {
      promptTokens: row.prompt_tokens,
      completionTokens: row.completion_tokens,
      cachedTokens: row.cached_tokens,
      cacheWriteTokens: row.cache_write_tokens,
      reasoningTokens: row.reasoning_tokens,
      ...audioOf(row.audio_tokens),
      source: row.usage_source,
    },
    costUsd: row.cost_micro_usd === null ? null : row.cost_micro_usd / 1e6,
    costMicroUsd: row.cost_micro_usd,
    latencyMs: row.latency_ms,
    firstTokenMs: row.first_token_ms,
    cache: row.cache,
    cacheKind: hit?.[0] ?? null,
    savedMicroUsd: hit?.[3] ?? null,
    metadata: row.metadata === null ? null : JSON.parse(row.metadata),
  };
}

type StoredMatch = [route: string] | [route: string, index: number, words: string];

function readMatched({ matched_rule: text }: Row): Pick<LogEntry, "route" | "rule"> {
  if (text === null) return { route: null, rule: null };
  const [route, index, words] = JSON.parse(text) as StoredMatch;
  return { route, rule: index === undefined || words === undefined ? null : { index, words } };
}

/** Nothing where there was no sound. */
function audioOf(text: string | null): Pick<Usage, "audioInputTokens" | "audioOutputTokens"> | null {
  if (text === null) return null;
  const [audioInputTokens, audioOutputTokens] = JSON.parse(text) as [number, number];
  return { audioInputTokens, audioOutputTokens };
}

/** Newest first. A text search looks at a bounded number of rows a page: a page may be short and still have a next one. */
export async function listLogs(database: D1Database, filter: LogFilter): Promise<LogPage> {
  const limit = Math.min(Math.max(filter.limit ?? defaultLimit, 1), mostLimit);
  const cursor = filter.cursor === undefined ? null : readCursor(filter.cursor);
  const search = searchCondition(filter);
  const rare = search === null ? rareClass(filter) : null;
  const conditions = indexedConditions(rare === null ? filter : { ...filter, status: undefined });
  const where = cursor ? `${conditions.sql} and (created_at, request_id) < (?, ?)` : conditions.sql;
  const values = [...conditions.values, ...(cursor ? [cursor.createdAt, cursor.requestId] : [])];
  const newestFirst = "order by created_at desc, request_id desc";
  const from = `from request_log ${conditions.indexHint} where ${where} ${newestFirst}`;
  if (search) return searchLogs(database, filter.q ?? "", { from, values, where, limit, search });

  const rows = rare === null ? `select ${listColumns} ${from}` : newestOfEach(rare, where, newestFirst, limit + 1);
  const { results } = await database
    .prepare(`${rows} limit ?`)
    .bind(...values, limit + 1)
    .all<Row>();
  const last = results.length > limit ? results[limit - 1] : undefined;
  return { data: results.slice(0, limit).map(toEntry), nextCursor: last ? cursorOf(last) : null };
}

/**
 * The newest rows of every code of a class that there is, merged: a class has few codes, each of which the index has by
 * time, so that nothing is sorted but what these give.
 */
const newestOfEach = ({ from, to }: StatusClass, where: string, newestFirst: string, most: number): string =>
  `with recursive codes (code) as (
     select min(status) from request_log where status <> 200 and status between ${from} and ${to}
     union all
     select (select min(status) from request_log where status <> 200 and status > code and status <= ${to}) from codes where code is not null
   )
   select ${listColumns} from codes cross join request_log on request_log.rowid in (
     select rowid from request_log as newest indexed by request_log_status where status <> 200 and status = code and ${where} ${newestFirst} limit ${most}
   ) ${newestFirst}`;

const cursorOf = (row: { created_at: number; request_id: string }) =>
  writeCursor({ createdAt: row.created_at, requestId: row.request_id });

interface SearchedRows {
  from: string;
  values: (string | number)[];
  where: string;
  limit: number;
  search: { sql: string; values: (string | number)[] };
}

async function searchLogs(
  database: D1Database,
  q: string,
  { from, values, where, limit, search }: SearchedRows,
): Promise<LogPage> {
  const [found, edge, exact] = await database.batch<Row>([
    database
      .prepare(`select * from (select ${listColumns} ${from} limit ${mostSearched}) where ${search.sql} limit ?`)
      .bind(...values, ...search.values, limit + 1),
    database.prepare(`select created_at, request_id ${from} limit 1 offset ${mostSearched - 1}`).bind(...values),
    // A whole request id is found wherever it is.
    database.prepare(`select ${listColumns} from request_log where request_id = ? and ${where}`).bind(q, ...values),
  ]);
  const rows = found?.results ?? [];
  const exactRow = exact?.results[0];
  if (exactRow) return { data: [toEntry(exactRow)], nextCursor: null };
  const last = rows.length > limit ? rows[limit - 1] : edge?.results[0];
  return { data: rows.slice(0, limit).map(toEntry), nextCursor: last ? cursorOf(last) : null };
}

/** One request with its attempts and the plan that was computed for it. */
export async function getLog(database: D1Database, requestId: string): Promise<LogDetail | null> {
  const [log, attempts] = await database.batch([
    database.prepare("select * from request_log where request_id = ?").bind(requestId),
    attemptsOf(database, requestId),
  ]);
  const row = log?.results[0] as Row | undefined;
  if (!row) return null;
  const hit = readHit(row);
  const plan = JSON.parse(row.plan ?? "[]") as [string, string, string | null, string][];
  return {
    ...toEntry(row),
    attempts: (attempts?.results ?? []) as AttemptRow[],
    plan: plan.map(
      ([providerId, model, credentialName, reason]): PlanEntry => ({ providerId, model, credentialName, reason }),
    ),
    pricing: row.pricing === null ? null : JSON.parse(row.pricing),
    gatewayMs: row.gateway_ms,
    userAgent: row.user_agent,
    cacheHit: hit === null ? null : { kind: hit[0], similarity: hit[1], entryId: hit[2] },
  };
}

/** Failed requests of a period by what failed, most frequent first; the message is the newest one. */
export async function groupedErrors(
  database: D1Database,
  { from, to, limit }: { from: number; to: number; limit: number },
): Promise<ErrorGroup[]> {
  const newest = (outcome: string) =>
    `select * from (select created_at, status, error_code, error_message, provider_id, model from request_log
       where outcome = '${outcome}' and outcome <> 'success' and created_at >= ?1 and created_at < ?2 order by created_at desc limit ${mostCounted})`;
  // With max() SQLite takes the other columns from the row that has the maximum.
  const { results } = await database
    .prepare(
      `select status, error_code as code, error_message as message, provider_id as providerId, model, count(*) as count, max(created_at) as lastAt
       from (${["client_error", "upstream_error", "rate_limited"].map(newest).join(" union all ")})
       group by status, error_code, provider_id, model order by count desc, lastAt desc limit ?3`,
    )
    .bind(from, to, limit)
    .all<Omit<ErrorGroup, "lastAt"> & { lastAt: number }>();
  return results.map((row) => ({ ...row, lastAt: new Date(row.lastAt).toISOString() }));
}
