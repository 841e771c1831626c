import { CircleCheck, OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useReason } from "~/components/hooks/use-answer";
import { Card } from "~/components/ui/card";
import { formatDuration } from "~/lib/format";
import type { RowFetcher } from "../admin.providers/actions.server";
import { TestHint } from "../admin.providers.new.$preset/test-hint";

/** What the last press of Test found, per key. */
export function TestResult({ tester }: { tester: RowFetcher }) {
  const { t } = useTranslation("providers");
  const reason = useReason();
  const answer = tester.data;
  if (!answer || tester.state !== "idle") return null;
  if (!answer.ok) return <Card className="p-4 text-sm text-bad-text">{reason(answer)}</Card>;
  if (answer.intent !== "test") return null;
  const { test } = answer;
  return (
    <Card role="status" className="overflow-hidden">
      <div className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 text-sm">
        <span className={`inline-flex items-center gap-1.5 font-medium ${test.ok ? "text-ok-text" : "text-bad-text"}`}>
          {test.ok ? <CircleCheck className="size-4" aria-hidden /> : <OctagonX className="size-4" aria-hidden />}
          {t(test.ok ? "test.connected" : "test.notConnected")}
        </span>
        <span className="tnum text-muted-foreground">{formatDuration(test.latencyMs)}</span>
        {test.models ? (
          <span className="text-muted-foreground">{t("test.found", { count: test.models.length })}</span>
        ) : null}
        {test.credentials.map((credential) => (
          <span key={credential.name} className="inline-flex items-center gap-1.5 text-xs" title={credential.error}>
            {credential.ok ? (
              <CircleCheck className="size-3.5 text-ok-text" aria-hidden />
            ) : (
              <OctagonX className="size-3.5 text-bad-text" aria-hidden />
            )}
            <span className="font-mono">{credential.name}</span>
            <span className="tnum text-muted-foreground">
              {credential.ok ? formatDuration(credential.latencyMs) : credential.status || t("test.noAnswer")}
            </span>
          </span>
        ))}
      </div>
      {test.ok ? null : <TestHint result={test} />}
    </Card>
  );
}
