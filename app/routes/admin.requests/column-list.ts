// The columns of the log: which there are, how wide, and which are shown without a wish.

export const columnIds = [
  "time",
  "code",
  "endpoint",
  "model",
  "provider",
  "key",
  "in",
  "out",
  "cost",
  "firstToken",
  "latency",
  "attempts",
] as const;
export type ColumnId = (typeof columnIds)[number];

/** What opens the row, and says how it went: always there. */
export const fixedColumns: readonly ColumnId[] = ["time", "code"];
const hiddenAtFirst: readonly ColumnId[] = ["endpoint", "firstToken"];

const tracks: Record<ColumnId, string> = {
  time: "92px",
  code: "40px",
  endpoint: "minmax(90px,0.7fr)",
  model: "minmax(150px,1.5fr)",
  provider: "112px",
  key: "92px",
  in: "44px",
  out: "42px",
  cost: "64px",
  firstToken: "60px",
  latency: "minmax(124px,1fr)",
  attempts: "60px",
};

export const isNumeric = (column: ColumnId): boolean =>
  ["in", "out", "cost", "firstToken", "attempts"].includes(column);

/** The reader's wish, as kept in a cookie: names joined by commas. Without one, the usual columns. */
export function readColumns(wish: string | null): Record<ColumnId, boolean> {
  const wished = wish === null ? columnIds.filter((id) => !hiddenAtFirst.includes(id)) : wish.split(",");
  return Object.fromEntries(
    columnIds.map((id) => [id, fixedColumns.includes(id) || wished.includes(id)] as const),
  ) as Record<ColumnId, boolean>;
}

export const writeColumns = (shown: Record<ColumnId, boolean>): string => columnIds.filter((id) => shown[id]).join(",");

/** `grid-template-columns` of the head and of every row. */
export const gridOf = (shown: Record<ColumnId, boolean>): string =>
  columnIds
    .filter((id) => shown[id])
    .map((id) => tracks[id])
    .join(" ");
