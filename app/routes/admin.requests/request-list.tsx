import { useTable } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEnvironment, useTimeZone } from "~/components/environment";
import { useFigures } from "~/components/figures";
import { useAfterPaint } from "~/components/hooks/use-after-paint";
import { useFollow } from "~/components/hooks/use-follow";
import { useRoom } from "~/components/hooks/use-room";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { ListOfRows } from "./cells";
import { columnIds, gridOf, isNumeric, readColumns } from "./column-list";
import { columns, features } from "./columns";
import { ListEnd } from "./list-end";
import { NoRequests } from "./no-requests";
import { gridClass, RequestRow, rowHeight } from "./request-row";
import type { LiveLog } from "./use-live-log";
import { useRowKeys } from "./use-row-keys";

interface RequestListProps {
  log: LiveLog;
  faces: Record<string, ProviderFace>;
  filtered: boolean;
  /** Of an empty list: the shortest range with something in it. */
  nearest: string | null;
  /** Of the address. */
  search: string;
  /** The request whose sheet is open. */
  openId: string | undefined;
}

/** The server draws the first page whole, for readers without scripts. */
const firstPage = 50;
const useBrowserLayoutEffect = import.meta.env.SSR ? () => {} : useLayoutEffect;

export function RequestList({ log, faces, filtered, nearest, search, openId }: RequestListProps) {
  const { t } = useTranslation("requests");
  const { preferences } = useEnvironment();
  const table = useRef<HTMLTableElement>(null);
  const shown = useMemo(() => readColumns(preferences.requestColumns), [preferences.requestColumns]);
  const layout = gridOf(shown);
  const slotOf = useSlots(log.rows, log.page);
  const rows = useTable({
    features,
    columns,
    data: log.rows,
    state: { columnVisibility: shown },
    getRowId: (entry) => entry.requestId,
  }).getRowModel().rows;
  const room = useRoom();
  const virtual = useVirtualRows(table, rows.length, room === "cards", useAfterPaint(log.page) === log.page);
  const items = virtual.getVirtualItems();
  const { scrollMargin } = virtual.options;
  useRowKeys(table, log.rows, (index) => virtual.scrollToIndex(index, { align: "center" }));

  const { more, loadMore, searching, stopped } = log;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element || !more || stopped) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && loadMore(),
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [more, loadMore, stopped]);

  const list = useListOfRows(faces, search);
  if (log.rows.length === 0 && !more && !searching) return <NoRequests filtered={filtered} nearest={nearest} />;
  return (
    <>
      {log.waiting > 0 ? (
        <div className="pointer-events-none sticky top-[92px] z-20 -mb-7 flex h-7 justify-center">
          <Button size="sm" className="pointer-events-auto rounded-full shadow-pop" onClick={log.showWaiting}>
            <ArrowUp />
            {t("waiting", { count: log.waiting })}
          </Button>
        </div>
      ) : null}
      <table
        ref={table}
        aria-label={t("title")}
        aria-rowcount={more ? -1 : rows.length + 1}
        className="block [overflow-anchor:none]"
        style={{ "--log-columns": layout } as CSSProperties}
      >
        <thead className="sticky top-[52px] z-10 block bg-background max-lg:hidden">
          <tr
            aria-rowindex={1}
            className={cn(gridClass, "h-8 border-b bg-muted/50 px-4 text-xs text-muted-foreground")}
          >
            {columnIds
              .filter((column) => shown[column])
              .map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={cn("flex min-w-0 items-center gap-2 font-medium", isNumeric(column) && "justify-end")}
                >
                  {t(`column.${column}`)}
                  {column === "latency" ? (
                    <span className="inline-flex min-w-0 items-center gap-1 text-2xs font-normal">
                      <span aria-hidden className="h-1.5 w-2.5 shrink-0 rounded-full bg-chart-1" />
                      <span className="truncate">{t("firstToken")}</span>
                    </span>
                  ) : null}
                </th>
              ))}
          </tr>
        </thead>
        {/* Rows out of sight are not there: their height is. */}
        <tbody
          className="block"
          style={{
            paddingTop: (items[0]?.start ?? scrollMargin) - scrollMargin,
            paddingBottom: virtual.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin),
          }}
        >
          {items.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <RequestRow
                key={slotOf(row.id)}
                row={row}
                place={index + 2}
                list={list}
                layout={layout}
                room={room}
                open={row.id === openId}
              />
            );
          })}
        </tbody>
      </table>
      {/* Held in its place, it would take the reader along to the end of every page that is added: and on to the next. */}
      <div ref={end} className="[overflow-anchor:none]">
        <ListEnd log={log} />
      </div>
    </>
  );
}

/**
 * Keys for rows: the first page of another filter is written into the rows that are there, which takes a third of the time of
 * making new ones. Within a list a request keeps its row, wherever it moves to.
 */
function useSlots(rows: { requestId: string }[], page: unknown): (requestId: string) => number {
  const slots = useRef({ page, next: 0, known: new Map<string, number>() });
  const kept = slots.current;
  if (kept.page !== page) {
    kept.page = page;
    kept.known = new Map(rows.map(({ requestId }, index) => [requestId, index]));
    kept.next = Math.max(kept.next, rows.length);
  }
  return (requestId) => {
    const slot = kept.known.get(requestId) ?? kept.next++;
    kept.known.set(requestId, slot);
    return slot;
  };
}

/** What all rows have in common. */
function useListOfRows(faces: ListOfRows["faces"], search: string): ListOfRows {
  const { t, i18n } = useTranslation("requests");
  const { t: common } = useTranslation();
  const { formatMoney } = useFigures();
  const timeZone = useTimeZone();
  const follow = useFollow();
  const { language } = i18n;
  return useMemo(() => {
    const sentences = new Map<number, string>();
    return {
      faces,
      search,
      follow,
      language,
      timeZone,
      formatMoney,
      attemptsInWords(count) {
        const known = sentences.get(count) ?? common("attempts", { count });
        sentences.set(count, known);
        return known;
      },
      cachedInWords: { exact: t("cachedKind.exact"), semantic: t("cachedKind.semantic") },
    };
  }, [faces, search, follow, language, timeZone, formatMoney, t, common]);
}

/** The rows that are in the window and, once these are painted, some around them; the page itself scrolls. */
function useVirtualRows(
  table: React.RefObject<HTMLTableElement | null>,
  count: number,
  cards: boolean,
  painted: boolean,
) {
  const [scrollMargin, setScrollMargin] = useState(0);
  const height = cards ? rowHeight.narrow : rowHeight.wide;
  useBrowserLayoutEffect(() => {
    const measure = () => {
      const body = table.current?.tBodies[0];
      if (body) setScrollMargin(body.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [count > 0]);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: painted ? 8 : 1,
    scrollMargin,
    initialRect: { width: 1440, height: firstPage * height },
  });
  useBrowserLayoutEffect(() => virtual.measure(), [height]);
  return virtual;
}
