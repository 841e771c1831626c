import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Tile } from "~/components/tile";
import type { LogFacets } from "~/db/log-types";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { outcomeFill, outcomes } from "./outcome";
import { type QueryField, queryOfUrl, withQuery } from "./query";

interface FacetsProps {
  facets: LogFacets;
  faces: Record<string, ProviderFace>;
}

/** Counts that follow the other filters; pressing one sets or takes back its filter. */
export function Facets({ facets, faces }: FacetsProps) {
  const { t } = useTranslation("requests");
  const known = outcomes.map((outcome) => ({
    value: outcome,
    count: facets.outcome.find((facet) => facet.value === outcome)?.count ?? 0,
  }));
  return (
    <>
      <Group title={t("facet.status")}>
        {known.map(({ value, count }) => (
          <Row
            key={value}
            field="status"
            value={value}
            count={count}
            mark={<span className={cn("size-2 shrink-0 rounded-full", outcomeFill[value])} />}
          >
            {t(`outcome.${value}`)}
          </Row>
        ))}
      </Group>
      <Group title={t("facet.provider")} empty={facets.provider.length === 0}>
        {facets.provider.map(({ value, count }) => {
          const face = faces[value];
          return (
            <Row
              key={value}
              field="provider"
              value={value}
              count={count}
              mark={face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
            >
              {face?.name ?? value}
            </Row>
          );
        })}
      </Group>
      <Group title={t("facet.model")} empty={facets.model.length === 0}>
        {facets.model.slice(0, 12).map(({ value, count }) => (
          <Row key={value} field="model" value={value} count={count}>
            <span className="font-mono">{value}</span>
          </Row>
        ))}
      </Group>
      <Group title={t("facet.key")} empty={facets.key.length === 0}>
        {facets.key.slice(0, 12).map(({ value, count, label }) => (
          <Row key={value} field="key" value={value} count={count}>
            {label}
          </Row>
        ))}
      </Group>
      {facets.partial ? <p className="px-4 py-3 text-2xs text-muted-foreground">{t("facet.partial")}</p> : null}
    </>
  );
}

function Group({ title, empty, children }: { title: string; empty?: boolean; children: ReactNode }) {
  if (empty) return null;
  return (
    <section className="border-b py-2 last:border-0">
      <h2 className="flex h-7 items-center px-4 text-xs font-medium">{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

interface RowProps {
  field: QueryField;
  value: string;
  count: number;
  mark?: ReactNode;
  children: ReactNode;
}

function Row({ field, value, count, mark, children }: RowProps) {
  const [parameters] = useSearchParams();
  const query = queryOfUrl(parameters);
  const on = query[field] === value;
  const next = withQuery(parameters, { ...query, [field]: on ? undefined : value });
  next.delete("cursor");
  return (
    <li>
      <Link
        to={`/admin/requests?${next}`}
        preventScrollReset
        aria-current={on ? "true" : undefined}
        className="flex h-7 items-center gap-2 px-4 text-xs hover:bg-accent/60 aria-[current=true]:bg-accent aria-[current=true]:font-medium pointer-coarse:h-11"
      >
        {mark}
        <span className="min-w-0 flex-1 truncate">{children}</span>
        {on ? <Check className="size-3 text-brand-text" aria-hidden /> : null}
        <span className="tnum text-2xs font-normal text-muted-foreground">{formatInteger(count)}</span>
      </Link>
    </li>
  );
}
