import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { Button } from "~/components/ui/button";
import { withQuery } from "./query";

export function NoRequests({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation("requests");
  const [parameters] = useSearchParams();
  const wider = new URLSearchParams(parameters);
  for (const name of ["from", "to"]) wider.delete(name);
  wider.set("range", "30d");
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
          {parameters.get("range") === "30d" ? null : (
            <Button variant="outline" asChild>
              <Link to={`/admin/requests?${wider}`}>{t("empty.wider")}</Link>
            </Button>
          )}
        </>
      }
    >
      {t(filtered ? "empty.filteredHelp" : "empty.help")}
    </EmptyState>
  );
}
