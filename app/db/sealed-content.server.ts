import { answerPurpose, bodiesPurpose, questionPurpose, responsePurpose, videoPurpose } from "~/gateway/purposes";
import { type SealedCounts, type SealedUnder, type Sealer, sealedHeadLength } from "~/lib/seal";

// What clients said and were answered, where it is kept sealed: many rows and long ones, which are looked at and sealed anew a
// slice at a time, so that no statement holds the database for long. Secrets of the configuration: admin/encryption.server.ts.

interface SealedTable {
  table: string;
  keys: string[];
  columns: { name: string; purpose(...keys: string[]): string }[];
}

export const sealedTables: SealedTable[] = [
  {
    table: "kept_responses",
    keys: ["key_id", "id"],
    columns: [
      { name: "response", purpose: responsePurpose },
      { name: "input", purpose: responsePurpose },
    ],
  },
  { table: "videos", keys: ["key_id", "id"], columns: [{ name: "video", purpose: videoPurpose }] },
  { table: "request_bodies", keys: ["request_id"], columns: [{ name: "sealed", purpose: bodiesPurpose }] },
  {
    table: "cached_answers",
    keys: ["id"],
    columns: [
      { name: "sealed", purpose: answerPurpose },
      { name: "sealed_question", purpose: questionPurpose },
    ],
  },
];

/** Rows that one statement looks at before it seals some of them. */
const scannedRows = 200;
/** Characters that one statement reads or writes: D1 takes 2 MB in one value. */
const mostCharacters = 400_000;

/** Where the next slice begins; null after the last. */
export interface ContentPlace {
  table: number;
  after: number;
}

export const contentBegin: ContentPlace = { table: 0, after: 0 };

interface Scanned {
  row: number;
  /** One for each column, empty where it has none. */
  heads: string[];
  characters: number;
}

const headOf = (column: string) => `coalesce(substr(${column}, 1, ${sealedHeadLength}), '')`;

async function scan(database: D1Database, { table: index, after }: ContentPlace, most: number): Promise<Scanned[]> {
  const { table, columns } = sealedTables[index]!;
  const heads = columns.map(({ name }) => headOf(name)).join(", ");
  const characters = columns.map(({ name }) => `coalesce(length(${name}), 0)`).join(" + ");
  const { results } = await database
    .prepare(
      `select rowid as row, json_array(${heads}) as heads, ${characters} as characters from ${table}
       where rowid > ?1 order by rowid limit ${most}`,
    )
    .bind(after)
    .all<{ row: number; heads: string; characters: number }>();
  return results.map(({ heads: texts, ...rest }) => ({ ...rest, heads: JSON.parse(texts) }));
}

/** Behind `last`, or in the next table where a scan found no more. */
function placeAfter({ table }: ContentPlace, last: number | undefined): ContentPlace | null {
  if (last !== undefined) return { table, after: last };
  return table + 1 < sealedTables.length ? { table: table + 1, after: 0 } : null;
}

interface Counting {
  /** What is found is added here. */
  counts: SealedCounts;
  under(head: string): SealedUnder | null;
  mostRows: number;
}

/** Counts the texts of a slice. Answers where the next one begins. */
export async function countContent(
  database: D1Database,
  place: ContentPlace,
  { counts, under, mostRows }: Counting,
): Promise<ContentPlace | null> {
  const rows = await scan(database, place, mostRows);
  for (const head of rows.flatMap(({ heads }) => heads)) {
    const key = under(head);
    if (key !== null) counts[key]++;
  }
  return placeAfter(place, rows.at(-1)?.row);
}

/**
 * Seals a slice anew. A text that somebody replaced meanwhile stays as it is; so does one that cannot be opened. Answers how
 * many texts were written.
 */
export async function resealContent(
  database: D1Database,
  place: ContentPlace,
  sealer: Sealer,
  under: (head: string) => SealedUnder | null,
): Promise<{ resealed: number; next: ContentPlace | null }> {
  const { table, keys, columns } = sealedTables[place.table]!;
  const scanned = await scan(database, place, scannedRows);
  const due: number[] = [];
  let last: number | undefined;
  let characters = 0;
  for (const { row, heads, characters: size } of scanned) {
    const isDue = heads.some((head) => under(head) === "former");
    if (isDue && due.length > 0 && characters + size > mostCharacters) break;
    last = row;
    if (!isDue) continue;
    due.push(row);
    characters += size;
  }
  const next = placeAfter(place, last);
  if (due.length === 0) return { resealed: 0, next };
  const { results } = await database
    .prepare(
      `select rowid as row, ${[...keys, ...columns.map(({ name }) => name)].join(", ")} from ${table}
       where rowid in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(due))
    .all<Record<string, string | number | null>>();
  const writes = await Promise.all(
    columns.map(async ({ name, purpose }) => {
      const texts = await Promise.all(
        results.map(async (row): Promise<[number, string, string] | null> => {
          const sealed = row[name];
          if (typeof sealed !== "string" || under(sealed) !== "former") return null;
          const bound = purpose(...keys.map((key) => String(row[key])));
          const clear = await sealer.unseal(sealed, bound).catch(() => null);
          if (clear === null) return null;
          return [Number(row.row), sealed.slice(0, sealedHeadLength), await sealer.seal(clear, bound)];
        }),
      );
      return { name, texts: texts.filter((text) => text !== null) };
    }),
  );
  const statements = writes.flatMap(({ name, texts }) =>
    texts.length === 0
      ? []
      : [
          database
            .prepare(
              `update ${table} set ${name} = said.value ->> 2 from json_each(?1) as said
               where ${table}.rowid = said.value ->> 0 and ${headOf(`${table}.${name}`)} = said.value ->> 1`,
            )
            .bind(JSON.stringify(texts)),
        ],
  );
  if (statements.length === 0) return { resealed: 0, next };
  const written = await database.batch(statements);
  return { resealed: written.reduce((sum, { meta }) => sum + meta.changes, 0), next };
}

/** Heads of the ids of videos, which are sealed themselves and in the hands of clients (media/video-id.ts). */
export async function videoIdHeads(database: D1Database): Promise<{ head: string; count: number }[]> {
  const { results } = await database
    .prepare(
      `select replace(substr(id, 7, ${sealedHeadLength}), '~', '.') as head, count(*) as count from videos group by substr(id, 7, 12)`,
    )
    .all<{ head: string; count: number }>();
  return results;
}
