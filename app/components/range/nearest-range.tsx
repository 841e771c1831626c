import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Button } from "~/components/ui/button";

/** Of a page that is empty in its range: leads to the shortest one with something in it. Null: there is none. */
export function NearestRange({ range }: { range: string | null }) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  if (range === null || (range === parameters.get("range") && !parameters.has("from"))) return null;
  const next = new URLSearchParams(parameters);
  for (const name of ["from", "to", "cursor"]) next.delete(name);
  next.set("range", range);
  const [amount, unit] = [Number.parseInt(range, 10), range.endsWith("h") ? "hours" : "days"] as const;
  return (
    <Button variant="outline" asChild>
      <Link to={`?${next}`}>{t(`range.nearest.${unit}`, { count: amount })}</Link>
    </Button>
  );
}
