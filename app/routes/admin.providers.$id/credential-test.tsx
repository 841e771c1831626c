import { RotateCcw } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { ProviderTest } from "~/admin/types";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { Button } from "~/components/ui/button";
import { Dialog, DialogContent, DialogDismiss } from "~/components/ui/dialog";
import { TestHint } from "../admin.providers.new.$preset/test-hint";
import { PromptStep, TestSteps } from "../admin.providers.new.$preset/test-steps";
import { otherPurposes } from "../admin.providers.new.$preset/use-connection-test";
import type { writeProvider } from "./actions.server";
import { useDialogAddress } from "./use-dialog-address";

interface CredentialTestProps {
  name: string;
  providerId: string;
  /** Names that the provider lists, without patterns. */
  models: string[];
}

/** One credential asked by itself: is it taken, which models it sees, and does one of them answer. */
export function CredentialTest({ name, providerId, models }: CredentialTestProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const reason = useReason();
  const { close, closeTo } = useDialogAddress();
  const access = useFetcher<typeof writeProvider>();
  const prompt = useFetcher<typeof writeProvider>();
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  const result = testOf(access.data);
  const model = result?.ok
    ? [...models, ...(result.models ?? [])].find((each) => !otherPurposes.test(each))
    : undefined;
  const running = access.state !== "idle";
  const run = () => void access.submit({ intent: "credentials.test", name }, { method: "post", action });
  useEffect(run, []);
  useAnswer(access, () => {
    if (model !== undefined)
      void prompt.submit({ intent: "credentials.test", name, model }, { method: "post", action });
  });
  const failure = access.data && !access.data.ok ? access.data : null;
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={t("credentials.testTitle", { name })}
        description={t("credentials.testText")}
        closeTo={closeTo}
        footer={
          <>
            <Button variant="outline" className="ml-auto" onClick={run} busy={running || prompt.state !== "idle"}>
              <RotateCcw />
              {t("test.again")}
            </Button>
            <DialogDismiss>{common("close")}</DialogDismiss>
          </>
        }
      >
        <div aria-live="polite" className="overflow-hidden rounded-md border">
          {failure ? <p className="px-4 py-3 text-sm text-bad-text">{reason(failure)}</p> : null}
          {failure ? null : <TestSteps result={running ? null : result} running={running} />}
          {!failure && (running || result?.ok) ? (
            <PromptStep
              prompt={
                running || model === undefined
                  ? null
                  : { model, running: prompt.state !== "idle", result: testOf(prompt.data) }
              }
              running={running}
            />
          ) : null}
          {result && !running && !result.ok ? <TestHint result={result} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}

const testOf = (answer: unknown): ProviderTest | null =>
  typeof answer === "object" && answer !== null && "test" in answer ? (answer.test as ProviderTest) : null;
