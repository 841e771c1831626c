import { BadgeDollarSign, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useNow } from "~/components/environment";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { tabClassName } from "~/components/ui/tabs";
import { platformContext } from "~/context";
import { formatDay } from "~/lib/format-time";
import { keepInput } from "~/routes/keep-input";
import { exceptForSearch } from "../revalidation";
import type { Route } from "./+types/route";
import { writeCatalogue } from "./actions.server";
import { AliasTable } from "./alias-table";
import { type CatalogueModel, readCatalogue } from "./catalogue.server";
import { CatalogueTab } from "./catalogue-tab";
import { matchesFilter, withParameter } from "./filters";
import { ModelPanel } from "./model-panel";
import { PriceDialog } from "./price-dialog";
import { NoRoutes, RouteCards } from "./route-cards";

export const action = (args: Route.ActionArgs) => writeCatalogue(args);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());
export const loader = ({ context }: Route.LoaderArgs) => readCatalogue(context.get(platformContext), Date.now());

/** Tabs, filters and the panel live in the URL and need nothing new. */
export const shouldRevalidate = exceptForSearch;

const tabs = ["catalogue", "routes", "aliases"] as const;

export default function Models({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("models");
  const { i18n } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const [pricing, setPricing] = useState(false);
  const now = useNow();
  const { models, routes, aliases, faces, partial } = loaderData;
  const tab = tabs.find((each) => each === parameters.get("tab")) ?? "catalogue";
  const counts = { catalogue: models.length, routes: routes.length, aliases: aliases.length };
  const opened = models.find((model) => model.id === parameters.get("model"));
  const closePanel = useCallback(
    () =>
      setParameters(
        (previous) => {
          const next = new URLSearchParams(previous);
          next.delete("model");
          return next;
        },
        { preventScrollReset: true },
      ),
    [setParameters],
  );
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <Button variant="outline" className="max-lg:hidden" onClick={() => setPricing(true)}>
            {t("prices.open")}
          </Button>
          <Button
            variant="outline"
            size="icon"
            className="lg:hidden"
            aria-label={t("prices.open")}
            onClick={() => setPricing(true)}
          >
            <BadgeDollarSign />
          </Button>
          <Button asChild>
            <Link to="/admin/models/routes/new" data-shortcut="new">
              <Plus />
              <span className="max-lg:hidden">{t("new")}</span>
              <span className="lg:hidden">{t("newShort")}</span>
            </Link>
          </Button>
        </>
      }
      tabs={
        <nav aria-label={t("title")} className="no-scrollbar flex items-center gap-5 overflow-x-auto">
          {tabs.map((name) => (
            <Link
              key={name}
              to={name === "catalogue" ? "/admin/models" : `/admin/models?tab=${name}`}
              preventScrollReset
              aria-current={name === tab ? "page" : undefined}
              className={tabClassName}
            >
              {t(`tab.${name}`)}
              <span className="tnum text-2xs font-normal text-muted-foreground">{counts[name]}</span>
            </Link>
          ))}
        </nav>
      }
    >
      <div className="space-y-4">
        {tab === "catalogue" ? (
          <>
            {routes.length === 0 ? <NoRoutes compact /> : <RouteCards routes={routes.slice(0, 4)} partial={partial} />}
            <CatalogueTab models={models} faces={faces} />
          </>
        ) : null}
        {tab === "routes" ? (
          routes.length === 0 ? (
            <NoRoutes />
          ) : (
            <RouteCards routes={routes} partial={partial} />
          )
        ) : null}
        {tab === "aliases" ? <AliasTable aliases={aliases} faces={faces} /> : null}
      </div>
      {pricing ? (
        <PriceDialog
          prices={loaderData.prices}
          updated={formatDay(loaderData.priceListOf, now, i18n.language, "UTC")}
          faces={faces}
          onClose={() => setPricing(false)}
        />
      ) : null}
      {opened ? (
        <ModelPanel
          model={opened}
          faces={faces}
          previous={neighbour(models, opened, -1, parameters)}
          next={neighbour(models, opened, 1, parameters)}
          onClose={closePanel}
        />
      ) : null}
    </Page>
  );
}

/** The address of the panel before or after this one's, in the list as it is filtered. */
function neighbour(models: CatalogueModel[], of: CatalogueModel, step: 1 | -1, parameters: URLSearchParams) {
  const listed = models.filter((model) => model === of || matchesFilter(model, parameters));
  const found = listed[listed.indexOf(of) + step];
  return found ? withParameter(parameters, "model", found.id) : null;
}
