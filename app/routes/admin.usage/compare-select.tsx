import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useComingParameters } from "~/components/hooks/use-coming-parameters";
import { type Comparison, comparisons, readComparison, readUsageRange } from "./usage-period";

/** What the changes of the page are against; kept in the URL. */
export function CompareSelect() {
  const { t } = useTranslation("usage");
  const [, setParameters] = useSearchParams();
  const { parameters } = useComingParameters();
  const chosen = readComparison(parameters);
  const words = (comparison: Comparison) =>
    comparison === "previous" && !parameters.has("from")
      ? t(`compare.range.${readUsageRange(parameters)}`)
      : t(`compare.${comparison}`);
  return (
    // As the range on narrow screens: the select lies over what is seen of it.
    <span className="relative inline-flex h-8 items-center gap-1.5 rounded-md border border-input bg-card pl-2.5 pr-2 text-sm font-medium shadow-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring max-lg:hidden">
      <span aria-hidden className="whitespace-nowrap">
        {words(chosen)}
      </span>
      <ChevronDown className="size-3.5 text-muted-foreground" aria-hidden />
      <select
        value={chosen}
        aria-label={t("compare.label")}
        className="absolute inset-0 w-full cursor-pointer opacity-0"
        onChange={(event) => {
          const next = event.target.value;
          setParameters(
            (previous) => {
              const changed = new URLSearchParams(previous);
              if (next === "previous") changed.delete("compare");
              else changed.set("compare", next);
              return changed;
            },
            { preventScrollReset: true },
          );
        }}
      >
        {comparisons.map((comparison) => (
          <option key={comparison} value={comparison}>
            {words(comparison)}
          </option>
        ))}
      </select>
    </span>
  );
}
