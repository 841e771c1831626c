import { getTableColumns, getTableName, type InferInsertModel, type Table } from "drizzle-orm";
import { longestParameter } from "./d1-limits";
import { bumpRevision } from "./revision";
import { type MovedRules, moveRuleHits } from "./rule-hits.server";
import { apiKeys, auditLog, credentials, providerModels, providers, routes, settings } from "./schema";
import { defaultRouteRemoved } from "./settings.server";
import { breakers, modelStatistics, parameterRepairs, providerProbes } from "./state-schema";

type Row<T extends Table> = InferInsertModel<T>;

/** What a write was computed from; where it is no longer so, nothing is written. */
export type Expectation =
  | {
      table: "providers" | "routes" | "api_keys";
      id: string /** Null: there is no such row yet. */;
      updatedAt: number | null;
    }
  | { revision: number };

/** Somebody else's write came first: what was read is out of date. */
export class StaleWrite extends Error {
  constructor() {
    super("the configuration changed since it was read");
    this.name = "StaleWrite";
  }
}

/** Secrets that stay what they are, sealed anew: only the texts, as others write the marks of a credential meanwhile. */
interface Resealed {
  credentials: [id: string, sealed: string][];
  /** As JSON. */
  headers: [providerId: string, headers: string][];
  /** Whose they are: a write that was computed from the former texts is out of date. */
  providers: [providerId: string, updatedAt: number][];
}

/** A set of writes to the configuration: all of them, or none. */
export interface Changes {
  expect: Expectation[];
  providers?: { upsert?: Row<typeof providers>[]; remove?: string[] };
  /** Removed before the upserts, so that a name may go to a new row. */
  credentials?: { upsert?: Row<typeof credentials>[]; remove?: string[] };
  resealed?: Resealed;
  /** The whole list of each provider named in `of` is replaced by the rows given for it. */
  models?: { of: string[]; rows: Row<typeof providerModels>[] };
  routes?: { upsert?: Row<typeof routes>[]; remove?: string[] };
  /** Of routes that are stored anew. */
  movedRules?: MovedRules[];
  keys?: { upsert?: Row<typeof apiKeys>[]; remove?: string[] };
  settings?: Record<string, unknown>;
  /** The built-in route goes for good. */
  removeDefaultRoute?: boolean;
  audit: Row<typeof auditLog>[];
}

/** JSON lists of no more than that, unless an item alone is longer. */
function jsonChunks(items: unknown[]): string[] {
  const chunks: string[] = [];
  let current: string[] = [];
  let size = 0;
  for (const item of items) {
    const text = JSON.stringify(item);
    if (current.length > 0 && size + text.length > longestParameter) {
      chunks.push(`[${current.join(",")}]`);
      current = [];
      size = 0;
    }
    current.push(text);
    size += text.length + 1;
  }
  if (current.length > 0) chunks.push(`[${current.join(",")}]`);
  return chunks;
}

/** Any number of rows in one statement (D1 allows 100 parameters): each row is a list in one JSON parameter. */
function insertAll<T extends Table>(
  database: D1Database,
  table: T,
  rows: Row<T>[],
  key: string | null,
): D1PreparedStatement[] {
  const columns = Object.entries(getTableColumns(table)).filter(
    ([name]) => table !== (auditLog as Table) || name !== "id",
  );
  const names = columns.map(([, column]) => column.name);
  const update = names.filter((name) => name !== key).map((name) => `${name} = excluded.${name}`);
  const sql =
    `insert into ${getTableName(table)} (${names.join(", ")}) select ${names.map((_, index) => `value ->> ${index}`).join(", ")}` +
    ` from json_each(?1) where true${key === null ? "" : ` on conflict (${key}) do update set ${update.join(", ")}`}`;
  const lists = rows.map((row) =>
    columns.map(([name, column]) => (row as Record<string, unknown>)[name] ?? column.default ?? null),
  );
  return jsonChunks(lists).map((chunk) => database.prepare(sql).bind(chunk));
}

const removeAll = (database: D1Database, table: Table, column: string, ids: string[]): D1PreparedStatement[] =>
  jsonChunks(ids).map((chunk) =>
    database
      .prepare(`delete from ${getTableName(table)} where ${column} in (select value from json_each(?1))`)
      .bind(chunk),
  );

/** One column of many rows, by their id. */
const setAll = (database: D1Database, table: string, column: string, rows: [id: string, value: string | number][]) =>
  jsonChunks(rows).map((chunk) =>
    database
      .prepare(
        `update ${table} set ${column} = said.value ->> 1 from json_each(?1) as said where ${table}.id = said.value ->> 0`,
      )
      .bind(chunk),
  );

/** D1 has no interactive transactions: a row that may not be stored fails the batch where the expectation is wrong. */
function guard(database: D1Database, expectation: Expectation): D1PreparedStatement {
  const fail = "insert into settings (key, value) select 'stale', null where";
  if ("revision" in expectation) {
    const current = "coalesce((select cast(value as integer) from settings where key = 'configRevision'), 0)";
    return database.prepare(`${fail} ${current} <> ?1`).bind(expectation.revision);
  }
  const { table, id, updatedAt } = expectation;
  return database.prepare(`${fail} (select updated_at from ${table} where id = ?1) is not ?2`).bind(id, updatedAt);
}

/** Writes everything in one transaction, with the audit rows and a new revision; throws StaleWrite. */
export async function writeChanges(database: D1Database, changes: Changes): Promise<void> {
  try {
    await database.batch(statementsFor(database, changes));
  } catch (error) {
    if (error instanceof Error && /NOT NULL constraint failed: settings\.value/i.test(error.message))
      throw new StaleWrite();
    throw error;
  }
}

function statementsFor(database: D1Database, changes: Changes): D1PreparedStatement[] {
  const { models } = changes;
  return [
    ...changes.expect.map((expectation) => guard(database, expectation)),
    ...removeAll(database, credentials, "id", changes.credentials?.remove ?? []),
    ...removeAll(database, providers, "id", changes.providers?.remove ?? []),
    ...removeAll(database, parameterRepairs, "provider_id", changes.providers?.remove ?? []),
    ...removeAll(database, modelStatistics, "provider_id", changes.providers?.remove ?? []),
    ...removeAll(database, breakers, "provider_id", changes.providers?.remove ?? []),
    ...removeAll(database, providerProbes, "provider_id", changes.providers?.remove ?? []),
    ...removeAll(database, routes, "id", changes.routes?.remove ?? []),
    ...removeAll(database, apiKeys, "id", changes.keys?.remove ?? []),
    ...insertAll(database, providers, changes.providers?.upsert ?? [], "id"),
    ...insertAll(database, credentials, changes.credentials?.upsert ?? [], "id"),
    ...setAll(database, "credentials", "sealed", changes.resealed?.credentials ?? []),
    ...setAll(database, "providers", "headers", changes.resealed?.headers ?? []),
    ...setAll(database, "providers", "updated_at", changes.resealed?.providers ?? []),
    ...removeAll(database, providerModels, "provider_id", models?.of ?? []),
    ...insertAll(database, providerModels, models?.rows ?? [], null),
    ...insertAll(database, routes, changes.routes?.upsert ?? [], "id"),
    ...moveRuleHits(database, changes.movedRules ?? []),
    ...insertAll(database, apiKeys, changes.keys?.upsert ?? [], "id"),
    ...(changes.settings ? insertAll(database, settings, [{ key: "settings", value: changes.settings }], "key") : []),
    ...(changes.removeDefaultRoute
      ? insertAll(database, settings, [{ key: defaultRouteRemoved, value: true }], "key")
      : []),
    ...insertAll(database, auditLog, changes.audit, null),
    bumpRevision(database),
  ];
}
