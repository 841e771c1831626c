import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useNow } from "~/components/environment";
import { SortHead } from "~/components/sort-head";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { When } from "~/components/when";
import { cn } from "~/lib/class-names";
import { KeyMenu } from "./key-menu";
import { isFigure, keyColumns, keySort } from "./key-order";
import { isInactive } from "./key-status";
import type { KeyView } from "./key-views.server";
import { LimitMeter } from "./limit-meter";
import { KeyStatusLabel } from "./status-label";

const dayMs = 86_400_000;

export function KeyTable({ keys, routes }: { keys: KeyView[]; routes: string[] }) {
  const { t, i18n } = useTranslation("keys");
  const [parameters] = useSearchParams();
  const sort = keySort(parameters);
  const now = useNow();
  // Budgets of a month are those of the calendar's, in UTC.
  const month = new Intl.DateTimeFormat(i18n.language, { month: "long", timeZone: "UTC" }).format(now);
  return (
    <Card className="overflow-clip max-lg:hidden">
      <Table>
        <TableHeader>
          <TableRow>
            {keyColumns.map((column) => (
              <SortHead
                key={column}
                column={column}
                active={sort}
                highestFirst={isFigure(column)}
                className={cn(column === "models" && "max-2xl:hidden")}
              >
                {column === "budget" ? t("column.budgetOf", { month }) : t(`column.${column}`)}
              </SortHead>
            ))}
            <TableHead className="w-8">
              <span className="sr-only">{t("column.actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {keys.map((key) => {
            const off = isInactive(key);
            return (
              <TableRow key={key.id} className={cn("relative", off && "text-muted-foreground")}>
                <TableCell className="[--row:54px] max-w-[200px]">
                  <div className="leading-[1.1rem]">
                    <Link
                      to={`?edit=${encodeURIComponent(key.id)}`}
                      preventScrollReset
                      data-row-id={key.id}
                      className="block truncate font-medium after:absolute after:inset-0"
                    >
                      {key.name}
                    </Link>
                    <span className="flex items-center gap-1.5 text-xs text-muted-foreground">
                      {key.owner ? (
                        <span className="truncate">{key.owner}</span>
                      ) : (
                        <span className="truncate font-mono text-2xs">{key.id}</span>
                      )}
                      {key.role === "admin" ? <Badge>{t("role.admin")}</Badge> : null}
                    </span>
                  </div>
                </TableCell>
                <TableCell>
                  <code className="inline-flex h-6 items-center rounded bg-muted px-1.5 font-mono text-xs text-muted-foreground">
                    {key.prefix}…{key.lastFour}
                  </code>
                </TableCell>
                <TableCell>
                  <KeyStatusLabel status={key.status} />
                </TableCell>
                <TableCell className="max-w-[150px] truncate max-2xl:hidden" title={key.models.join(", ")}>
                  <ModelNames models={key.models} routes={routes} />
                </TableCell>
                <TableCell>{off ? "–" : <LimitMeter view={key} limit="rpm" className="w-[88px]" />}</TableCell>
                <TableCell>{off ? "–" : <LimitMeter view={key} limit="tpm" className="w-[88px]" />}</TableCell>
                <TableCell>{off ? "–" : <LimitMeter view={key} limit="budget" className="w-[112px]" />}</TableCell>
                <TableCell className="text-muted-foreground">
                  <When time={key.lastUsedAt} empty={t("never")} className="tnum" />
                </TableCell>
                <TableCell
                  className={key.status === "expiring" ? "font-medium text-warn-text" : "text-muted-foreground"}
                >
                  <Expiry view={key} />
                </TableCell>
                <TableCell>
                  <span className="relative">
                    <KeyMenu view={key} />
                  </span>
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Card>
  );
}

/** More are counted; the cell's title names them. */
const mostNames = 3;

/** "in 6 days" where it is near, "Expired 1 Oct" where it is over. */
function Expiry({ view }: { view: KeyView }) {
  const { t } = useTranslation("keys");
  const now = useNow();
  const when = <When time={view.expiresAt} empty={t("expiry.never")} className="tnum" />;
  if (view.expiresAt === null) return when;
  const days = Math.ceil((Date.parse(view.expiresAt) - now) / dayMs);
  if (view.status === "expiring" && days > 1)
    return <span title={view.expiresAt}>{t("expiry.inDays", { count: days })}</span>;
  return view.status === "expired" ? (
    <>
      {t("expiry.expired")} {when}
    </>
  ) : (
    when
  );
}

function ModelNames({ models, routes }: { models: string[]; routes: string[] }) {
  const { t } = useTranslation("keys");
  if (models.includes("*")) return <span className="text-xs">{t("allModels")}</span>;
  if (models.length > mostNames) return <span className="text-xs">{t("modelCount", { count: models.length })}</span>;
  return (
    <code className="font-mono text-xs">
      {models.map((model, place) => (
        <Fragment key={model}>
          {place > 0 ? ", " : null}
          <span className={cn(routes.includes(model) && "text-brand-text")}>{model}</span>
        </Fragment>
      ))}
    </code>
  );
}
