import { Check, RotateCcw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Spinner } from "~/components/ui/spinner";
import { ModelChoice } from "./model-choice";
import { TestHint } from "./test-hint";
import { PromptStep, TestSteps } from "./test-steps";
import type { Connection } from "./use-connection-test";

interface ConnectionTestProps {
  connection: Connection;
  models: string[];
  onModels: (models: string[]) => void;
  saving: boolean;
}

/** The test and the button that says what saving will do. */
export function ConnectionTest({ connection, models, onModels, saving }: ConnectionTestProps) {
  const { t } = useTranslation("providers");
  const { result, running, refusal } = connection;
  const failed = result !== null && !result.ok;
  const label = failed
    ? t("new.addAnyway")
    : models.length > 0
      ? t("new.addWith", { count: models.length })
      : t("new.addAny");
  return (
    <Card className="xl:sticky xl:top-[72px]">
      <CardHeader title={t("test.title")}>
        {running ? (
          <Badge>
            <Spinner className="size-3" />
            {t("test.running")}
          </Badge>
        ) : result ? (
          <Badge variant={result.ok ? "ok" : "bad"}>
            {result.ok ? <Check /> : <X />}
            {t(result.ok ? "test.connected" : "test.notConnected")}
          </Badge>
        ) : null}
      </CardHeader>
      <div aria-live="polite" className="border-t">
        {refusal ? <p className="border-b px-4 py-3 text-sm text-bad-text">{refusal}</p> : null}
        <TestSteps result={result} running={running} />
        {result?.ok || result === null ? <PromptStep prompt={connection.prompt} running={running} /> : null}
        {result && !result.ok ? <TestHint result={result} /> : null}
        {result?.models ? <ModelChoice found={result.models} models={models} onModels={onModels} /> : null}
      </div>
      <div className="flex gap-2 border-t px-4 py-3">
        <Button variant="outline" onClick={connection.start} busy={running}>
          <RotateCcw />
          {t(result ? "test.again" : "test.run")}
        </Button>
        <input type="hidden" name="enabled" value={String(!failed)} />
        <Button type="submit" name="intent" value="create" className="min-w-0 flex-1" busy={saving}>
          <span className="truncate">{label}</span>
        </Button>
      </div>
    </Card>
  );
}
