import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import type { writeRow } from "./actions.server";
import type { ProviderView } from "./provider-views.server";

export type Mover = ReturnType<typeof useMover>;

/** Moves a provider to a priority at once, and offers the way back. Of the page: the row itself is drawn anew elsewhere. */
export function useMover() {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeRow>();
  const reason = useReason();
  const moved = useRef({ id: "", name: "" });
  const submit = (priority: number | string) =>
    void fetcher.submit(
      { intent: "priority", id: moved.current.id, priority: String(priority) },
      { method: "post", action: "/admin/providers" },
    );
  useAnswer(fetcher, (answer) => {
    const { name } = moved.current;
    if (!answer.ok) {
      showProblem(t("toast.failed", { name }), reason(answer));
    } else if (answer.intent === "priority") {
      const action = { label: common("undo"), onClick: () => submit(answer.before) };
      confirmDone(t("toast.moved", { name }), { duration: 8000, action });
    }
  });
  return (provider: Pick<ProviderView, "id" | "face">, priority: number | string) => {
    moved.current = { id: provider.id, name: provider.face.name };
    submit(priority);
  };
}
