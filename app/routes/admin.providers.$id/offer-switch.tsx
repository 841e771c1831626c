import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import { SwitchButton } from "~/components/ui/switch";
import type { ModelEntry } from "~/gateway/config/config";
import type { writeProvider } from "./actions.server";

/** Whether this provider serves the model; applies at once, with Undo. */
export function OfferSwitch({ entry, providerId }: { entry: ModelEntry; providerId: string }) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeProvider>();
  const reason = useReason();
  const pending = fetcher.formData?.get("offered");
  const offered = pending == null ? entry.offered !== false : pending === "true";
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  const fieldsOf = (next: boolean) => ({ intent: "models.offer", model: entry.id, offered: String(next) });
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      showProblem(t("models.notChanged", { model: entry.id }), reason(answer));
      return;
    }
    confirmDone(t(offered ? "models.nowOffered" : "models.nowWithheld", { model: entry.id }), {
      duration: 8000,
      action: {
        label: common("undo"),
        onClick: () => void fetcher.submit(fieldsOf(!offered), { method: "post", action }),
      },
    });
  });
  return (
    <fetcher.Form method="post" action={action} className="flex">
      {Object.entries(fieldsOf(!offered)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SwitchButton checked={offered} aria-label={t("models.offer", { model: entry.id })} />
    </fetcher.Form>
  );
}
