import { Wrench } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { AdminRepair } from "~/admin/repairs.server";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { When } from "~/components/when";
import type { writeProvider } from "./actions.server";

/** What the gateway changes in requests, because the upstream refused them as they were. Nothing where there is none. */
export function RepairsCard({ repairs }: { repairs: AdminRepair[] }) {
  const { t } = useTranslation("providers");
  const fetcher = useFetcher<typeof writeProvider>();
  const reason = useReason();
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) showProblem(t("repairs.failed"), reason(answer));
  });
  if (repairs.length === 0) return null;
  const clear = (fields: Record<string, string>) =>
    fetcher.submit({ intent: "repairs.clear", ...fields }, { method: "post" });
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t("repairs.title")} hint={t("repairs.hint")}>
        <Button variant="ghost" size="sm" onClick={() => clear({})} busy={fetcher.state !== "idle"}>
          {t("repairs.clearAll")}
        </Button>
      </CardHeader>
      <ul className="divide-y border-t">
        {repairs.map(({ model, parameter, renameTo, reason, createdAt }) => (
          <li key={`${model} ${parameter}`} className="flex items-start gap-3 px-4 py-2.5">
            <Wrench className="mt-0.5 size-3.5 shrink-0 text-muted-foreground" aria-hidden />
            <div className="min-w-0 flex-1">
              <p className="text-sm">
                <span className="font-mono text-xs">{model}</span>
                {" · "}
                {renameTo === null
                  ? t("repairs.dropped", { parameter })
                  : t("repairs.renamed", { parameter, to: renameTo })}
              </p>
              <p className="mt-0.5 break-words text-xs text-muted-foreground">
                <When time={createdAt} />
                {" · "}
                {reason}
              </p>
            </div>
            <Button variant="outline" size="sm" onClick={() => clear({ model, parameter })}>
              {t("repairs.clear")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
