import { useTranslation } from "react-i18next";
import { TableCell } from "~/components/ui/table";

interface KnownCellProps {
  /** What the operator says. */
  own: number | undefined;
  /** What the catalogue says. */
  known: number | null | undefined;
  format(value: number | null | undefined): string;
}

/** The operator's figure, or the catalogue's in grey. */
export function KnownCell({ own, known, format }: KnownCellProps) {
  const { t } = useTranslation("providers");
  if (own !== undefined || known == null) return <TableCell className="tnum text-right">{format(own)}</TableCell>;
  return (
    <TableCell className="tnum text-right text-muted-foreground" title={t("models.fromCatalogue")}>
      {format(known)}
    </TableCell>
  );
}
