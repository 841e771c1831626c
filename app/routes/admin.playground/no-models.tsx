import { Server } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { Button } from "~/components/ui/button";

/** Nothing to ask: no provider lists a model. */
export function NoModels() {
  const { t } = useTranslation("playground");
  return (
    <EmptyState
      icon={Server}
      title={t("empty.noModels")}
      actions={
        <Button asChild>
          <Link to="/admin/providers/new">{t("empty.addProvider")}</Link>
        </Button>
      }
    >
      {t("empty.noModelsHelp")}
    </EmptyState>
  );
}
