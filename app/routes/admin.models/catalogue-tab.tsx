import { Boxes, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { useRoom } from "~/components/hooks/use-room";
import { NoMatch } from "~/components/no-match";
import { inOrder, readSort } from "~/components/sort";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { CatalogueModel } from "./catalogue.server";
import { ModelFilters, matchesFilter, withParameter } from "./filters";
import { ModelRows, ModelTable, modelColumns, modelValue } from "./model-table";

const pageSize = 50;

interface CatalogueTabProps {
  models: CatalogueModel[];
  faces: Record<string, ProviderFace>;
}

export function CatalogueTab({ models, faces }: CatalogueTabProps) {
  const { t } = useTranslation("models");
  const [parameters] = useSearchParams();
  const room = useRoom();
  if (models.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={Boxes}
          title={t("empty.title")}
          actions={
            <Button asChild>
              <Link to="/admin/providers">
                <Plus />
                {t("empty.providers")}
              </Link>
            </Button>
          }
        >
          {t("empty.help")}
        </EmptyState>
      </Card>
    );
  }
  const matching = inOrder(
    models.filter((model) => matchesFilter(model, parameters)),
    readSort(parameters.get("sort"), modelColumns),
    modelValue,
  );
  const pages = Math.max(1, Math.ceil(matching.length / pageSize));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(parameters.get("page"))) || 1));
  const shown = matching.slice((page - 1) * pageSize, page * pageSize);
  return (
    <>
      <ModelFilters models={models} faces={faces} />
      <Card className="overflow-clip">
        {shown.length === 0 ? (
          <NoMatch icon={Boxes} title={t("noMatch")} to="/admin/models" clear={t("clearFilters")} />
        ) : (
          <>
            {room === "cards" ? null : <ModelTable models={shown} faces={faces} />}
            {room === "tables" ? null : <ModelRows models={shown} faces={faces} />}
            <div className="flex h-10 items-center justify-between border-t px-4 text-xs text-muted-foreground">
              <span className="tnum">{t("shown", { shown: shown.length, count: matching.length })}</span>
              {pages > 1 ? (
                <nav aria-label={t("pages")} className="flex gap-1">
                  <PageLink to={page > 1 ? withParameter(parameters, "page", String(page - 1)) : null}>
                    {t("previous")}
                  </PageLink>
                  <PageLink to={page < pages ? withParameter(parameters, "page", String(page + 1)) : null}>
                    {t("next")}
                  </PageLink>
                </nav>
              ) : null}
            </div>
          </>
        )}
      </Card>
    </>
  );
}

function PageLink({ to, children }: { to: string | null; children: string }) {
  if (to === null) return <span className="inline-flex h-7 items-center px-2.5">{children}</span>;
  return (
    <Button variant="ghost" size="sm" className="text-foreground" asChild>
      <Link to={to}>{children}</Link>
    </Button>
  );
}
