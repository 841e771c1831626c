// Columns of every mode: each has settings of its own, and changes reach one of them or all.

interface WithSettings<Settings> {
  id: string;
  settings: Settings;
}

/** One column with what `change` says of it. */
export const changedColumn = <Column extends { id: string }>(
  columns: readonly Column[],
  columnId: string,
  change: (column: Column) => Partial<Column>,
): Column[] => columns.map((column) => (column.id === columnId ? { ...column, ...change(column) } : column));

/** One column with other settings, or all of them with null. */
export const changedSettings = <Settings, Column extends WithSettings<Settings>>(
  columns: readonly Column[],
  columnId: string | null,
  changes: Partial<Settings>,
): Column[] =>
  columns.map((column) =>
    columnId === null || column.id === columnId ? { ...column, settings: { ...column.settings, ...changes } } : column,
  );

/** Ends what runs for one column, or for all with null. */
export function abortColumns(running: ReadonlyMap<string, AbortController>, columnId: string | null): void {
  for (const [id, controller] of running) if (columnId === null || id === columnId) controller.abort();
}
