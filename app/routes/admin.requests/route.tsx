import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, type ShouldRevalidateFunctionArgs, useSearchParams } from "react-router";
import { LiveDot } from "~/components/live-dot";
import { Page } from "~/components/page";
import { RangePicker } from "~/components/range-picker";
import { Button } from "~/components/ui/button";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { Switch } from "~/components/ui/switch";
import { platformContext } from "~/context";
import { logHistogram } from "~/db/log-histogram.server";
import { listLogs, logFacets } from "~/db/logs.server";
import { providerFaces } from "~/routes/provider-faces.server";
import type { Route } from "./+types/route";
import { ExportMenu } from "./export-menu";
import { Facets } from "./facets";
import { filterOfUrl } from "./filter.server";
import { Histogram } from "./histogram";
import { filterKey, hasFilter } from "./query";
import { QueryField } from "./query-field";
import { RequestList } from "./request-list";
import { useLiveLog } from "./use-live-log";

/** `rows=only` answers a page of rows without the counts: further pages and the live tail. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const now = Date.now();
  const filter = filterOfUrl(url.searchParams, now);
  const rowsOnly = url.searchParams.get("rows") === "only";
  const [page, facets, histogram, faces] = await Promise.all([
    listLogs(platform.database, filter),
    rowsOnly ? null : logFacets(platform.database, { ...filter, cursor: undefined }),
    rowsOnly ? null : logHistogram(platform.database, { ...filter, to: filter.to ?? now }),
    providerFaces(platform),
  ]);
  return { page, facets, histogram, faces };
}

export type RequestsData = Awaited<ReturnType<typeof loader>>;

/** Opening and closing a row's sheet leaves the list as it is. */
export function shouldRevalidate({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return currentUrl.pathname !== nextUrl.pathname && currentUrl.search === nextUrl.search
    ? false
    : defaultShouldRevalidate;
}

export default function Requests({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("requests");
  const [parameters] = useSearchParams();
  const [filtersOpen, setFiltersOpen] = useState(false);
  const log = useLiveLog(loaderData, parameters);
  const facets = loaderData.facets ? <Facets facets={loaderData.facets} faces={loaderData.faces} /> : null;
  const live = (
    <span className="flex items-center gap-2">
      <LiveDot state={log.state} />
      <Switch checked={log.live} onCheckedChange={log.setLive} disabled={!log.canBeLive} aria-label={t("liveTail")} />
    </span>
  );
  return (
    <Page
      title={t("title")}
      flush
      actions={
        <>
          {live}
          <RangePicker />
          <ExportMenu />
        </>
      }
      mobileActions={
        <>
          {live}
          <RangePicker />
          <ExportMenu />
        </>
      }
    >
      <div className="flex">
        <aside
          aria-label={t("filters")}
          className="scroll-thin sticky top-[52px] h-[calc(100dvh-52px)] w-[206px] shrink-0 self-start overflow-y-auto border-r max-2xl:hidden"
        >
          {facets}
        </aside>
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2 border-b px-4 py-2.5">
            <QueryField key={filterKey(parameters)} faces={loaderData.faces} />
            <Button
              variant="outline"
              size="icon"
              className="2xl:hidden"
              aria-label={t("filters")}
              onClick={() => setFiltersOpen(true)}
            >
              <SlidersHorizontal />
            </Button>
          </div>
          {loaderData.histogram ? <Histogram histogram={loaderData.histogram} /> : null}
          <RequestList log={log} faces={loaderData.faces} filtered={hasFilter(parameters)} />
        </div>
      </div>
      <Sheet open={filtersOpen} onOpenChange={setFiltersOpen}>
        <SheetContent title={t("filters")} className="md:w-[320px]">
          <div className="scroll-thin overflow-y-auto py-2">{facets}</div>
          <div className="border-t p-3">
            <Button className="w-full" onClick={() => setFiltersOpen(false)}>
              {t("showRequests")}
            </Button>
          </div>
        </SheetContent>
      </Sheet>
      <Outlet
        context={{ ids: log.rows.map((row) => row.requestId), faces: loaderData.faces } satisfies RequestsContext}
      />
    </Page>
  );
}

/** What the sheet of one request needs of the list behind it. */
export interface RequestsContext {
  ids: string[];
  faces: RequestsData["faces"];
}
