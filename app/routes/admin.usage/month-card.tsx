import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChartTable } from "~/components/chart/chart-table";
import { ChartToggle } from "~/components/chart/chart-toggle";
import { useTimeZone } from "~/components/environment";
import { Money, useFigures } from "~/components/figures";
import { ShareBar } from "~/components/share-bar";
import { Badge } from "~/components/ui/badge";
import { Card, CardHeader } from "~/components/ui/card";
import { formatChange, formatPercent } from "~/lib/format";
import { formatDay, formatMonth } from "~/lib/format-time";
import { groupLabel } from "./group-label";
import { metricOf } from "./metrics";
import type { Month } from "./month.server";
import { dayOfBudget } from "./month-budget";
import { MonthCurve } from "./month-curve";
import type { UsageData } from "./usage-data.server";

const dayMs = 86_400_000;

/** What this calendar month has cost so far, and where it is heading. */
export function MonthCard({ month, now, data }: { month: Month; now: number; data: UsageData | null }) {
  const { formatMoney } = useFigures();
  const { t, i18n } = useTranslation("usage");
  const timeZone = useTimeZone();
  /** Round figures without cents. */
  const short = (microUsd: number) => formatMoney(microUsd).replace(/\.\d\d$/, "");
  const name = formatMonth(now, i18n.language, timeZone);
  const { forecast } = month;
  const expected = forecast?.costMicroUsd ?? 0;
  const [table, setTable] = useState(false);
  const budget = month.budgetMicroUsd;
  const reached = budget === null ? null : dayOfBudget(month, expected, budget);
  const largest = data && largestChange(data);
  return (
    <Card className="flex flex-col">
      <CardHeader title={t(budget === null ? "month.title" : "month.budget", { month: name })}>
        {budget !== null && expected > budget ? (
          <Badge variant="warn">{t("month.over", { amount: short(expected - budget) })}</Badge>
        ) : null}
        {month.spentMicroUsd > 0 ? <ChartToggle table={table} onTable={setTable} /> : null}
      </CardHeader>
      <div className="px-4 pb-4">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <Money value={month.spentMicroUsd} className="tnum text-2xl font-semibold tracking-[-0.02em]" />
          <span className="text-sm text-muted-foreground">
            {budget === null ? null : t("month.ofBudget", { budget: short(budget) })}
            {t("month.day", { day: month.day, days: month.days })}
          </span>
        </div>
        {budget !== null ? (
          <BudgetBar month={month} budget={budget} />
        ) : forecast && expected > 0 ? (
          <>
            <div className="relative mt-3 h-1.5 overflow-hidden rounded-full bg-brand-soft" aria-hidden="true">
              <span
                className="block h-full rounded-full bg-primary dark:bg-chart-1"
                style={{ width: formatPercent(Math.min(1, month.spentMicroUsd / expected), 1) }}
              />
            </div>
            <p className="tnum mt-1.5 flex justify-between text-2xs text-muted-foreground">
              <span>{t("month.ofForecast", { share: formatPercent(month.spentMicroUsd / expected, 0) })}</span>
              <span>{t("month.elapsed", { share: formatPercent(month.day / month.days, 0) })}</span>
            </p>
          </>
        ) : null}
      </div>
      {month.spentMicroUsd > 0 ? (
        table ? (
          <ChartTable
            className="mb-3 h-[148px]"
            heads={[t("month.dayHead"), t("month.spentHead")]}
            rows={month.course
              .map((spent, index) => ({
                key: index,
                name: formatDay(month.start + index * dayMs, now, i18n.language, timeZone),
                cells: [formatMoney(spent)],
              }))
              .reverse()}
          />
        ) : (
          <MonthCurve month={month} />
        )
      ) : null}
      {forecast ? null : <p className="px-4 pb-3 text-xs text-muted-foreground">{t("month.noForecast")}</p>}
      <dl className="mt-auto space-y-2.5 border-t px-4 py-3.5 text-sm">
        {forecast ? (
          <div className="flex justify-between gap-3">
            <dt className="text-muted-foreground" title={t("month.method")}>
              {t("month.forecast", { date: formatDay(month.end - 1, now, i18n.language, timeZone) })}
            </dt>
            <dd className="tnum">
              <span className="font-medium">{formatMoney(forecast.costMicroUsd)}</span>{" "}
              <span className="text-muted-foreground">± {formatMoney(forecast.bandMicroUsd)}</span>
            </dd>
          </div>
        ) : null}
        <div className="flex justify-between gap-3">
          <dt className="text-muted-foreground">{t(reached === null ? "month.perDay" : "month.reaches")}</dt>
          <dd className="tnum font-medium">
            {reached === null
              ? formatMoney(Math.round(month.spentMicroUsd / month.day))
              : formatDay(month.start + (reached - 1) * dayMs, now, i18n.language, timeZone)}
          </dd>
        </div>
        {data && largest ? (
          <div className="flex min-w-0 justify-between gap-3">
            <dt className="shrink-0 text-muted-foreground">{t("month.largest")}</dt>
            <dd className="flex min-w-0 gap-1.5">
              <span className="truncate">{groupLabel(largest.group, data, t)}</span>
              <span className="tnum shrink-0">{largest.text}</span>
            </dd>
          </div>
        ) : null}
      </dl>
    </Card>
  );
}

/** What is spent of the budget, with a mark where an even pace would be. */
function BudgetBar({ month, budget }: { month: Month; budget: number }) {
  const { t } = useTranslation("usage");
  const [ratio, pace] = [month.spentMicroUsd / budget, month.day / month.days];
  return (
    <>
      <div className="relative mt-3 h-1.5" aria-hidden="true">
        <ShareBar
          ratio={ratio}
          color={ratio >= 0.95 ? "var(--bad)" : ratio >= 0.8 ? "var(--warn)" : "var(--primary)"}
          className="bg-border"
        />
        <span className="absolute -top-1 h-3.5 w-[1.5px] bg-foreground" style={{ left: `${pace * 100}%` }} />
      </div>
      <p className="tnum mt-2 flex justify-between text-2xs text-muted-foreground">
        <span>{t("month.spent", { share: formatPercent(ratio, 0) })}</span>
        <span>{t("month.pace", { share: formatPercent(pace, 0) })}</span>
      </p>
    </>
  );
}

/** The group whose spend moved most, in money, against the period before. */
function largestChange({ groups }: UsageData) {
  const moved = groups
    .filter((group) => group.id !== null && group.before !== null && group.before.costMicroUsd > 0)
    .map((group) => {
      const now = metricOf(group.totals, "spend") ?? 0;
      const then = group.before?.costMicroUsd ?? 0;
      return { group, distance: Math.abs(now - then), change: formatChange(now, then) };
    })
    .sort((a, b) => b.distance - a.distance)[0];
  if (!moved?.change || moved.change.direction === "same") return null;
  return { group: moved.group, text: `${moved.change.direction === "up" ? "+" : "−"}${moved.change.text}` };
}
