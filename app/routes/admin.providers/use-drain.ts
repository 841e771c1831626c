import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import type { writeRow } from "./actions.server";
import type { ProviderView } from "./provider-views.server";

/** Starts and ends the drain of a provider: at once, with the way back in the toast. */
export function useDrain(provider: Pick<ProviderView, "id" | "face">) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeRow>();
  const reason = useReason();
  const { name } = provider.face;
  const drain = (next: "hold" | "off" | null) =>
    void fetcher.submit(
      { intent: "drain", id: provider.id, drain: next ?? "" },
      { method: "post", action: "/admin/providers" },
    );
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      showProblem(t("toast.failed", { name }), reason(answer));
    } else if (answer.intent === "drain" && answer.drain !== null) {
      const action = { label: common("undo"), onClick: () => drain(null) };
      confirmDone(t(`drain.toast.${answer.drain}`, { name }), { duration: 8000, action });
    } else {
      confirmDone(t("toast.on", { name }));
    }
  });
  return { drain, busy: fetcher.state !== "idle" };
}
