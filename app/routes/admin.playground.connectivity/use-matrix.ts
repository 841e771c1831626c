import { useEffect, useRef, useState } from "react";
import { type CellResult, checkCell } from "./check-cell";
import type { MatrixRow } from "./matrix.server";

const atOnce = 4;

/** Name of a cell in the results. */
export const cellName = (model: string, provider: string): string => `${provider}/${model}`;

export interface MatrixRun {
  results: Record<string, CellResult>;
  running: boolean;
  /** How long the last run took, or takes so far. */
  elapsedMs: number | null;
  start: (rows: MatrixRow[]) => void;
  stop: () => void;
}

/** Checks every cell, four at a time; results come in as they are known. */
export function useMatrix(key: string): MatrixRun {
  const [results, setResults] = useState<Record<string, CellResult>>({});
  const [elapsedMs, setElapsedMs] = useState<number | null>(null);
  const [controller, setController] = useState<AbortController | null>(null);
  const latest = useRef<AbortController | null>(null);
  useEffect(() => () => latest.current?.abort(), []);

  const start = async (rows: MatrixRow[]) => {
    latest.current?.abort();
    const run = new AbortController();
    latest.current = run;
    setController(run);
    const started = performance.now();
    const cells = rows.flatMap((row) => row.providers.map((provider) => ({ row, provider })));
    setResults(
      Object.fromEntries(cells.map(({ row, provider }) => [cellName(row.model, provider), { state: "waiting" }])),
    );
    const queue = cells.values();
    const work = async () => {
      for (const { row, provider } of queue) {
        const result = await checkCell(key, row, provider, run.signal);
        if (result === null || run.signal.aborted) return;
        setResults((before) => ({ ...before, [cellName(row.model, provider)]: result }));
        setElapsedMs(Math.round(performance.now() - started));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (latest.current === run) setController(null);
  };

  return {
    results,
    elapsedMs,
    running: controller !== null,
    start: (rows) => void start(rows),
    stop: () => {
      controller?.abort();
      setController(null);
      // What was not reached is as it was before the run.
      setResults((before) => Object.fromEntries(Object.entries(before).filter(([, { state }]) => state !== "waiting")));
    },
  };
}
