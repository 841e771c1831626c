import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRevalidator } from "react-router";
import { CardProblem } from "~/components/card-problem";
import { LiveDot } from "~/components/live-dot";
import { Page } from "~/components/page";
import { RangePicker } from "~/components/range-picker";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { platformContext } from "~/context";
import { everAnswered } from "~/db/traffic.server";
import { readPreferences } from "~/lib/preferences";
import type { TimeRange } from "~/lib/time-range";
import type { Route } from "./+types/route";
import { ErrorsCard } from "./errors-card";
import { FirstRun } from "./first-run";
import { HealthCard } from "./health-card";
import { Kpis } from "./kpis";
import { type OverviewData, readOverview } from "./overview-data.server";
import { readSetup } from "./setup-state.server";
import { SpendCard } from "./spend-card";
import { TrafficCard } from "./traffic-card";
import { useLive } from "./use-live";

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

function OverviewPage({ data }: { data: OverviewData }) {
  const { t } = useTranslation(["overview", "common"]);
  const { revalidate, state } = useRevalidator();
  const live = useLive(liveEveryMs[data.range]);
  const columns = "grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,1.72fr)_minmax(0,1fr)]";
  return (
    <Page
      title={t("common:nav.overview")}
      actions={
        <>
          <LiveDot state={live} className="mr-1" />
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
          <LiveDot state={live} bare className="mr-1" />
          <RangePicker />
        </>
      }
    >
      <div className="space-y-4">
        {data.figures ? (
          <Kpis figures={data.figures} spanMs={data.to - data.from} />
        ) : (
          <Card>
            <CardProblem />
          </Card>
        )}
        <div className={columns}>
          <TrafficCard bars={data.figures?.bars ?? null} barMs={data.barMs} />
          <SpendCard spend={data.spend} />
        </div>
        <div className={columns}>
          <HealthCard providers={data.providers} />
          <ErrorsCard errors={data.errors} providers={data.providers} />
        </div>
      </div>
    </Page>
  );
}
