import { Check, CircleCheck, CircleDashed, OctagonX, RotateCcw, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProviderTest } from "~/admin/types";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Spinner } from "~/components/ui/spinner";
import { formatDuration } from "~/lib/format";
import { ModelChoice } from "./model-choice";
import { TestHint } from "./test-hint";
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
        <Steps result={result} running={running} />
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

function Steps({ result, running }: { result: ProviderTest | null; running: boolean }) {
  const { t } = useTranslation("providers");
  if (!result) {
    return (
      <>
        {(["connect", "authenticate", "models"] as const).map((step) => (
          <Step key={step} state={running ? "running" : "waiting"} label={t(`test.step.${step}`)} />
        ))}
      </>
    );
  }
  const accepted = result.credentials.filter((credential) => credential.ok).length;
  const reached = result.status > 0;
  return (
    <>
      <Step state={reached ? "ok" : "bad"} label={t("test.step.connect")}>
        {reached ? formatDuration(result.latencyMs) : t("test.noAnswer")}
      </Step>
      {result.credentials.length > 0 ? (
        <Step state={accepted === result.credentials.length ? "ok" : "bad"} label={t("test.step.authenticate")}>
          {t("test.accepted", { accepted, count: result.credentials.length })}
        </Step>
      ) : null}
      {result.credentials
        .filter((credential) => !credential.ok)
        .map((credential) => (
          <div key={credential.name} className="border-b px-4 py-2 pl-10 text-xs">
            <span className="font-mono">{credential.name}</span>{" "}
            <span className="text-bad-text">
              {credential.status || ""} {credential.error}
            </span>
          </div>
        ))}
      <Step state={result.models ? "ok" : "waiting"} label={t("test.step.models")}>
        {result.models ? t("test.found", { count: result.models.length }) : t("test.noList")}
      </Step>
    </>
  );
}

function PromptStep({ prompt, running }: { prompt: Connection["prompt"]; running: boolean }) {
  const { t } = useTranslation("providers");
  const label = t("test.step.prompt");
  if (prompt === null) return <Step state={running ? "running" : "waiting"} label={label} />;
  if (prompt.running || prompt.result === null) return <Step state="running" label={label} />;
  const { ok, status, error, latencyMs } = prompt.result;
  return (
    <>
      <Step state={ok ? "ok" : "bad"} label={label}>
        {ok ? formatDuration(latencyMs) : status || t("test.noAnswer")}
      </Step>
      {ok ? null : (
        <div className="border-b px-4 py-2 pl-10 text-xs">
          <span className="font-mono">{prompt.model}</span> <span className="text-bad-text">{error}</span>
        </div>
      )}
    </>
  );
}

type StepState = "ok" | "bad" | "running" | "waiting";

function Step({ state, label, children }: { state: StepState; label: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center gap-2.5 border-b px-4 text-sm last:border-b-0">
      {state === "ok" ? <CircleCheck className="size-4 text-ok-text" aria-hidden /> : null}
      {state === "bad" ? <OctagonX className="size-4 text-bad-text" aria-hidden /> : null}
      {state === "running" ? <Spinner className="size-4 text-muted-foreground" /> : null}
      {state === "waiting" ? <CircleDashed className="size-4 text-faint" aria-hidden /> : null}
      <span>{label}</span>
      <span className="tnum ml-auto text-muted-foreground">{children}</span>
    </div>
  );
}
