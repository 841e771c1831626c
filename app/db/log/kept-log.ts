import { z } from "zod";
import type { HealthChanges } from "~/gateway/store";
import { type LogWrites, type PackedRow, packed } from "./log-batch";
import type { LogValue } from "./log-values";

// Log rows that the database did not take when the process had to end, as text: a line of JSON for each transaction. It names
// its columns, so that a version with more of them can write it.

const version = 1;
/** What may stand in a statement as it is. */
const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
const names = z.array(name);
const value: z.ZodType<LogValue> = z.lazy(() => z.union([z.string(), z.number(), z.null(), z.array(value)]));

const schema = z.object({
  version: z.literal(version),
  id: z.string().min(1),
  inserts: z.array(
    z.object({
      into: z.object({ table: name, columns: z.string().regex(/^[a-z][a-z0-9_]*(, [a-z][a-z0-9_]*)*$/) }),
      rows: z.array(z.array(value)),
    }),
  ),
  rollups: z.array(
    z.object({
      into: z.object({ table: name, keys: names.min(1), counters: names.min(1), histograms: names }),
      rows: z.array(z.array(z.unknown())),
    }),
  ),
  keys: z.array(z.tuple([z.string(), z.number()])),
  health: z.custom<HealthChanges>((health) => typeof health === "object").nullable(),
});

const unpacked = (row: PackedRow): unknown => (typeof row === "string" ? JSON.parse(row) : row);

export function textOf({ inserts, ...writes }: LogWrites): string {
  return JSON.stringify({
    version,
    ...writes,
    inserts: inserts.map(({ into, rows }) => ({ into, rows: rows.map(unpacked) })),
  });
}

/** `asRows`: rows for an SQLite file, not for D1. Throws where the text is none that `textOf` made. */
export function parseLogWrites(text: string, asRows: boolean): LogWrites {
  const { inserts, ...writes } = schema.parse(JSON.parse(text));
  return {
    ...writes,
    inserts: inserts.map(({ into, rows }) => ({
      into,
      rows: rows.map((row) => packed(row, asRows)),
    })),
  };
}
