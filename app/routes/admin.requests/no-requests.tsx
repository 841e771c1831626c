import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { NearestRange } from "~/components/range/nearest-range";
import { Button } from "~/components/ui/button";
import { withQuery } from "./query";

/** `nearest`: the shortest range in which something matches. */
export function NoRequests({ filtered, nearest }: { filtered: boolean; nearest: string | null }) {
  const { t } = useTranslation("requests");
  const [parameters] = useSearchParams();
  return (
    <EmptyState
      icon={ScrollText}
      title={t(filtered ? "empty.filtered" : "empty.title")}
      actions={
        <>
          {filtered ? (
            <Button variant="outline" asChild>
              <Link to={`/admin/requests?${withQuery(parameters, { text: "" })}`}>{t("clearFilters")}</Link>
            </Button>
          ) : (
            <Button asChild>
              <Link to="/admin/playground">{t("empty.playground")}</Link>
            </Button>
          )}
          <NearestRange range={nearest} />
        </>
      }
    >
      {t(filtered ? "empty.filteredHelp" : "empty.help")}
    </EmptyState>
  );
}
