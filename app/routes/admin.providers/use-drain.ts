import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { toast } from "~/components/toast";
import { useAnswer, useReason } from "~/components/use-answer";
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
      toast.error(t("toast.failed", { name }), { description: reason(answer) });
    } else if (answer.intent === "drain" && answer.drain !== null) {
      const action = { label: common("undo"), onClick: () => drain(null) };
      toast.success(t(`drain.toast.${answer.drain}`, { name }), { duration: 8000, action });
    } else {
      toast.success(t("toast.on", { name }));
    }
  });
  return { drain, busy: fetcher.state !== "idle" };
}
