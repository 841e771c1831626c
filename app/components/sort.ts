// The order of a table's rows: by one column, kept in the address (`sort=requests`, from the highest on `sort=-requests`).

export interface Sort<Column extends string> {
  column: Column;
  descending: boolean;
}

/** Null where the address asks for none of these columns. */
export function readSort<Column extends string>(text: string | null, columns: readonly Column[]): Sort<Column> | null {
  const descending = text?.startsWith("-") ?? false;
  const column = columns.find((each) => each === (descending ? text?.slice(1) : text));
  return column === undefined ? null : { column, descending };
}

/** As it stands in the address after a press: figures begin with the highest, names with A; the next press turns them round. */
export const nextSort = (column: string, highestFirst: boolean, active: Sort<string> | null): string =>
  (active?.column === column ? !active.descending : highestFirst) ? `-${column}` : column;

/** A new list; rows without a value come last either way, and equal ones stay as they were. */
export function inOrder<Row, Column extends string>(
  rows: readonly Row[],
  sort: Sort<Column> | null,
  valueIn: (row: Row, column: Column) => number | string | null | undefined,
): Row[] {
  if (sort === null) return [...rows];
  const turn = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [first, second] = [valueIn(a, sort.column), valueIn(b, sort.column)];
    if (first == null || second == null) return Number(first == null) - Number(second == null);
    if (typeof first === "number" && typeof second === "number") return (first - second) * turn;
    return String(first).localeCompare(String(second), "en", { numeric: true, sensitivity: "base" }) * turn;
  });
}
