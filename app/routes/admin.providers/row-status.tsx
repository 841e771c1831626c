import { CircleCheck, OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useActionData } from "react-router";
import { useNow } from "~/components/environment";
import { useReason } from "~/components/hooks/use-answer";
import { StatusLabel } from "~/components/status-label";
import { Spinner } from "~/components/ui/spinner";
import { hasNoUsableKey } from "~/components/usable-key";
import { formatDuration, formatPercent } from "~/lib/format";
import { formatCountdown } from "~/lib/format-time";
import type { RowFetcher, writeRow } from "./actions.server";
import { DrainLabel } from "./drain-label";
import type { ProviderView } from "./provider-views.server";

interface RowStatusProps {
  provider: ProviderView;
  tester: RowFetcher;
}

/** The state and its reason; while a test runs and after it, the test. */
export function RowStatus({ provider, tester }: RowStatusProps) {
  const { t } = useTranslation("providers");
  const now = useNow();
  const why = useReason();
  // Without scripts the page itself brings what a test found.
  const posted = useActionData<typeof writeRow>();
  if (tester.state !== "idle") {
    return (
      <span role="status" className="inline-flex items-center gap-1.5 text-xs text-muted-foreground">
        <Spinner />
        {t("test.running")}
      </span>
    );
  }
  const answer = tester.data ?? postedTest(posted, provider.id);
  if (answer?.ok && answer.intent === "test") {
    const { test } = answer;
    return test.ok ? (
      <span role="status" className="inline-flex items-center gap-1.5 text-xs font-medium text-ok-text">
        <CircleCheck className="size-3.5" aria-hidden />
        {t("test.ok", { latency: formatDuration(test.latencyMs) })}
      </span>
    ) : (
      <span role="status" className="min-w-0 leading-[1.05rem]" title={test.error}>
        <span className="flex items-center gap-1.5 text-xs font-medium text-bad-text">
          <OctagonX className="size-3.5 shrink-0" aria-hidden />
          {test.status ? t("test.failedStatus", { status: test.status }) : t("test.failed")}
        </span>
        <span className="block truncate pl-5 text-2xs text-muted-foreground">{test.error}</span>
      </span>
    );
  }
  if (answer && !answer.ok)
    return (
      <span role="status" className="flex items-center gap-1.5 text-xs text-bad-text">
        <OctagonX className="size-3.5 shrink-0" aria-hidden />
        {why(answer)}
      </span>
    );
  if (provider.drain) return <DrainLabel drain={provider.drain} open={provider.open} />;
  const reason = reasonOf(provider, now, t);
  return (
    <span className="flex min-w-0 flex-col justify-center leading-[1.05rem]">
      <StatusLabel state={provider.state} />
      {reason ? <span className="truncate pl-5 text-2xs text-muted-foreground">{reason}</span> : null}
    </span>
  );
}

type Answer = RowFetcher["data"];

/** What the page itself was sent for, of this provider. */
function postedTest(posted: Answer, id: string): Answer {
  if (!posted?.ok) return undefined;
  if (posted.intent === "test" && posted.id === id) return posted;
  const test = posted.intent === "testAll" ? posted.tests[id] : undefined;
  return test && { ok: true, intent: "test", id, test };
}

function reasonOf(
  provider: ProviderView,
  now: number,
  t: ReturnType<typeof useTranslation<"providers">>["t"],
): string | null {
  if (!provider.enabled) return null;
  if (hasNoUsableKey(provider.credentials)) return t("reason.noUsableKey");
  const until = provider.cooldownUntil ? Date.parse(provider.cooldownUntil) - now : 0;
  if (until > 0) return t("reason.openFor", { time: formatCountdown(until) });
  if (provider.state === "recovering") return t("reason.halfOpen");
  if (provider.state === "down") return t("reason.open");
  if (provider.state !== "degraded") return null;
  const { recentSuccessRate: rate } = provider;
  return rate !== null && rate < 0.99
    ? t("reason.failing", { share: formatPercent(1 - rate, 1) })
    : t("reason.modelCooling");
}
