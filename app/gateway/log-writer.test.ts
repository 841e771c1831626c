import { expect, test, vi } from "vitest";
import { attemptRow, logRow } from "../tests/log-rows";
import type { LogRow } from "./log-row";
import { LogWriter } from "./log-writer";
import type { Ports } from "./ports";

/** A writer whose time stands still until `pass` is called; `written` has the sizes of the batches. */
function writer(shared: boolean) {
  const written: number[] = [];
  const tried: string[][] = [];
  const database = { refuses: false };
  let wake: (() => void) | null = null;
  const ports = {
    shared,
    now: () => 0,
    sleep: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
    store: {
      newLogBatch: () => {
        const rows: LogRow[] = [];
        return {
          add: (row: LogRow) => rows.push(row),
          rows,
          get size() {
            return rows.length;
          },
        };
      },
      writeLog: async (_: string, batch: { size: number; rows: LogRow[] }) => {
        tried.push(batch.rows.map(({ requestId }) => requestId));
        if (database.refuses) throw new Error("busy");
        written.push(batch.size);
      },
    },
  } as unknown as Ports;
  const log = new LogWriter(ports, { take: () => null, written() {}, counted() {}, afterWrite: () => null });
  const work: Promise<unknown>[] = [];
  const add = (row: LogRow) => log.add(row, (promise) => work.push(promise));
  /** 200 ms go by. */
  const pass = async () => {
    wake?.();
    await new Promise(setImmediate);
  };
  return { log, add, pass, written, tried, database };
}

const good = () => logRow({ outcome: "success", attempts: [attemptRow({})] });

test("on D1 a few good requests share the write of a second", async () => {
  const { add, pass, written } = writer(true);
  for (let turn = 0; turn < 4; turn++) {
    add(good());
    await pass();
  }
  expect(written).toEqual([]);
  await pass();
  expect(written).toEqual([4]);
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

test("rows that the database refuses are kept, in order and in batches of their own, and count until they are written", async () => {
  const problems = vi.spyOn(console, "error").mockImplementation(() => {});
  const { log, add, tried, database } = writer(false);
  const used = { promptTokens: 10, completionTokens: 5, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
  const row = (requestId: string, keyId: string) =>
    logRow({ requestId, keyId, costMicroUsd: 7, usage: { ...used, source: "provider" } });
  database.refuses = true;
  for (const [requestId, keyId] of [
    ["first", "k"],
    ["second", "k"],
    ["third", "other"],
  ] as const) {
    add(row(requestId, keyId));
    await log.flush();
  }
  expect(tried.at(-1)).toEqual(["third"]);
  expect(log.unwritten("k")).toEqual({ microUsd: 14, tokens: 30 });
  expect(log.unwritten(null)).toEqual({ microUsd: 21, tokens: 45 });
  database.refuses = false;
  tried.length = 0;
  await log.flush();
  expect(tried).toEqual([["first"], ["second"], ["third"]]);
  expect(log.unwritten(null)).toEqual({ microUsd: 0, tokens: 0 });
  await log.flush();
  expect(tried).toHaveLength(3);
  expect(problems).toHaveBeenCalledTimes(6);
});

test("past fifty thousand rows the oldest are dropped, and said so", async () => {
  const problems = vi.spyOn(console, "error").mockImplementation(() => {});
  const { log, add, tried, written, database } = writer(false);
  database.refuses = true;
  add(logRow({ requestId: "oldest" }));
  await log.flush();
  add(logRow({ requestId: "older" }));
  await log.flush();
  for (let row = 2; row < 50_001; row++) add(good());
  expect(problems.mock.lastCall?.[0]).toBe("The database refuses log rows: 1 were dropped.");
  database.refuses = false;
  tried.length = 0;
  await log.flush();
  expect(tried[0]).toEqual(["older"]);
  expect(written.reduce((sum, size) => sum + size, 0)).toBe(50_000);
});
