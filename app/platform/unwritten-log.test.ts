import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepUnwritten, reserveRoom, unwrittenFile, writeUnwritten } from "./unwritten-log.server";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "unwritten-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const left = (...lines: string[]) => ({ rows: lines.length, lines: () => lines });
const quiet = () => {};

test("what is left is in one private file, which holds the newest state and goes when nothing is left", () => {
  const file = unwrittenFile(directory);
  const say = vi.fn();
  expect(keepUnwritten(file, left("one"), { say: quiet, isLast: true })).toBe(true);
  expect(keepUnwritten(file, left("one", "two"), { say, isLast: true })).toBe(true);
  expect(say).toHaveBeenCalledWith(
    expect.stringMatching(/^2 log rows could not be written: they are in .*unwritten-log/),
  );
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(keepUnwritten(file, left(), { say: quiet, isLast: true })).toBe(true);
  expect(readdirSync(directory)).toEqual([]);
});

test("a file that cannot be written whole is none, and the loss is said", () => {
  const file = unwrittenFile(directory);
  const say = vi.fn();
  const lines = function* () {
    yield "one";
    throw new Error("ENOSPC: no space left on device");
  };
  expect(keepUnwritten(file, { rows: 2, lines }, { say, isLast: true })).toBe(false);
  expect(say).toHaveBeenCalledWith(expect.stringMatching(/^2 log rows are lost/), expect.any(Error));
  expect(readdirSync(directory)).toEqual([]);
});

test("where the disk is full the reserve makes room, once", () => {
  const file = unwrittenFile(directory);
  reserveRoom(directory);
  const reserve = join(directory, "unwritten-log.reserve");
  expect(statSync(reserve)).toMatchObject({ size: 4 * 1024 * 1024, mode: 0o100600 });
  const full = () => Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  const lines = function* () {
    yield "one";
    if (existsSync(reserve)) throw full();
    yield "two";
  };
  expect(keepUnwritten(file, { rows: 2, lines }, { say: quiet, isLast: false })).toBe(false);
  expect(readdirSync(directory)).toEqual([basename(reserve)]);
  expect(keepUnwritten(file, { rows: 2, lines }, { say: quiet, isLast: true })).toBe(true);
  expect(readdirSync(directory)).toEqual([basename(file)]);
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
  const again = () => {
    throw full();
  };
  expect(keepUnwritten(file, { rows: 2, lines: again }, { say: quiet, isLast: true })).toBe(false);
});

test("files of all processes are written line by line and removed; one that is refused stays, and is told of once", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  // Longer than what is read at once, with characters at which other readers end a line.
  const long = JSON.stringify("\u2028中".repeat(60_000));
  keepUnwritten(unwrittenFile(directory), left(long, "two"), { say: quiet, isLast: true });
  keepUnwritten(unwrittenFile(directory), left("refused", "after"), { say: quiet, isLast: true });
  writeFileSync(join(directory, "gateway.sqlite"), "not touched");
  const written: string[] = [];
  let refuses = true;
  const write = async (line: string) => {
    if (refuses && line === "refused") throw new Error("database is locked");
    written.push(line);
  };
  await writeUnwritten(directory, write);
  await writeUnwritten(directory, write);
  expect(written.sort()).toEqual([long, "two"].sort());
  expect(readdirSync(directory)).toHaveLength(2);
  expect(said.mock.calls.filter(([text]) => String(text).includes("not be written yet"))).toHaveLength(1);
  refuses = false;
  await writeUnwritten(directory, write);
  expect(written).toHaveLength(4);
  expect(readdirSync(directory)).toEqual(["gateway.sqlite"]);
});
