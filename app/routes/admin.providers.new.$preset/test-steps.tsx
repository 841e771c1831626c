import { CircleCheck, CircleDashed, OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProviderTest } from "~/admin/types";
import { Spinner } from "~/components/ui/spinner";
import { formatDuration } from "~/lib/format";

export interface PromptTest {
  model: string;
  running: boolean;
  result: ProviderTest | null;
}

/** What a test found, step by step. */
export function TestSteps({ result, running }: { result: ProviderTest | null; running: boolean }) {
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

/** A short prompt, once the rest went well; null while there is nobody to ask. */
export function PromptStep({ prompt, running }: { prompt: PromptTest | null; running: boolean }) {
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
