import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { CapabilityIcons } from "~/components/capability-icons";
import { useFigures } from "~/components/figures";
import { readSort } from "~/components/sort";
import { SortHead } from "~/components/sort-head";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/class-names";
import type { Figures } from "~/lib/figure-style";
import { formatContext, formatDuration, formatInteger, formatPercent, unknown } from "~/lib/format";
import { rateTone } from "~/lib/rate-tone";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { CatalogueModel } from "./catalogue.server";
import { withParameter } from "./filters";
import { Offered } from "./offered";
import { OfferedSwitch } from "./offered-switch";
import { ServedBy } from "./served-by";

interface ModelTableProps {
  models: CatalogueModel[];
  faces: Record<string, ProviderFace>;
}

const figureColumns = ["context", "input", "output", "success", "firstToken", "requests"] as const;
export const modelColumns = ["model", ...figureColumns] as const;
/** As the catalogue comes. */
const usualOrder = { column: "requests", descending: true } as const;

/** What rows are ordered by. */
export function modelValue(model: CatalogueModel, column: (typeof modelColumns)[number]): number | string | null {
  if (column === "model") return model.id;
  if (column === "context") return model.contextLength;
  if (column === "input") return model.pricing?.input ?? null;
  if (column === "output") return hasNoOutput(model) ? null : (model.pricing?.output ?? null);
  if (column === "success") return model.successRate;
  return column === "firstToken" ? model.firstTokenMs : model.requests;
}

export function ModelTable({ models, faces }: ModelTableProps) {
  const { formatPrice } = useFigures();
  const { t } = useTranslation("models");
  const [parameters] = useSearchParams();
  const sort = readSort(parameters.get("sort"), modelColumns) ?? usualOrder;
  const dash = <span className="text-muted-foreground">{unknown}</span>;
  return (
    <div className="max-lg:hidden">
      <Table>
        <TableHeader>
          <TableRow>
            <SortHead column="model" active={sort}>
              {t("column.model")}
            </SortHead>
            <TableHead>{t("column.servedBy")}</TableHead>
            <TableHead className="max-xl:hidden">{t("column.capabilities")}</TableHead>
            {figureColumns.map((column) => (
              <SortHead key={column} column={column} active={sort} numeric>
                {t(`column.${column}`)}
              </SortHead>
            ))}
            <TableHead>
              <span className="sr-only">{t("column.offered")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {models.map((model) => (
            <TableRow key={model.id} className={cn("relative", !model.offered && "text-muted-foreground")}>
              <TableCell className="max-w-[300px]">
                <span className="flex items-baseline gap-2">
                  <Link
                    to={withParameter(parameters, "model", model.id)}
                    preventScrollReset
                    title={model.id}
                    data-row-id={model.id}
                    className="truncate font-mono text-xs font-medium after:absolute after:inset-0"
                  >
                    {model.id}
                  </Link>
                  {model.maker ? <span className="shrink-0 text-xs text-muted-foreground">{model.maker}</span> : null}
                </span>
              </TableCell>
              <TableCell>
                <ServedBy servers={model.servers} faces={faces} />
              </TableCell>
              <TableCell className="max-xl:hidden">
                {model.capabilities.length === 0 ? dash : <CapabilityIcons capabilities={model.capabilities} />}
              </TableCell>
              <TableCell className="tnum text-right">{formatContext(model.contextLength)}</TableCell>
              <TableCell className="tnum text-right">{formatPrice(model.pricing?.input)}</TableCell>
              <TableCell className="tnum text-right">{outputPrice(model, formatPrice)}</TableCell>
              <TableCell className={cn("tnum text-right", rateTone(model.successRate))}>
                {formatPercent(model.successRate)}
              </TableCell>
              <TableCell className="tnum text-right">{formatDuration(model.firstTokenMs)}</TableCell>
              <TableCell className="tnum text-right">{formatInteger(model.requests)}</TableCell>
              <TableCell className="relative w-0">
                <OfferedSwitch model={model} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** The table's rows on a phone. */
export function ModelRows({ models, faces }: ModelTableProps) {
  const { formatPrice } = useFigures();
  const { t } = useTranslation("models");
  const [parameters] = useSearchParams();
  return (
    <ul className="divide-y lg:hidden">
      {models.map((model) => (
        <li key={model.id} className="relative px-3 py-2.5">
          <div className="flex items-center gap-3">
            <Link
              to={withParameter(parameters, "model", model.id)}
              preventScrollReset
              data-row-id={model.id}
              className="min-w-0 flex-1 truncate font-mono text-xs font-medium after:absolute after:inset-0"
            >
              {model.id}
            </Link>
            <Offered model={model} />
            <span className="relative flex">
              <OfferedSwitch model={model} />
            </span>
          </div>
          <div className="mt-1.5 flex items-center gap-3">
            <ServedBy servers={model.servers} faces={faces} />
            <span className="tnum ml-auto shrink-0 text-xs text-muted-foreground">
              {formatPrice(model.pricing?.input)} · {outputPrice(model, formatPrice)}
            </span>
          </div>
          <div className="tnum mt-1 text-xs text-muted-foreground">
            {t("rowRequests", { count: model.requests, total: formatInteger(model.requests) })} ·{" "}
            <span className={rateTone(model.successRate)}>{formatPercent(model.successRate)}</span> ·{" "}
            {formatDuration(model.firstTokenMs)}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What puts out no tokens has no price for them. */
const outputPrice = (model: CatalogueModel, formatPrice: Figures["formatPrice"]): string =>
  hasNoOutput(model) ? unknown : formatPrice(model.pricing?.output);

const hasNoOutput = ({ pricing, capabilities }: CatalogueModel): boolean =>
  pricing?.output === 0 && capabilities.length === 1 && capabilities[0] === "embeddings";
