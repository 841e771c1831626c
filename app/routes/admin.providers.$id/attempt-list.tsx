import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "~/components/ui/badge";
import { When } from "~/components/when";
import type { ProviderAttempt } from "~/db/log/attempts.server";
import { formatDuration } from "~/lib/format";
import { attemptTone } from "~/lib/status-tone";

export function AttemptList({ attempts }: { attempts: ProviderAttempt[] }) {
  const { t } = useTranslation("providers");
  if (attempts.length === 0)
    return <p className="border-t px-4 py-6 text-center text-xs text-muted-foreground">{t("detail.noAttempts")}</p>;
  return (
    <ul>
      {attempts.map((attempt) => (
        <li key={`${attempt.requestId}-${attempt.index}`} className="border-t">
          <Link
            to={`/admin/requests/${encodeURIComponent(attempt.requestId)}`}
            title={attempt.errorMessage ?? undefined}
            data-row-id={attempt.requestId}
            className="flex h-9 items-center pointer-coarse:h-11 gap-2.5 px-4 text-xs hover:bg-accent/60"
          >
            <Badge variant={attemptTone(attempt.status)} className="min-w-9 justify-center font-mono">
              {attempt.status ?? "–"}
            </Badge>
            <code className="min-w-0 flex-1 truncate font-mono">{attempt.model}</code>
            <span className="tnum">{formatDuration(attempt.latencyMs)}</span>
            <When time={attempt.createdAt} short className="tnum w-10 text-right text-muted-foreground" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
