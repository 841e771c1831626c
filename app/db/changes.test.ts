import { expect, test } from "vitest";
import { writeChanges } from "./changes.server";

/** What is bound by the statements of one table, in order. */
async function boundFor(table: string, changes: Parameters<typeof writeChanges>[1]): Promise<string[]> {
  const bound: string[] = [];
  const prepare = (sql: string) => ({
    bind: (...values: string[]) => {
      if (sql.includes(`into ${table} `)) bound.push(...values);
    },
  });
  await writeChanges({ prepare, batch: async () => [] } as unknown as D1Database, changes);
  return bound;
}

test("many rows go in lists that D1 takes as a parameter each, whatever script they are in", async () => {
  const row = (index: number) => ({
    providerId: "p",
    modelId: `${index} ${"模".repeat(250)}`,
    position: index,
    upstream: null,
    pricing: null,
    contextLength: null,
    details: null,
  });
  const rows = Array.from({ length: 6_000 }, (_, index) => row(index));
  const bound = await boundFor("provider_models", { expect: [], models: { of: ["p"], rows }, audit: [] });
  for (const text of bound) expect(new TextEncoder().encode(text).byteLength).toBeLessThan(2_000_000);
  expect(bound.length).toBeLessThan(5);
  const lists = bound.flatMap((text) => JSON.parse(text) as unknown[][]);
  expect(lists.map((list) => list[1])).toEqual(rows.map(({ modelId }) => modelId));
  expect(lists[0]).toHaveLength(7);
});

test("one row that is longer goes alone", async () => {
  const entry = (detail: string) => ({ createdAt: 1, actor: "a", action: "b", kind: "c", targetId: "d", detail });
  const long = "x".repeat(700_000);
  const bound = await boundFor("audit_log", { expect: [], audit: [entry("1"), entry(long), entry("2"), entry("3")] });
  expect(bound.map((text) => (JSON.parse(text) as unknown[]).length)).toEqual([1, 1, 2]);
});
