import { OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "~/components/ui/button";
import type { AnswerError } from "./read-answer";

type Fix = "key" | "model" | "credentials" | "limit" | "timeout" | "upstream" | "request" | "network" | "cut" | "other";

const fixes: Record<string, Fix> = {
  invalid_api_key: "key",
  model_not_allowed: "model",
  model_not_found: "model",
  upstream_credentials_exhausted: "credentials",
  rate_limit_exceeded: "limit",
  insufficient_quota: "limit",
  upstream_timeout: "timeout",
  upstream_error: "upstream",
  invalid_request_error: "request",
  request_too_large: "request",
  network: "network",
  cut: "cut",
};

/** The error in its place, with what can be done about it. */
export function AnswerFailure({ error, requestId }: { error: AnswerError; requestId: string | null }) {
  const { t } = useTranslation("playground");
  const fix = fixes[error.code] ?? "other";
  return (
    <div role="alert" className="mt-2 rounded-md border border-bad/40 bg-bad-soft/50 px-3 py-2.5 text-sm">
      <p className="flex items-start gap-2 text-bad-text">
        <OctagonX className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span className="min-w-0 break-words">
          {error.status ? <span className="tnum font-medium">{error.status} </span> : null}
          {error.message || t(`fix.${fix}`)}
        </span>
      </p>
      {error.message ? <p className="ml-6 mt-1 text-xs text-muted-foreground">{t(`fix.${fix}`)}</p> : null}
      <div className="ml-6 mt-2 flex flex-wrap gap-2">
        {fix === "key" ? (
          <Button variant="outline" size="sm" onClick={() => window.location.reload()}>
            {t("action.reload")}
          </Button>
        ) : null}
        {fix === "model" || fix === "credentials" ? (
          <Button variant="outline" size="sm" asChild>
            <Link to="/admin/providers">{t("action.providers")}</Link>
          </Button>
        ) : null}
        {requestId ? (
          <Button variant="outline" size="sm" asChild>
            <Link to={`/admin/requests/${encodeURIComponent(requestId)}`}>{t("openRequest")}</Link>
          </Button>
        ) : null}
      </div>
    </div>
  );
}
