import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Sparkline } from "~/components/chart/sparkline";
import { Delta } from "~/components/delta";
import { useFigures } from "~/components/figures";
import { ShareBar } from "~/components/share-bar";
import { inOrder, readSort } from "~/components/sort";
import { SortHead } from "~/components/sort-head";
import { Card } from "~/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { UsageCounters } from "~/db/usage/usage-series.server";
import { cn } from "~/lib/class-names";
import { formatChange, formatPercent, formatShare } from "~/lib/format";
import { groupLabel } from "./group-label";
import { metricOf } from "./metrics";
import type { UsageData } from "./usage-data.server";
import { groupColor } from "./usage-groups";

const figures = ["requests", "input", "output", "cached"] as const;
const columns = ["name", ...figures, "change", "share", "perThousand", "spend"] as const;

const figureOf = (
  counters: UsageCounters,
  column: (typeof figures)[number],
  formatCount: (value: number) => string,
): string => {
  if (column === "requests") return formatCount(counters.requests);
  if (column === "input") return formatCount(counters.promptTokens);
  if (column === "output") return formatCount(counters.completionTokens);
  return formatShare(counters.promptTokens === 0 ? null : counters.cachedTokens / counters.promptTokens);
};

/** Where there is no room for a table, only the name, requests and spending stay, and the share under the name. */
const roomy = "max-lg:hidden";
const hidden = (column: (typeof figures)[number]) => (column === "requests" ? undefined : roomy);

/** The same groups in the same colours as the chart, and a total that is the figure above. */
export function UsageTable({ data }: { data: UsageData }) {
  const { formatCount, formatMoney } = useFigures();
  const { t } = useTranslation("usage");
  const { groups, totals, before, metric, split } = data;
  const whole = metricOf(totals, metric === "perThousand" ? "spend" : metric) ?? 0;
  const partOf = (counters: UsageCounters) => metricOf(counters, metric === "perThousand" ? "spend" : metric) ?? 0;
  const longest = Math.max(1, ...groups.map((group) => partOf(group.totals)));
  const change = (now: UsageCounters, then: UsageCounters | null) =>
    formatChange(metricOf(now, metric), then === null ? null : metricOf(then, metric));
  const [parameters] = useSearchParams();
  const sort = readSort(parameters.get("sort"), columns) ?? {
    column:
      metric === "requests" ? metric : metric === "perThousand" || metric === "spend" ? "spend" : ("share" as const),
    descending: true,
  };
  const valueIn = ({ id, totals, before }: (typeof groups)[number], column: (typeof columns)[number]) => {
    if (column === "name") return id;
    if (column === "input") return totals.promptTokens;
    if (column === "output") return totals.completionTokens;
    if (column === "cached") return totals.promptTokens === 0 ? null : totals.cachedTokens / totals.promptTokens;
    if (column === "share") return partOf(totals);
    if (column !== "change") return metricOf(totals, column);
    const [now, then] = [metricOf(totals, metric), before === null ? null : metricOf(before, metric)];
    return now === null || !then ? null : now / then;
  };
  // Each keeps the colour that it has in the chart, and "Other" its place at the end.
  const named = groups.map((group, index) => ({ group, index }));
  const rows = [
    ...inOrder(
      named.filter(({ group }) => group.id !== null),
      sort,
      ({ group }, column) => valueIn(group, column),
    ),
    ...named.filter(({ group }) => group.id === null),
  ];
  const link = (id: string) =>
    `/admin/requests?${new URLSearchParams({
      [split]: id,
      from: new Date(data.from).toISOString(),
      to: new Date(data.to).toISOString(),
    })}`;
  return (
    <Card className="overflow-clip">
      <Table className="lg:min-w-[860px]">
        <TableHeader>
          <TableRow>
            <SortHead column="name" active={sort}>
              {t(`split.${split}`)}
            </SortHead>
            {figures.map((column) => (
              <SortHead key={column} column={column} active={sort} numeric className={hidden(column)}>
                {t(`column.${column}`)}
              </SortHead>
            ))}
            <TableHead className={cn("w-[150px]", roomy)}>{t("column.trend")}</TableHead>
            <SortHead column="change" active={sort} numeric className={roomy}>
              {t("column.change")}
            </SortHead>
            <SortHead column="share" active={sort} highestFirst className={cn("w-[170px]", roomy)}>
              {t("column.share")}
            </SortHead>
            <SortHead column="perThousand" active={sort} numeric className={roomy}>
              {t("column.perThousand")}
            </SortHead>
            <SortHead column="spend" active={sort} numeric>
              {t("column.spend")}
            </SortHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ group, index }) => {
            const label = groupLabel(group, data, t);
            const share = (
              <span className="flex items-center gap-2">
                <ShareBar ratio={partOf(group.totals) / longest} color={groupColor(index)} className="flex-1" />
                <span className="tnum w-10 text-right text-xs">
                  {formatPercent(whole === 0 ? null : partOf(group.totals) / whole, 1)}
                </span>
              </span>
            );
            return (
              <TableRow key={group.id} className="relative">
                <TableCell className="[--row:3.375rem] w-full max-w-0 lg:w-auto lg:max-w-[260px] lg:[--row:2.25rem]">
                  <span className="flex items-center gap-2.5">
                    <span className="size-2 shrink-0 rounded-[2px]" style={{ background: groupColor(index) }} />
                    {group.id ? (
                      <Link
                        to={link(group.id)}
                        title={label}
                        className={cn(
                          "truncate after:absolute after:inset-0",
                          (split === "model" || split === "route") && "font-mono text-xs",
                        )}
                      >
                        {label}
                      </Link>
                    ) : (
                      <span className="truncate text-muted-foreground">{label}</span>
                    )}
                  </span>
                  <span className="mt-0.5 block pl-[18px] text-muted-foreground lg:hidden">{share}</span>
                </TableCell>
                {figures.map((column) => (
                  <Figure key={column} className={hidden(column)}>
                    {figureOf(group.totals, column, formatCount)}
                  </Figure>
                ))}
                <TableCell className={cn("[--row:2.25rem]", roomy)}>
                  <Sparkline
                    values={group.values}
                    color={groupColor(index)}
                    height={20}
                    area={false}
                    className="w-32"
                  />
                </TableCell>
                <Figure className={roomy}>
                  <Delta change={change(group.totals, group.before)} better={null} className="align-middle" />
                </Figure>
                <TableCell className={cn("[--row:2.25rem]", roomy)}>{share}</TableCell>
                <Figure className={roomy}>{formatMoney(metricOf(group.totals, "perThousand"))}</Figure>
                <Figure className="font-medium">{formatMoney(group.totals.costMicroUsd)}</Figure>
              </TableRow>
            );
          })}
        </TableBody>
        <tfoot>
          <tr className="border-t bg-muted/40 font-medium">
            <th scope="row" className="h-9 px-3 pl-4 text-left font-medium">
              {t("total")}
            </th>
            {figures.map((column) => (
              <Figure key={column} className={hidden(column)}>
                {figureOf(totals, column, formatCount)}
              </Figure>
            ))}
            <TableCell className={cn("[--row:2.25rem]", roomy)} />
            <Figure className={roomy}>
              <Delta change={change(totals, before)} better={null} className="align-middle" />
            </Figure>
            <TableCell className={cn("[--row:2.25rem]", roomy)} />
            <Figure className={roomy}>{formatMoney(metricOf(totals, "perThousand"))}</Figure>
            <Figure>{formatMoney(totals.costMicroUsd)}</Figure>
          </tr>
        </tfoot>
      </Table>
    </Card>
  );
}

function Figure({ children, className }: { children: ReactNode; className?: string }) {
  return <TableCell className={cn("tnum [--row:2.25rem] text-right", className)}>{children}</TableCell>;
}
