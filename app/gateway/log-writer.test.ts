import { expect, test } from "vitest";
import { attemptRow, logRow } from "../tests/log-rows";
import type { LogRow } from "./log-row";
import { LogWriter } from "./log-writer";
import type { Ports } from "./ports";

/** A writer whose time stands still until `pass` is called; `written` has the sizes of the batches. */
function writer(shared: boolean) {
  const written: number[] = [];
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
          get size() {
            return rows.length;
          },
        };
      },
      writeLog: async (_: string, rows: { size: number }) => void written.push(rows.size),
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
  return { log, add, pass, written };
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
