import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { matrix, richRequest, variants, wireOf } from "~/tests/parameter-matrix";

// What becomes of every field at every adapter, and that docs/formats.md says the same.

let seen: Awaited<ReturnType<typeof matrix>>;
beforeAll(async () => {
  seen = await matrix();
});

/** `p; OpenAI, Azure: - (left out)` -> what holds for a variant of these names. */
function cellFor(cell: string, names: readonly string[]): string {
  let others = "";
  for (const part of cell.replace(/\([^)]*\)/g, "").split(";")) {
    const [, called, code = ""] = /^\s*(?:([^:]+):)?\s*(\S+)\s*$/.exec(part) ?? [];
    if (called === undefined) others = code;
    else if (called.split(",").some((name) => names.includes(name.trim()))) return code;
  }
  return others;
}

/** By row and column. */
function documented(): Map<string, Map<string, string>> {
  const text = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");
  const lines = text.slice(text.indexOf("| field |")).split("\n\n")[0]!.split("\n");
  const cells = lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const [head = [], , ...rows] = cells;
  const columns = head.map((name) => /`([^`]+)`/.exec(name)?.[1] ?? name);
  return new Map(rows.map((row) => [row[0]!, new Map(row.map((cell, place) => [columns[place]!, cell]))]));
}

test("docs/formats.md says of every field what each adapter does with it", () => {
  const table = documented();
  expect([...table.keys()]).toEqual([...seen.keys()]);
  for (const variant of variants) {
    const wanted = [...table].map(
      ([row, cells]) => `${row}: ${cellFor(cells.get(variant.column) ?? "", variant.names)}`,
    );
    const found = [...seen].map(([row, cells]) => `${row}: ${cells.get(variant.id)}`);
    expect(found, variant.id).toEqual(wanted);
  }
});

for (const variant of variants)
  test(`${variant.id}: with everything that it takes in one request, nothing is lost`, async () => {
    const { asked, traces } = richRequest(variant, seen);
    const body = await wireOf(variant, asked);
    expect(traces.filter((trace) => !body.includes(trace))).toEqual([]);
  });
