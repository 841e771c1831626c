import { Play, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { data, Link, useLocation, useNavigate, useOutletContext } from "react-router";
import { readBodies, readMatchedQuestion } from "~/admin/bodies.server";
import { CopyButton } from "~/components/copy-button";
import { Neighbours, useNeighbourKeys } from "~/components/neighbours";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { platformContext } from "~/context";
import { getLog } from "~/db/log/logs.server";
import { statusTone } from "~/lib/status-tone";
import { isReplayable } from "../admin.playground/replayable";
import type { RequestsContext } from "../admin.requests/route";
import type { Route } from "./+types/route";
import { AttemptWaterfall } from "./attempt-waterfall";
import { decidedBy } from "./decided-by.server";
import { DetailTabs } from "./detail-tabs";
import { PlanSection } from "./plan-section";
import { RequestFacts } from "./request-facts";
import { RequestStrip } from "./request-strip";
import { UsageTable } from "./usage-table";

export async function loader({ context, params }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const { database, gateway } = platform;
  let log = await getLog(database, params.id);
  if (!log) {
    // Rows are written a moment after the answer: one that was just served may still wait here.
    await gateway.flush();
    log = await getLog(database, params.id);
  }
  if (!log) throw data("No such request", { status: 404 });
  const matched = log.cacheHit?.kind === "semantic" ? log.cacheHit.entryId : null;
  const [bodies, decided, question] = await Promise.all([
    readBodies(platform, log.requestId),
    decidedBy(platform, log),
    matched === null ? null : readMatchedQuestion(platform, matched),
  ]);
  return { log, bodies, decided, question };
}

export default function RequestDetail({ loaderData: { log, bodies, decided, question } }: Route.ComponentProps) {
  const { t } = useTranslation("requests");
  const { t: common } = useTranslation();
  const { ids, faces } = useOutletContext<RequestsContext>();
  const navigate = useNavigate();
  const { search } = useLocation();
  const at = ids.indexOf(log.requestId);
  const to = (id: string | undefined) => (id ? `/admin/requests/${encodeURIComponent(id)}${search}` : null);
  const previous = at > 0 ? to(ids[at - 1]) : null;
  const next = at >= 0 ? to(ids[at + 1]) : null;
  const close = () => void navigate(`/admin/requests${search}`, { preventScrollReset: true });
  const onKeyDown = useNeighbourKeys({ previous, next });
  return (
    <Sheet open onOpenChange={(open) => !open && close()}>
      <SheetContent title={t("detail.title", { id: log.requestId })} onKeyDown={onKeyDown}>
        <header className="flex h-[52px] shrink-0 items-center gap-2 border-b px-4 lg:px-5">
          <Badge variant={log.outcome === "cancelled" ? "idle" : statusTone(log.status)} className="font-mono">
            {log.status}
          </Badge>
          <code className="truncate font-mono text-sm font-medium">{log.requestId}</code>
          <CopyButton text={log.requestId} label={t("detail.copyId")} />
          <span className="ml-auto flex items-center gap-1">
            {log.requestedModel && isReplayable(log.endpoint) ? (
              <Button variant="outline" size="sm" asChild>
                <Link to={`/admin/playground?replay=${encodeURIComponent(log.requestId)}`}>
                  <Play />
                  <span className="max-md:sr-only">{t("detail.replay")}</span>
                </Link>
              </Button>
            ) : null}
            <Neighbours previous={previous} next={next} labels={[t("detail.previous"), t("detail.next")]} />
            <Button variant="ghost" size="icon-sm" aria-label={common("close")} onClick={close}>
              <X />
            </Button>
          </span>
        </header>
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <RequestStrip log={log} />
          <AttemptWaterfall log={log} faces={faces} decided={decided} />
          <div className="grid border-b lg:grid-cols-2">
            <RequestFacts log={log} faces={faces} question={question} />
            <UsageTable log={log} />
          </div>
          <DetailTabs log={log} bodies={bodies} faces={faces} />
          <PlanSection log={log} faces={faces} />
        </div>
      </SheetContent>
    </Sheet>
  );
}
