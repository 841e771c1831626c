import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { databaseProblem } from "../db/database-problem.ts";
import type { UnwrittenLog } from "../gateway/store.ts";
import { randomBase62 } from "../lib/random-text.ts";

// Log rows that a process could not write before it ended wait in a file beside the database (mode 0600), until any process
// over the same directory has written them. Their batches have ids: one that is written twice counts once.

const isUnwritten = (name: string) => /^unwritten-log-\w+\.jsonl$/.test(name);

/** A new name in `directory`. */
export const unwrittenFile = (directory: string): string => join(directory, `unwritten-log-${randomBase62(8)}.jsonl`);

/** Room for some thousand rows, which is given up at the stop where the disk is full. */
const reserveBytes = 4 * 1024 * 1024;
const reserveOf = (directory: string): string => join(directory, "unwritten-log.reserve");

/** Keeps the room. On a disk that has none left there is no reserve either. */
export function reserveRoom(directory: string): void {
  const reserve = reserveOf(directory);
  if (existsSync(reserve)) return;
  try {
    // Zeros that are written: a longer file alone would have no room on the disk.
    writeFileSync(reserve, new Uint8Array(reserveBytes), { mode: 0o600 });
  } catch {
    rmSync(reserve, { force: true });
  }
}

/** True where the disk is full and the reserve was there. */
function makeRoom(directory: string, error: unknown): boolean {
  const reserve = reserveOf(directory);
  if ((error as { code?: string }).code !== "ENOSPC" || !existsSync(reserve)) return false;
  rmSync(reserve);
  return true;
}

/**
 * Makes `file` hold the rows that are left, whole or not at all, and takes it away where none is. False where they are lost:
 * the disk that the database is on may be full; `isLast` gives the reserve up then. `say` hears where they are.
 */
export function keepUnwritten(
  file: string,
  { rows, lines }: UnwrittenLog,
  { say, isLast }: { say: typeof console.error; isLast: boolean },
): boolean {
  const part = `${file}.part`;
  const write = () => {
    writeLines(part, lines());
    renameSync(part, file);
  };
  try {
    if (rows === 0) rmSync(file, { force: true });
    else {
      try {
        write();
      } catch (error) {
        if (!isLast || !makeRoom(dirname(file), error)) throw error;
        write();
      }
      say(
        `${rows} log rows could not be written: they are in ${file}, from where they are written later, by the next start at the latest.`,
      );
    }
    return true;
  } catch (error) {
    say(`${rows} log rows are lost, neither the database nor ${file} could be written:`, error);
    rmSync(part, { force: true });
    return false;
  }
}

/** They are on the disk when this returns. */
function writeLines(file: string, lines: Iterable<string>): void {
  const descriptor = openSync(file, "w", 0o600);
  try {
    for (const line of lines) writeFileSync(descriptor, `${line}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Not by `node:readline`, which also ends a line at characters that JSON has within its strings. */
async function* linesOf(file: string): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** What was said of a file that cannot be written is not said again with every try. */
const told = new Set<string>();

let underWay = false;

/** Writes what is in the files of `directory` by `write`, which may be given a line again, and removes those that are done. */
export async function writeUnwritten(directory: string, write: (line: string) => Promise<void>): Promise<void> {
  if (underWay) return;
  underWay = true;
  await writeFiles(directory, write).finally(() => {
    underWay = false;
  });
}

async function writeFiles(directory: string, write: (line: string) => Promise<void>): Promise<void> {
  for (const name of readdirSync(directory).filter(isUnwritten)) {
    const file = join(directory, name);
    try {
      for await (const line of linesOf(file)) await write(line);
      rmSync(file, { force: true });
      console.error(`The log rows in ${file} are written.`);
    } catch (error) {
      // Another process was faster.
      if ((error as { code?: string }).code === "ENOENT") continue;
      if (!told.has(file)) console.error(`The log rows in ${file} could not be written yet:`, error);
      told.add(file);
      // It would refuse the others too, each after its own wait.
      if (databaseProblem(error) !== null) return;
    }
  }
}
