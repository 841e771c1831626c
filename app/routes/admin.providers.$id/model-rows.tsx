import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CapabilityIcons } from "~/components/capability-icons";
import { useFigures } from "~/components/figures";
import type { ModelEntry } from "~/gateway/config/config";
import { formatContext, formatInteger } from "~/lib/format";
import type { KnownModel } from "./known-models.server";
import { outputPrice } from "./model-order";
import { OfferSwitch } from "./offer-switch";

export interface ModelRowsProps {
  entries: ModelEntry[];
  known: Record<string, KnownModel>;
  served: Record<string, number>;
  providerId: string;
  /** The address of an entry's dialog. */
  to: (name: "model", value: string) => string;
}

/** The table's rows on a phone: what the operator does not say comes from the catalogue. */
export function ModelRows({ entries, known, served, providerId, to }: ModelRowsProps) {
  const { t } = useTranslation("providers");
  const { formatPrice } = useFigures();
  return (
    <ul className="divide-y border-t lg:hidden">
      {entries.map((entry) => {
        const pricing = entry.pricing ?? known[entry.id]?.pricing;
        return (
          <li key={entry.id} className="relative px-4 py-2.5">
            <div className="flex items-center gap-3">
              <Link
                to={to("model", entry.id)}
                preventScrollReset
                aria-label={t("models.edit", { model: entry.id })}
                className="min-w-0 flex-1 truncate font-mono text-xs font-medium after:absolute after:inset-0"
              >
                {entry.id}
              </Link>
              <CapabilityIcons capabilities={entry.capabilities ?? known[entry.id]?.capabilities ?? []} />
              <span className="relative flex">
                <OfferSwitch entry={entry} providerId={providerId} />
              </span>
            </div>
            {entry.upstream && entry.upstream !== entry.id ? (
              <div className="truncate font-mono text-2xs text-muted-foreground">{entry.upstream}</div>
            ) : null}
            <div className="tnum mt-1 flex gap-3 text-xs text-muted-foreground">
              <span>
                {formatPrice(pricing?.input)} · {formatPrice(outputPrice(entry, known[entry.id]))}
              </span>
              <span>{formatContext(entry.contextLength ?? known[entry.id]?.contextLength)}</span>
              <span className="ml-auto">{t("models.requests", { total: formatInteger(served[entry.id] ?? 0) })}</span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
