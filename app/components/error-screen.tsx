import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, Link, useLocation, useRevalidator } from "react-router";
import { CopyButton } from "~/components/copy-button";
import { databaseCode } from "~/components/database-code";
import { NotFoundScreen } from "~/components/not-found-screen";
import { StatusLabel } from "~/components/status-label";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";

/** For error boundaries: says that the gateway itself still answers, and proves it. */
export function ErrorScreen({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const revalidator = useRevalidator();
  // After hydration: with the moment the host's own log can be searched.
  const [at, setAt] = useState("");
  useEffect(() => setAt(new Date().toISOString()), []);
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundScreen />;
  const database = databaseCode(error);
  const details = `${describe(error)}\n  ${pathname}${search}${at ? `\n  ${at}` : ""}`;
  return (
    <div className="flex min-h-[72dvh] flex-1 items-center justify-center py-10">
      <Card className="w-full max-w-[600px] overflow-hidden">
        <div className="p-6">
          <Badge variant="bad">{t("error.badge")}</Badge>
          <h2 className="mt-3 text-xl font-semibold tracking-[-0.02em]">{t("error.title")}</h2>
          <p className="mt-1.5 max-w-[58ch] text-sm text-muted-foreground">
            {database ? t(`write.${database}`) : t("error.text")}
          </p>
          <GatewayProof />
          <div className="mt-5 flex flex-wrap gap-2">
            <Button busy={revalidator.state === "loading"} onClick={() => void revalidator.revalidate()}>
              <RotateCcw aria-hidden />
              {t("tryAgain")}
            </Button>
            <Button variant="outline" asChild>
              {/* A whole new page: whatever broke in this one is left behind. */}
              <Link to="/admin" reloadDocument>
                {t("error.back")}
              </Link>
            </Button>
            <CopyButton text={details} className="h-8 px-3 text-sm">
              {t("error.copy")}
            </CopyButton>
          </div>
        </div>
        <pre className="overflow-x-auto whitespace-pre-wrap break-words border-t bg-code px-6 py-4 font-mono text-xs leading-[1.15rem] text-muted-foreground">
          {details}
        </pre>
      </Card>
    </div>
  );
}

function describe(error: unknown): string {
  if (isRouteErrorResponse(error))
    return `${error.status} ${error.statusText} ${typeof error.data === "string" ? error.data : (databaseCode(error) ?? "")}`.trim();
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Asks /health, as a load balancer would. */
function GatewayProof() {
  const { t } = useTranslation();
  const [health, setHealth] = useState<"asking" | "ok" | "down">("asking");
  useEffect(() => {
    const controller = new AbortController();
    fetch("/health", { signal: controller.signal })
      .then((response) => setHealth(response.ok ? "ok" : "down"))
      .catch(() => controller.signal.aborted || setHealth("down"));
    return () => controller.abort();
  }, []);
  return (
    <p role="status" className="mt-4 flex h-5 items-center gap-2">
      {health === "ok" ? <StatusLabel state="healthy" label={t("error.online")} /> : null}
      {health === "down" ? <StatusLabel state="down" label={t("error.offline")} /> : null}
      {health === "asking" ? <span className="text-xs text-muted-foreground">{t("error.asking")}</span> : null}
    </p>
  );
}
