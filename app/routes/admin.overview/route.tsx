import { RefreshCw } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useRevalidator } from "react-router";
import { CardProblem } from "~/components/card-problem";
import { Coming } from "~/components/coming";
import { useLive } from "~/components/hooks/use-live";
import { Late } from "~/components/late";
import { LiveDot } from "~/components/live-dot";
import { Page } from "~/components/page";
import { RangePicker } from "~/components/range/range-picker";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { platformContext } from "~/context";
import { everAnswered } from "~/db/usage/traffic.server";
import { readPreferences } from "~/lib/preferences";
import type { TimeRange } from "~/lib/time-range";
import type { Route } from "./+types/route";
import { ErrorsCard } from "./errors-card";
import { FirstRun } from "./first-run";
import { HealthCard } from "./health-card";
import { Kpis } from "./kpis";
import { type OverviewData, readOverview } from "./overview-data.server";
import { readSetup } from "./setup-state.server";
import { ErrorsSkeleton, HealthSkeleton, KpisSkeleton, SpendSkeleton, TrafficSkeleton } from "./skeletons";
import { SpendCard } from "./spend-card";
import { TrafficCard } from "./traffic-card";

export async function loader({ request, url, context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const preferences = readPreferences(request.headers.get("cookie"));
  const asked = url.searchParams.has("setup");
  if (asked || (preferences.checklist === "shown" && !(await everAnswered(platform.database)))) {
    return { setup: await readSetup(platform), overview: null };
  }
  const overview = await readOverview(platform, url.searchParams, preferences.timeZone ?? "UTC");
  return { setup: null, overview };
}

export default function OverviewRoute({ loaderData }: Route.ComponentProps) {
  if (loaderData.setup) return <FirstRun initial={loaderData.setup} />;
  return <OverviewPage data={loaderData.overview} />;
}

/** Long ranges move slowly and cost more to read. */
const liveEveryMs: Record<TimeRange, number> = {
  "1h": 10_000,
  "6h": 10_000,
  "24h": 10_000,
  "7d": 60_000,
  "30d": 300_000,
};

/** Drawn for new data, not for every step of a navigation. */
const OverviewPage = memo(({ data }: { data: OverviewData }) => {
  const { t } = useTranslation(["overview", "common"]);
  const { revalidate, state } = useRevalidator();
  const live = useLive(liveEveryMs[data.range]);
  const columns = "grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,1.72fr)_minmax(0,1fr)]";
  return (
    <Page
      title={t("common:nav.overview")}
      actions={
        <>
          {/* Nothing is live before it is there. */}
          <Late of={data.figures} fallback={null} problem={null}>
            {() => <LiveDot state={live.state} onResume={live.resume} className="mr-1" />}
          </Late>
          <RangePicker />
          <Button
            variant="outline"
            size="icon"
            aria-label={t("refresh")}
            title={t("refresh")}
            onClick={() => void revalidate()}
          >
            <RefreshCw
              className={state === "loading" ? "animate-spin motion-reduce:animate-none" : undefined}
              aria-hidden
            />
          </Button>
        </>
      }
      mobileActions={
        <>
          <Late of={data.figures} fallback={null} problem={null}>
            {() => <LiveDot state={live.state} onResume={live.resume} bare className="mr-1 max-[359px]:hidden" />}
          </Late>
          <RangePicker />
        </>
      }
    >
      <Coming className="space-y-4">
        <Late
          of={data.figures}
          fallback={<KpisSkeleton />}
          problem={
            <Card>
              <CardProblem />
            </Card>
          }
        >
          {(figures) => <Kpis figures={figures} />}
        </Late>
        <div className={columns}>
          <Late
            of={data.figures}
            fallback={<TrafficSkeleton />}
            problem={<TrafficCard bars={null} barMs={data.barMs} nearest={null} />}
          >
            {({ bars, nearest }) => <TrafficCard bars={bars} barMs={data.barMs} nearest={nearest} />}
          </Late>
          <Late of={data.spend} fallback={<SpendSkeleton />} problem={<SpendCard spend={null} />}>
            {(spend) => <SpendCard spend={spend} />}
          </Late>
        </div>
        <div className={columns}>
          <Late of={data.providers} fallback={<HealthSkeleton />} problem={<HealthCard providers={null} />}>
            {(providers) => <HealthCard providers={providers} />}
          </Late>
          <Late
            of={data.errors}
            fallback={<ErrorsSkeleton />}
            problem={<ErrorsCard errors={null} faces={data.faces} />}
          >
            {(errors) => <ErrorsCard errors={errors} faces={data.faces} />}
          </Late>
        </div>
      </Coming>
    </Page>
  );
});
