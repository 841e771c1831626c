import { useTranslation } from "react-i18next";
import { CapabilityIcons } from "~/components/capability-icons";
import type { ModelEntry } from "~/gateway/config";
import { formatContext, formatInteger, formatPrice } from "~/lib/format";
import type { KnownModel } from "./known-models.server";
import { OfferSwitch } from "./offer-switch";

interface ModelRowsProps {
  entries: ModelEntry[];
  known: Record<string, KnownModel>;
  served: Record<string, number>;
  providerId: string;
  onEdit: (entry: ModelEntry) => void;
}

/** The table's rows on a phone: what the operator does not say comes from the catalogue. */
export function ModelRows({ entries, known, served, providerId, onEdit }: ModelRowsProps) {
  const { t } = useTranslation("providers");
  return (
    <ul className="divide-y border-t lg:hidden">
      {entries.map((entry) => {
        const pricing = entry.pricing ?? known[entry.id]?.pricing;
        return (
          <li key={entry.id} className="relative px-4 py-2.5">
            <div className="flex items-center gap-3">
              <button
                type="button"
                aria-label={t("models.edit", { model: entry.id })}
                onClick={() => onEdit(entry)}
                className="min-w-0 flex-1 truncate text-left font-mono text-xs font-medium after:absolute after:inset-0"
              >
                {entry.id}
              </button>
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
                {formatPrice(pricing?.input)} · {formatPrice(pricing?.output)}
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
