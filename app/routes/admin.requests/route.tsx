import { SlidersHorizontal } from "lucide-react";
import { memo, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, type ShouldRevalidateFunctionArgs, useSearchParams } from "react-router";
import { CardProblem } from "~/components/card-problem";
import { Coming } from "~/components/coming";
import { useShortcut } from "~/components/hooks/use-shortcuts";
import { useLate } from "~/components/late";
import { LiveDot } from "~/components/live-dot";
import { Page } from "~/components/page";
import { RangePicker } from "~/components/range/range-picker";
import { Button } from "~/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { Switch } from "~/components/ui/switch";
import { platformContext } from "~/context";
import { logFacets } from "~/db/log/log-facets.server";
import { logHistogram } from "~/db/log/log-histogram.server";
import { providerFaces } from "~/routes/provider-faces.server";
import { afterwards, soon } from "~/routes/soon.server";
import type { Route } from "./+types/route";
import { ColumnsMenu } from "./columns-menu";
import { ExportMenu } from "./export-menu";
import { Facets } from "./facets";
import { filterOfUrl } from "./filter.server";
import { firstPage } from "./first-page.server";
import { Histogram } from "./histogram";
import { FacetsSkeleton, HistogramSkeleton, ListSkeleton } from "./list-skeleton";
import { filterKey, hasFilter } from "./query";
import { QueryField } from "./query-field";
import { RequestList } from "./request-list";
import { useLiveLog } from "./use-live-log";

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const { database } = platform;
  const now = Date.now();
  const filter = filterOfUrl(url.searchParams, now);
  const readFacets = () => logFacets(database, { ...filter, cursor: undefined });
  const readHistogram = () => logHistogram(database, { ...filter, to: filter.to ?? now });
  const list = soon(firstPage(database, filter, now));
  // A script that asks for another filter keeps the old counts until the new ones are there, and shows the rows at once.
  if (request.headers.get("sec-fetch-dest") === "empty") {
    const [page, faces] = await Promise.all([list, providerFaces(platform)]);
    return { page: page.late, facets: afterwards(readFacets), histogram: afterwards(readHistogram), faces };
  }
  const [page, facets, histogram, faces] = await Promise.all([
    list,
    soon(readFacets()),
    soon(readHistogram()),
    providerFaces(platform),
  ]);
  return { page: page.late, facets: facets.late, histogram: histogram.late, faces };
}

/** Opening and closing a row's sheet leaves the list as it is. */
export function shouldRevalidate({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return currentUrl.pathname !== nextUrl.pathname && currentUrl.search === nextUrl.search
    ? false
    : defaultShouldRevalidate;
}

export default function Requests({ loaderData, params }: Route.ComponentProps) {
  const [parameters] = useSearchParams();
  return <RequestsPage data={loaderData} parameters={parameters} openId={(params as { id?: string }).id} />;
}

interface RequestsPageProps {
  data: Route.ComponentProps["loaderData"];
  parameters: URLSearchParams;
  openId: string | undefined;
}

/** Drawn for new data and another address, not for every step on the way there. */
const RequestsPage = memo(({ data, parameters, openId }: RequestsPageProps) => {
  const { t } = useTranslation("requests");
  const [filtersOpen, setFiltersOpen] = useState(false);
  const { faces } = data;
  const search = parameters.size === 0 ? "" : `?${parameters}`;
  const page = useLate(data.page);
  const counted = useLate(data.facets);
  const histogram = useLate(data.histogram);
  const log = useLiveLog(page.value, parameters);
  const setPeriod = useSetPeriod();
  useShortcut("l", () => {
    if (log.canBeLive) log.setLive(!log.live);
  });
  const facets = counted.failed ? (
    <CardProblem />
  ) : counted.value ? (
    <Facets facets={counted.value} faces={faces} />
  ) : (
    <FacetsSkeleton />
  );
  const liveSwitch = (label?: string) => (
    <span className="flex items-center gap-2">
      <LiveDot state={log.state} live={label} {...(log.resume ? { onResume: log.resume } : {})} />
      <Switch checked={log.live} onCheckedChange={log.setLive} disabled={!log.canBeLive} aria-label={t("liveTail")} />
    </span>
  );
  const rangeAndExport = (
    <>
      <RangePicker />
      <ExportMenu />
    </>
  );
  return (
    <Page
      title={t("title")}
      flush
      actions={
        <>
          {liveSwitch(t("liveTail"))}
          {rangeAndExport}
        </>
      }
      mobileActions={liveSwitch()}
      busy={page.pending && page.value !== null}
    >
      <div className="flex">
        <aside
          aria-label={t("filters")}
          className="scroll-thin sticky top-[52px] h-[calc(100dvh-52px)] w-[206px] shrink-0 self-start overflow-y-auto border-r max-2xl:hidden"
        >
          {facets}
        </aside>
        <Coming className="min-w-0 flex-1">
          <div className="flex items-center gap-2 border-b px-4 py-2.5">
            <QueryField key={filterKey(parameters)} facets={counted.value} />
            <ColumnsMenu />
            <Popover>
              <PopoverTrigger asChild>
                <Button variant="outline" size="icon" className="max-lg:hidden 2xl:hidden" aria-label={t("filters")}>
                  <SlidersHorizontal />
                </Button>
              </PopoverTrigger>
              <PopoverContent
                align="end"
                aria-label={t("filters")}
                className="scroll-thin max-h-[70dvh] w-[260px] overflow-y-auto"
              >
                {facets}
              </PopoverContent>
            </Popover>
            <Button
              variant="outline"
              size="icon"
              className="lg:hidden"
              aria-label={t("filters")}
              onClick={() => setFiltersOpen(true)}
            >
              <SlidersHorizontal />
            </Button>
          </div>
          {histogram.failed ? (
            <CardProblem />
          ) : histogram.value ? (
            <Histogram histogram={histogram.value} zoomed={parameters.has("from")} setPeriod={setPeriod} />
          ) : (
            <HistogramSkeleton />
          )}
          {page.failed ? (
            <CardProblem />
          ) : page.value ? (
            <RequestList
              log={log}
              faces={faces}
              filtered={hasFilter(parameters)}
              nearest={page.value.nearest}
              search={search}
              openId={openId}
            />
          ) : (
            <ListSkeleton />
          )}
        </Coming>
      </div>
      <Sheet open={filtersOpen} onOpenChange={setFiltersOpen}>
        <SheetContent title={t("filters")} className="md:w-[320px]">
          <div className="flex items-center gap-2 border-b px-4 py-3">{rangeAndExport}</div>
          <div className="scroll-thin overflow-y-auto py-2">{facets}</div>
          <div className="border-t p-3">
            <Button className="w-full" onClick={() => setFiltersOpen(false)}>
              {t("showRequests")}
            </Button>
          </div>
        </SheetContent>
      </Sheet>
      <Outlet context={{ ids: log.rows.map((row) => row.requestId), faces } satisfies RequestsContext} />
    </Page>
  );
});

/** Sets the time of the page. */
function useSetPeriod() {
  const [, setParameters] = useSearchParams();
  const latest = useRef(setParameters);
  latest.current = setParameters;
  return useCallback((period: { from: number; to: number } | null) => {
    latest.current(
      (previous) => {
        const next = new URLSearchParams(previous);
        for (const name of ["from", "to", "cursor"]) next.delete(name);
        for (const [name, at] of Object.entries(period ?? {})) next.set(name, new Date(at).toISOString());
        return next;
      },
      { preventScrollReset: true },
    );
  }, []);
}

/** What the sheet of one request needs of the list behind it. */
export interface RequestsContext {
  ids: string[];
  faces: Route.ComponentProps["loaderData"]["faces"];
}
