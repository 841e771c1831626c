import { useTranslation } from "react-i18next";
import { useNow, useTimeZone } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { Spinner } from "~/components/ui/spinner";
import { formatChartTime } from "~/lib/format-time";
import type { LiveLog } from "./use-live-log";

const dayMs = 86_400_000;

/** More rows, how far back a search has come and the way to stop it, or that there is nothing older. */
export function ListEnd({ log }: { log: LiveLog }) {
  const { t, i18n } = useTranslation("requests");
  const now = useNow();
  const timeZone = useTimeZone();
  const { searchedTo } = log;
  const reached =
    searchedTo === null ? "" : formatChartTime(searchedTo, now - searchedTo + dayMs, now, i18n.language, timeZone);
  return (
    <div
      role={log.isSearch ? "status" : undefined}
      className="flex min-h-16 flex-wrap items-center justify-center gap-3 px-4 text-xs text-muted-foreground"
    >
      {log.failed ? <span className="text-bad-text">{t("search.failed")}</span> : null}
      {log.searching && log.isSearch ? (
        <>
          <Spinner />
          {t("search.running", { time: reached })}
          <Button variant="outline" size="sm" onClick={log.stop}>
            {t("search.stop")}
          </Button>
        </>
      ) : log.stopped ? (
        <>
          {log.failed ? null : t("search.stopped", { time: reached })}
          <Button variant="outline" size="sm" onClick={log.goOn}>
            {t(log.failed ? "search.again" : "search.goOn")}
          </Button>
        </>
      ) : log.more ? (
        <Button variant="outline" size="sm" onClick={log.loadMore} busy={log.searching}>
          {t("loadMore")}
        </Button>
      ) : (
        t("end", { count: log.rows.length })
      )}
    </div>
  );
}
