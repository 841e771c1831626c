import { ChartColumn, Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";

/** A chart as a table, and back. */
export function ChartToggle({ table, onTable }: { table: boolean; onTable: (table: boolean) => void }) {
  const { t } = useTranslation();
  const label = t(table ? "chart.chart" : "chart.table");
  return (
    <Button
      variant="ghost"
      size="icon-xs"
      className="-mr-1 ml-1 max-[359px]:ml-0"
      aria-label={label}
      title={label}
      onClick={() => onTable(!table)}
    >
      {table ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
    </Button>
  );
}
