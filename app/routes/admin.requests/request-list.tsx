import { ArrowUp, ScrollText } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { withQuery } from "./query";
import { RequestRow, requestGrid } from "./request-row";
import type { LiveLog } from "./use-live-log";
import { useRowKeys } from "./use-row-keys";

interface RequestListProps {
  log: LiveLog;
  faces: Record<string, ProviderFace>;
  filtered: boolean;
}

const columns = ["time", "code", "model", "provider", "key", "in", "out", "cost", "latency", "attempts"] as const;
const numeric = new Set<string>(["in", "out", "cost", "attempts"]);

export function RequestList({ log, faces, filtered }: RequestListProps) {
  const { t } = useTranslation("requests");
  const end = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  const { more, loadMore } = log;
  useEffect(() => {
    const element = end.current;
    if (!element || !more) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && loadMore(),
      {
        rootMargin: "600px",
      },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [more, loadMore]);
  if (log.rows.length === 0 && !more) return <NoRequests filtered={filtered} />;
  const longestMs = Math.max(1000, ...log.rows.map((row) => row.latencyMs));
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
      {/* Rows are grids, so that they can be skipped while they are out of sight. */}
      <table ref={table} aria-label={t("title")} className="block">
        <thead className="sticky top-[52px] z-10 block bg-background max-lg:hidden">
          <tr className={cn(requestGrid, "h-8 border-b bg-muted/50 px-4 text-xs text-muted-foreground")}>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={cn("flex min-w-0 items-center gap-2 font-medium", numeric.has(column) && "justify-end")}
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
        <tbody className="block">
          {log.rows.map((row) => (
            <RequestRow
              key={row.requestId}
              entry={row}
              face={row.providerId ? faces[row.providerId] : undefined}
              longestMs={longestMs}
            />
          ))}
        </tbody>
      </table>
      <div ref={end} className="flex h-16 items-center justify-center text-xs text-muted-foreground">
        {more ? (
          <Button variant="outline" size="sm" onClick={loadMore} busy={log.loadingMore}>
            {t("loadMore")}
          </Button>
        ) : (
          t("end", { count: log.rows.length })
        )}
      </div>
    </>
  );
}

function NoRequests({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation("requests");
  const [parameters] = useSearchParams();
  const wider = new URLSearchParams(parameters);
  for (const name of ["from", "to"]) wider.delete(name);
  wider.set("range", "30d");
  return (
    <EmptyState
      icon={ScrollText}
      title={t(filtered ? "empty.filtered" : "empty.title")}
      actions={
        <>
          {filtered ? (
            <Button variant="outline" asChild>
              <Link to={`/admin/requests?${withQuery(parameters, { text: "" })}`}>{t("clearFilters")}</Link>
            </Button>
          ) : (
            <Button asChild>
              <Link to="/admin/playground">{t("empty.playground")}</Link>
            </Button>
          )}
          {parameters.get("range") === "30d" ? null : (
            <Button variant="outline" asChild>
              <Link to={`/admin/requests?${wider}`}>{t("empty.wider")}</Link>
            </Button>
          )}
        </>
      }
    >
      {t(filtered ? "empty.filteredHelp" : "empty.help")}
    </EmptyState>
  );
}
