import { Check, ChevronDown } from "lucide-react";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useAfterPaint } from "~/components/hooks/use-after-paint";
import { useComingParameters } from "~/components/hooks/use-coming-parameters";
import { useFollow } from "~/components/hooks/use-follow";
import { Tile } from "~/components/tile";
import { type Facet, type FacetField, facetFields, type LogFacets } from "~/db/log/log-types";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { outcomeFill, outcomes } from "./outcome";
import { queryOfUrl, valuesOf, withQuery, withToggled } from "./query";

interface FacetsProps {
  facets: LogFacets;
  faces: Record<string, ProviderFace>;
}

/** Facets whose values are known: they are listed also where nothing has them. */
const known: Partial<Record<FacetField, readonly string[]>> = {
  status: outcomes,
  tried: ["first", "failover", "failed"],
};
/** Have an order of their own, however many they are. */
const cacheOrder = ["exact", "semantic", "miss"];
const mostShown = 12;

/** Where the facets lead from here: one value added to the filter, or taken out. */
function addressWith(parameters: URLSearchParams, field: FacetField, value: string): string {
  const next = withQuery(parameters, withToggled(queryOfUrl(parameters), field, value));
  next.delete("cursor");
  return `/admin/requests?${next}`;
}

/**
 * Counts that follow the other filters; a value is pressed to add it to the filter, and again to take it out. A press shows at
 * once, and only in its own row: the other rows' addresses follow once the requests are painted.
 */
export const Facets = memo(({ facets, faces }: FacetsProps) => {
  const { t } = useTranslation("requests");
  const { parameters } = useComingParameters();
  const [current] = useSearchParams();
  const settled = useAfterPaint(current);
  const follow = useFollow(({ dataset: { facet, value } }) =>
    addressWith(parameters, facetFields.find((field) => field === facet) ?? "status", value ?? ""),
  );
  const query = queryOfUrl(parameters);
  const hrefOf = useMemo(() => {
    const known = new Map<string, string>();
    return (field: FacetField, value: string) => {
      const key = `${field} ${value}`;
      const href = known.get(key) ?? addressWith(settled, field, value);
      known.set(key, href);
      return href;
    };
  }, [settled]);
  return (
    <>
      {facetFields.map((field) => {
        const chosen = valuesOf(query, field);
        const rows = rowsOf(field, facets[field], chosen);
        if (rows.length === 0) return null;
        return (
          <details key={field} open className="group border-b pb-2 pt-0.5 last:border-0">
            <summary className="flex h-8 cursor-pointer list-none items-center justify-between px-4 text-xs font-medium [&::-webkit-details-marker]:hidden">
              <h2>{t(`facet.${field}`)}</h2>
              <ChevronDown className="size-3.5 text-muted-foreground group-[:not([open])]:-rotate-90" aria-hidden />
            </summary>
            <ul>
              {rows.map(({ value, count, label }) => (
                <Row
                  key={value}
                  field={field}
                  value={value}
                  label={label}
                  face={field === "provider" ? faces[value] : undefined}
                  href={hrefOf(field, value)}
                  follow={follow}
                  count={count}
                  on={chosen.includes(value)}
                />
              ))}
            </ul>
          </details>
        );
      })}
      {facets.partial ? <p className="px-4 py-3 text-2xs text-muted-foreground">{t("facet.partial")}</p> : null}
    </>
  );
});

const cachePlace = (value: string) => (cacheOrder.indexOf(value) + cacheOrder.length + 1) % (cacheOrder.length + 1);

/** What was counted, with the values that are always listed or are chosen. A class, a code or a pattern is none that was counted. */
function rowsOf(field: FacetField, counted: (Facet & { label?: string })[], chosen: string[]) {
  const always = known[field];
  const listed = always
    ? always.map((value) => counted.find((facet) => facet.value === value) ?? { value, count: 0, label: undefined })
    : field === "cache"
      ? counted.toSorted((a, b) => cachePlace(a.value) - cachePlace(b.value))
      : counted.slice(0, mostShown);
  const missing = chosen.filter((value) => !listed.some((facet) => facet.value === value));
  return [
    ...listed.map((facet) => ({ label: undefined, ...facet })),
    ...missing.map(
      (value) => counted.find((facet) => facet.value === value) ?? { value, count: null, label: undefined },
    ),
  ];
}

interface ValueProps {
  field: FacetField;
  value: string;
  label: string | undefined;
  /** Of the provider that it is. */
  face: ProviderFace | undefined;
}

function Value({ field, value, label, face }: ValueProps) {
  const { t } = useTranslation("requests");
  const outcome = outcomes.find((each) => field === "status" && each === value);
  if (outcome) {
    return (
      <>
        <span className={cn("size-2 shrink-0 rounded-full", outcomeFill[outcome])} />
        <span className="truncate">{t(`outcome.${outcome}`)}</span>
      </>
    );
  }
  if (face) {
    return (
      <>
        <Tile mark={face.mark} hue={face.hue} size={16} />
        <span className="truncate">{face.name}</span>
      </>
    );
  }
  if (field === "tried" || field === "cache" || field === "stream") {
    return (
      <span className="truncate">
        {t(`facetValue.${field}.${value}` as "facetValue.tried.first", { defaultValue: value })}
      </span>
    );
  }
  return <span className={cn("truncate", field !== "key" && "font-mono")}>{label ?? value}</span>;
}

interface RowProps extends ValueProps {
  href: string;
  follow: ReturnType<typeof useFollow>;
  /** Null where it is not known. */
  count: number | null;
  on: boolean;
}

const Row = memo(({ href, follow, count, on, ...value }: RowProps) => (
  <li>
    <a
      href={href}
      onClick={follow}
      data-facet={value.field}
      data-value={value.value}
      aria-current={on ? "true" : undefined}
      className="facet"
    >
      <span aria-hidden>{on ? <Check className="size-2.5" strokeWidth={3} /> : null}</span>
      <span>
        <Value {...value} />
      </span>
      <span>{formatInteger(count)}</span>
    </a>
  </li>
));
