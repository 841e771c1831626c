import { expect, test } from "vitest";
import { Decaying, StatisticsBook, type StatisticsRow } from "./statistics";

const minute = 60_000;
const sums = (more: object = {}) => ({
  attempts: 1,
  failures: 0,
  latencyMs: 0,
  firstTokens: 0,
  firstTokenMs: 0,
  tokens: 0,
  tokenMs: 0,
  ...more,
});

/** The store's side: buckets add up. */
function fakeStore() {
  const rows = new Map<string, StatisticsRow>();
  return {
    write(changes: StatisticsRow[]) {
      for (const change of changes) {
        const id = `${change.providerId} ${change.model} ${change.bucket}`;
        const known = rows.get(id);
        if (known === undefined) rows.set(id, { ...change });
        else
          for (const field of [
            "attempts",
            "failures",
            "latencyMs",
            "firstTokens",
            "firstTokenMs",
            "tokens",
            "tokenMs",
          ] as const)
            known[field] += change[field];
      }
    },
    rows: () => [...rows.values()].map((row) => ({ ...row })),
  };
}

test("an observation counts half after ten minutes, and idleness changes no average but its weight", () => {
  const recent = new Decaying();
  recent.add(sums({ latencyMs: 100 }), 0);
  recent.add(sums({ latencyMs: 400 }), 10 * minute);
  expect(recent.latencyMs).toBeCloseTo(300);
  expect(recent.weight(10 * minute)).toBeCloseTo(1.5);
  expect(recent.weight(20 * minute)).toBeCloseTo(0.75);
  expect(recent.latencyMs).toBeCloseTo(300);
});

test("an old observation that arrives late weighs as little as it would have", () => {
  const [inOrder, late] = [new Decaying(), new Decaying()];
  inOrder.add(sums({ failures: 1 }), 0);
  inOrder.add(sums(), 5 * minute);
  late.add(sums(), 5 * minute);
  late.add(sums({ failures: 1 }), 0);
  expect(late.successRate).toBeCloseTo(inOrder.successRate!);
});

test("two isolates and a restart add up to the same as one that saw everything", () => {
  const store = fakeStore();
  const [one, two, all] = [new StatisticsBook(), new StatisticsBook(), new StatisticsBook()];
  for (let turn = 0; turn < 40; turn++) {
    const now = turn * 20_000;
    const book = turn % 3 === 0 ? one : two;
    const seen = { attempts: 1, failures: turn % 4 === 0 ? 1 : 0, latencyMs: turn % 4 === 0 ? 0 : 100 + turn };
    book.add("p", "m", seen, now);
    all.add("p", "m", seen, now);
    if (turn % 5 === 0) {
      const rows = book.take();
      store.write(rows);
      book.written(rows);
      for (const each of [one, two]) for (const row of store.rows()) each.adopt(row, now);
    }
  }
  for (const book of [one, two]) {
    const rows = book.take();
    store.write(rows);
    book.written(rows);
  }
  for (const each of [one, two]) for (const row of store.rows()) each.adopt(row, 800_000);
  const restarted = new StatisticsBook();
  for (const row of store.rows()) restarted.adopt(row, 800_000);
  const [total] = store.rows();
  expect(store.rows().reduce((sum, row) => sum + row.attempts, 0)).toBe(40);
  expect(total).toBeDefined();
  for (const book of [one, two, restarted]) {
    expect(book.of("p", "m")?.successRate).toBeCloseTo(all.of("p", "m")!.successRate!, 1);
    expect(Math.abs(book.of("p", "m")!.latencyMs! - all.of("p", "m")!.latencyMs!)).toBeLessThan(10);
  }
});

test("reading the same rows again, or while a write is under way, counts nothing twice", () => {
  const store = fakeStore();
  const book = new StatisticsBook();
  book.add("p", "m", { attempts: 1, latencyMs: 50 }, 0);
  const rows = book.take();
  store.write(rows);
  for (const row of store.rows()) book.adopt(row, 0);
  expect(book.of("p", "m")?.weight(0)).toBe(1);
  book.written(rows);
  for (const row of [...store.rows(), ...store.rows()]) book.adopt(row, 0);
  expect(book.of("p", "m")?.weight(0)).toBe(1);
  book.add("p", "m", { attempts: 1, latencyMs: 50 }, 1);
  for (const row of store.rows()) book.adopt(row, 1);
  expect(book.of("p", "m")?.weight(1)).toBeCloseTo(2);
});

test("one lucky attempt proves little", () => {
  const [lucky, proven] = [new Decaying(), new Decaying()];
  lucky.add(sums(), 0);
  for (let turn = 0; turn < 100; turn++) proven.add(sums({ failures: turn === 0 ? 1 : 0 }), 0);
  expect(proven.successScore(0)).toBeGreaterThan(lucky.successScore(0));
});

test("a provider that is removed is forgotten", () => {
  const book = new StatisticsBook();
  book.add("gone", "m", { attempts: 1 }, 0);
  book.add("stays", "m", { attempts: 1 }, 0);
  book.keep(new Set(["stays"]));
  expect(book.of("gone", "m")).toBeUndefined();
  expect(book.take().map((row) => row.providerId)).toEqual(["stays"]);
});
