import { useEffect, useRef, useState } from "react";
import * as z from "zod/mini";
import { abortColumns, changedColumn, changedSettings } from "./columns";
import { mostColumns } from "./conversation";
import { newRun, type Run, runMedia } from "./media-run";

// Columns of a mode whose answers come whole. Settings and draft stay in this browser; what was answered stays as long as
// the page is not loaded anew, so that a look at another mode loses nothing that was paid for.

export interface WorkColumn<Settings, Result> {
  id: string;
  settings: Settings;
  run: Run<Result> | null;
}

export interface Request<Result> {
  path: string;
  body: Record<string, unknown> | FormData;
  read: (json: unknown) => Result;
}

interface WorkbenchOptions<Settings, Draft, Result> {
  key: string;
  storageKey: string;
  settings: z.ZodMiniType<Settings>;
  defaults: Settings;
  draft: z.ZodMiniType<Draft>;
  emptyDraft: Draft;
  /** What a browser has room for. */
  keptDraft?: (draft: Draft) => Draft;
  request: (settings: Settings, draft: Draft) => Request<Result>;
}

interface State<Settings, Draft, Result> {
  columns: WorkColumn<Settings, Result>[];
  draft: Draft;
}

export interface Workbench<Settings, Draft, Result> extends State<Settings, Draft, Result> {
  /** False until what the browser keeps has been read. */
  ready: boolean;
  running: boolean;
  /** In one column, or in all of them with null. */
  change: (columnId: string | null, settings: Partial<Settings>) => void;
  addColumn: (model: string) => void;
  removeColumn: (columnId: string) => void;
  setDraft: (change: (draft: Draft) => Draft) => void;
  /** One column, or all with null. */
  send: (columnId: string | null) => void;
  stop: (columnId: string | null) => void;
  clear: () => void;
}

const remembered = new Map<string, unknown>();

export function useWorkbench<Settings extends { model: string }, Draft, Result>(
  options: WorkbenchOptions<Settings, Draft, Result>,
): Workbench<Settings, Draft, Result> {
  type Whole = State<Settings, Draft, Result>;
  const { key, storageKey, defaults, emptyDraft, request } = options;
  const [state, setState] = useState<Whole>({
    columns: [{ id: "first", settings: defaults, run: null }],
    draft: emptyDraft,
  });
  const [ready, setReady] = useState(false);
  const controllers = useRef(new Map<string, AbortController>());
  const { columns, draft } = state;
  useEffect(() => {
    const before = (remembered.get(storageKey) as Whole | undefined) ?? readStored(options);
    if (before) setState({ ...before, columns: before.columns.map(ended) });
    setReady(true);
    const running = controllers.current;
    return () => abortColumns(running, null);
    // Once for the mode: its options do not change while it is open.
  }, [storageKey]);
  useEffect(() => {
    if (!ready) return;
    remembered.set(storageKey, state);
    const write = () => {
      const kept = {
        columns: state.columns.map(({ id, settings }) => ({ id, settings })),
        draft: options.keptDraft?.(state.draft) ?? state.draft,
      };
      try {
        localStorage.setItem(storageKey, JSON.stringify(kept));
      } catch {
        // Full or forbidden: as long as the page lives.
      }
    };
    const timer = setTimeout(write, 300);
    window.addEventListener("pagehide", write);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", write);
    };
  }, [ready, state]);

  const changeColumn = (columnId: string, change: (column: WorkColumn<Settings, Result>) => Partial<typeof column>) =>
    setState((before) => ({ ...before, columns: changedColumn(before.columns, columnId, change) }));
  const ask = ({ id, settings }: WorkColumn<Settings, Result>) => {
    const controller = new AbortController();
    controllers.current.set(id, controller);
    changeColumn(id, () => ({ run: newRun(settings.model) }));
    void runMedia({
      key,
      ...request(settings, draft),
      signal: controller.signal,
      // What a newer request has replaced has nothing more to say.
      update: (change) => {
        if (controllers.current.get(id) === controller)
          changeColumn(id, ({ run }) => ({ run: run ? { ...run, ...change } : null }));
      },
    });
  };
  const stop = (columnId: string | null) => abortColumns(controllers.current, columnId);
  return {
    columns,
    draft,
    ready,
    stop,
    running: columns.some(isWorking),
    change: (columnId, changes) =>
      setState((before) => ({ ...before, columns: changedSettings(before.columns, columnId, changes) })),
    addColumn: (model) =>
      setState((before) => {
        if (before.columns.length >= mostColumns) return before;
        const settings = { ...(before.columns.at(-1)?.settings ?? defaults), model };
        return { ...before, columns: [...before.columns, { id: crypto.randomUUID(), settings, run: null }] };
      }),
    removeColumn: (columnId) => {
      stop(columnId);
      setState((before) => ({ ...before, columns: before.columns.filter(({ id }) => id !== columnId) }));
    },
    setDraft: (change) => setState((before) => ({ ...before, draft: change(before.draft) })),
    send: (columnId) => {
      for (const column of columns) {
        const asked = columnId === null || column.id === columnId;
        if (asked && column.settings.model !== "" && !isWorking(column)) ask(column);
      }
    },
    clear: () => {
      stop(null);
      controllers.current.clear();
      setState((before) => ({
        columns: before.columns.map((column) => ({ ...column, run: null })),
        draft: emptyDraft,
      }));
    },
  };
}

export const isWorking = ({ run }: WorkColumn<unknown, unknown>): boolean => run?.state === "running";

/** Leaving the mode has stopped what was running. */
function ended<Settings, Result>(column: WorkColumn<Settings, Result>): WorkColumn<Settings, Result> {
  return column.run?.state === "running" ? { ...column, run: { ...column.run, state: "stopped" } } : column;
}

function readStored<Settings, Draft, Result>({
  storageKey,
  settings,
  draft,
}: WorkbenchOptions<Settings, Draft, Result>): State<Settings, Draft, Result> | null {
  const schema = z.object({
    columns: z.array(z.object({ id: z.string(), settings })).check(z.minLength(1), z.maxLength(mostColumns)),
    draft,
  });
  try {
    const { success, data } = z.safeParse(schema, JSON.parse(localStorage.getItem(storageKey) ?? "null"));
    if (!success) return null;
    return {
      columns: data.columns.map((column) => ({ ...column, run: null })),
      draft: data.draft,
    } as State<Settings, Draft, Result>;
  } catch {
    return null;
  }
}
