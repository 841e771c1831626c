import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { CapabilityIcons } from "~/components/capability-icons";
import { useFigures } from "~/components/figures";
import { readSort } from "~/components/sort";
import { SortHead } from "~/components/sort-head";
import { Badge } from "~/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/class-names";
import { formatContext, formatInteger } from "~/lib/format";
import { KnownCell } from "./known-cell";
import { modelColumns, outputPrice } from "./model-order";
import type { ModelRowsProps } from "./model-rows";
import { OfferSwitch } from "./offer-switch";

/** A provider's models, where there is room for a table. */
export function ModelTable({ entries, known, served, providerId, to }: ModelRowsProps) {
  const { t } = useTranslation("providers");
  const { formatPrice } = useFigures();
  const [parameters] = useSearchParams();
  const sort = readSort(parameters.get("sort"), modelColumns);
  return (
    <Table className="max-lg:hidden">
      <TableHeader className="[&>tr:last-child]:border-t">
        <TableRow>
          <SortHead column="model" active={sort}>
            {t("models.column.model")}
          </SortHead>
          <TableHead>{t("models.column.name")}</TableHead>
          <SortHead column="context" active={sort} numeric>
            {t("models.column.context")}
          </SortHead>
          <SortHead column="input" active={sort} numeric>
            {t("models.column.input")}
          </SortHead>
          <SortHead column="output" active={sort} numeric>
            {t("models.column.output")}
          </SortHead>
          <TableHead>{t("models.column.capabilities")}</TableHead>
          <SortHead column="requests" active={sort} numeric>
            {t("models.column.requests")}
          </SortHead>
          <TableHead>
            <span className="sr-only">{t("models.column.offered")}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.id} className={cn("relative", entry.offered === false && "text-muted-foreground")}>
            <TableCell>
              <Link
                to={to("model", entry.id)}
                preventScrollReset
                aria-label={t("models.edit", { model: entry.id })}
                className="font-mono text-xs after:absolute after:inset-0"
              >
                {entry.upstream ?? entry.id}
              </Link>
            </TableCell>
            <TableCell>
              {entry.upstream && entry.upstream !== entry.id ? (
                <Badge variant="brand" className="font-mono font-normal">
                  {entry.id}
                </Badge>
              ) : (
                <span className="text-xs text-muted-foreground">
                  {t(entry.id.includes("*") ? "models.pattern" : "models.same")}
                </span>
              )}
            </TableCell>
            <KnownCell own={entry.contextLength} known={known[entry.id]?.contextLength} format={formatContext} />
            <KnownCell own={entry.pricing?.input} known={known[entry.id]?.pricing?.input} format={formatPrice} />
            <KnownCell own={entry.pricing?.output} known={outputPrice(entry, known[entry.id])} format={formatPrice} />
            <TableCell>
              <CapabilityIcons capabilities={entry.capabilities ?? known[entry.id]?.capabilities ?? []} />
            </TableCell>
            <TableCell className="tnum text-right">{formatInteger(served[entry.id] ?? 0)}</TableCell>
            <TableCell className="relative">
              <OfferSwitch entry={entry} providerId={providerId} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
