import { expect, test, vi } from "vitest";
import { attemptRow, logRow } from "../../tests/log-rows";
import type { Ports } from "../ports";
import type { HealthChanges, UnwrittenLog } from "../store";
import type { LogRow } from "./log-row";
import { LogWriter } from "./log-writer";

/** A writer whose time stands still until `pass` is called; `written` has the sizes of the batches. */
function writer(shared: boolean) {
  const written: number[] = [];
  const tried: string[] = [];
  const state = {
    now: 0,
    refuses: (_: string) => false,
    /** A write takes so long. */
    until: null as Promise<void> | null,
    health: null as HealthChanges | null,
    keeps: true,
  };
  /** What the host was given to keep elsewhere. */
  const elsewhere: { rows: number; lines: string[] }[] = [];
  let wake: (() => void) | null = null;
  const ports = {
    shared,
    keepUnwritten: ({ rows, lines }: UnwrittenLog) => {
      if (state.keeps) elsewhere.push({ rows, lines: [...lines()] });
      return state.keeps;
    },
    now: () => state.now,
    sleep: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
    store: {
      newLogBatch: () => {
        const rows: LogRow[] = [];
        return {
          add: (row: LogRow) => rows.push(row),
          get size() {
            return rows.length;
          },
        };
      },
      writeLog: async (id: string, rows: { size: number }, health: HealthChanges | null) => {
        tried.push(id);
        await state.until;
        if (state.refuses(id)) throw new Error("database or disk is full");
        written.push(rows.size);
        if (health !== null) state.health = health;
      },
      logAsText: (id: string, rows: { size: number }) => [`${id} ${rows.size}`],
    },
  } as unknown as Ports;
  const learned: HealthChanges[] = [];
  const take = () => learned.shift() ?? null;
  const log = new LogWriter(ports, { take, written() {}, counted() {}, afterWrite: () => null });
  const work: Promise<unknown>[] = [];
  const add = (row: LogRow) => log.add(row, (promise) => work.push(promise));
  /** 200 ms go by. */
  const pass = async () => {
    wake?.();
    await new Promise(setImmediate);
  };
  return { log, add, pass, written, tried, state, learned, elsewhere };
}

const good = () => logRow({ outcome: "success", attempts: [attemptRow({})] });

test("on D1 a few good requests share the write of two seconds", async () => {
  const { add, pass, written } = writer(true);
  for (let turn = 0; turn < 9; turn++) {
    add(good());
    await pass();
  }
  expect(written).toEqual([]);
  await pass();
  expect(written).toEqual([9]);
});

test("what went wrong, many rows, or a look at the log are not kept waiting", async () => {
  for (const row of [
    logRow({ outcome: "upstream_error", attempts: [attemptRow({})] }),
    logRow({ outcome: "success", attempts: [attemptRow({ index: 0 }), attemptRow({ index: 1 })] }),
  ]) {
    const { add, pass, written } = writer(true);
    add(good());
    add(row);
    await pass();
    expect(written).toEqual([2]);
  }
  const busy = writer(true);
  for (let row = 0; row < 100; row++) busy.add(good());
  await busy.pass();
  expect(busy.written).toEqual([100]);
  const seen = writer(true);
  seen.add(good());
  await seen.log.catchUp();
  expect(seen.written).toEqual([1]);
});

test("where a write costs little it comes after 200 ms", async () => {
  const { add, pass, written } = writer(false);
  add(good());
  await pass();
  expect(written).toEqual([1]);
});

test("a database that refuses rows is asked once a pass, told of once in ten seconds, and has all of them in the end", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const { add, pass, written, tried, state, learned } = writer(false);
  state.refuses = () => true;
  const changes = {} as HealthChanges;
  learned.push(changes);
  for (let turn = 0; turn < 20; turn++) {
    add(good());
    await pass();
  }
  expect(tried).toHaveLength(20);
  expect(said).toHaveBeenCalledTimes(1);
  state.now = 10_001;
  add(good());
  await pass();
  expect(said).toHaveBeenCalledTimes(2);
  expect(said).toHaveBeenLastCalledWith(expect.stringMatching(/^21 log rows/), expect.any(Error));
  // One batch that is refused for itself does not keep the others.
  const [poisoned] = tried;
  state.refuses = (id) => id === poisoned;
  add(good());
  await pass();
  add(good());
  await pass();
  expect(written.reduce((sum, size) => sum + size, 0)).toBe(22);
  state.refuses = () => false;
  add(good());
  await pass();
  expect(written.reduce((sum, size) => sum + size, 0)).toBe(24);
  expect(state.health).toBe(changes);
  said.mockRestore();
});

test("rows that the database refuses count among what a key used until they are written", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const { log, add, state } = writer(false);
  const used = { promptTokens: 10, completionTokens: 5, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
  const row = (keyId: string) => logRow({ keyId, costMicroUsd: 7, usage: { ...used, source: "provider" } });
  state.refuses = () => true;
  for (const keyId of ["k", "k", "other"]) {
    add(row(keyId));
    await log.flush();
  }
  expect(log.unwritten("k")).toEqual({ microUsd: 14, tokens: 30 });
  expect(log.unwritten(null)).toEqual({ microUsd: 21, tokens: 45 });
  state.refuses = () => false;
  await log.flush();
  expect(log.unwritten(null)).toEqual({ microUsd: 0, tokens: 0 });
  said.mockRestore();
});

test("a host that ends is told what is not in the database: what was refused, what is being written, what is new", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const { log, add, pass, tried, state } = writer(false);
  expect(log.leftover()).toMatchObject({ rows: 0 });
  state.refuses = () => true;
  add(good());
  await pass();
  add(good());
  add(good());
  const [refused = ""] = tried;
  const underWay = log.flush();
  expect(log.leftover().rows).toBe(3);
  expect([...log.leftover().lines()]).toContain(`${refused} 1`);
  await underWay;
  add(good());
  expect(log.leftover().rows).toBe(4);
  state.refuses = () => false;
  await log.flush();
  expect([...log.leftover().lines()]).toEqual([]);
  said.mockRestore();
});

test("past 50,000 rows the oldest 10,000 are kept elsewhere, and never those of a write under way or the newest", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const { log, add, written, tried, state, elsewhere } = writer(false);
  state.refuses = () => true;
  for (let row = 0; row < 50_000; row++) add(good());
  let release = () => {};
  state.until = new Promise((resolve) => {
    release = resolve;
  });
  const underWay = log.flush();
  for (let row = 0; row < 3_000; row++) add(good());
  expect(elsewhere).toEqual([]);
  expect(log.leftover().rows).toBe(53_000);
  state.until = null;
  release();
  await underWay;
  add(good());
  expect(elsewhere.map(({ rows }) => rows)).toEqual([10_000]);
  // The one that was tried had been put behind the others.
  expect(elsewhere[0]?.lines).toHaveLength(5);
  expect(log.leftover().rows).toBe(43_001);
  state.refuses = () => false;
  await log.flush();
  expect(written.reduce((sum, size) => sum + size, 0)).toBe(43_001);
  expect(elsewhere[0]?.lines).not.toContain(`${tried[0]} 2000`);
  // A host that has no place for them drops them, and says so.
  state.refuses = () => true;
  state.keeps = false;
  for (let row = 0; row < 50_001; row++) add(good());
  expect(said).toHaveBeenLastCalledWith("The database refuses log rows: 10000 were dropped.");
  expect(log.leftover().rows).toBe(40_001);
});
