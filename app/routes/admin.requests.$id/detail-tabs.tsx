import { EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { useHydrated } from "~/components/hooks/use-hydrated";
import { Button } from "~/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import type { LogDetail } from "~/db/log/log-types";
import type { CapturedBodies } from "~/gateway/capture/capture";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { BodyText } from "./body-text";
import { ErrorsTab, failedAttempts } from "./errors-tab";
import { HeadersTab, headerCount } from "./headers-tab";
import { RecordedBody } from "./recorded-body";

interface DetailTabsProps {
  log: LogDetail;
  /** Null where nothing was recorded. */
  bodies: CapturedBodies | null;
  faces: Record<string, ProviderFace>;
}

/** What was said, as far as it was recorded. */
export function DetailTabs({ log, bodies, faces }: DetailTabsProps) {
  const { t } = useTranslation("requests");
  const failed = failedAttempts(log);
  const [tab, setTab] = useTabOfAddress();
  return (
    <section className="border-b px-4 pb-6 lg:px-5">
      <Tabs value={tab} onValueChange={setTab}>
        <TabsList>
          <TabsTrigger value="bodies">{t("tab.bodies")}</TabsTrigger>
          <TabsTrigger value="headers" count={bodies === null ? null : headerCount(bodies)}>
            {t("tab.headers")}
          </TabsTrigger>
          <TabsTrigger value="errors" count={failed.length > 0 ? failed.length : null}>
            {t("tab.errors")}
          </TabsTrigger>
          <TabsTrigger value="raw">{t("tab.raw")}</TabsTrigger>
        </TabsList>
        <TabsContent value="bodies" className="space-y-4 pt-2">
          {bodies === null ? (
            <>
              <NotRecorded>{t("body.off")}</NotRecorded>
              {failed.length > 0 ? <ErrorsTab log={log} /> : null}
            </>
          ) : (
            <>
              <RecordedBody label={t("body.request")} body={bodies.request} />
              <RecordedBody
                label={t("body.response")}
                note={log.stream && log.cache !== "hit" ? t("body.streamed") : null}
                body={bodies.response}
              />
            </>
          )}
        </TabsContent>
        <TabsContent value="headers" className="pt-2">
          {bodies === null ? (
            <NotRecorded>{t("header.off")}</NotRecorded>
          ) : (
            <HeadersTab bodies={bodies} log={log} faces={faces} />
          )}
        </TabsContent>
        <TabsContent value="errors" className="space-y-4 pt-2">
          {failed.length === 0 && log.errorCode === null ? (
            <p className="py-2 text-sm text-muted-foreground">{t("failure.none")}</p>
          ) : (
            <ErrorsTab log={log} />
          )}
        </TabsContent>
        <TabsContent value="raw" className="pt-2">
          <BodyText text={JSON.stringify(bodies === null ? log : { ...log, bodies }, null, 2)} />
        </TabsContent>
      </Tabs>
    </section>
  );
}

const tabs = ["bodies", "headers", "errors", "raw"];

/** The tab stands in the address: `#headers`. The server, which is not told of it, draws the first. */
function useTabOfAddress(): [tab: string, setTab: (tab: string) => void] {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const alive = useHydrated();
  const tab = tabs.find((name) => alive && hash === `#${name}`) ?? "bodies";
  return [tab, (next) => void navigate({ search, hash: next }, { replace: true, preventScrollReset: true })];
}

function NotRecorded({ children }: { children: ReactNode }) {
  const { t } = useTranslation("requests");
  return (
    <div className="flex min-h-11 items-center gap-2.5 rounded-md border border-dashed border-border-strong px-3 py-1 text-sm">
      <EyeOff className="size-4 shrink-0 text-muted-foreground" aria-hidden />
      <span className="min-w-0">{children}</span>
      <Button variant="link" size="sm" className="ml-auto" asChild>
        <Link to="/admin/settings#logs">{t("body.settings")}</Link>
      </Button>
    </div>
  );
}
