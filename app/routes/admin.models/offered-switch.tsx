import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import { SwitchButton } from "~/components/ui/switch";
import type { writeCatalogue } from "./actions.server";
import type { CatalogueModel } from "./catalogue.server";

/** Offers a model, or withholds it at every provider that lists it; applies at once, with Undo. */
export function OfferedSwitch({ model }: { model: Pick<CatalogueModel, "id" | "offered"> }) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeCatalogue>();
  const reason = useReason();
  const pending = fetcher.formData?.get("offered");
  const offered = pending == null ? model.offered : pending === "true";
  const fieldsOf = (next: boolean) => ({ intent: "offer", model: model.id, offered: String(next) });
  const takeBack = (next: boolean, providers: string[]) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fieldsOf(next))) form.set(name, value);
    for (const provider of providers) form.append("provider", provider);
    void fetcher.submit(form, { method: "post", action: "/admin/models" });
  };
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      showProblem(t("offered.failed", { model: model.id }), reason(answer));
      return;
    }
    if (answer.offered === undefined || answer.changed.length === 0) return;
    const { offered: now, changed } = answer;
    confirmDone(t(now ? "offered.on" : "offered.off", { model: model.id }), {
      ...(now ? {} : { description: t("offered.offText") }),
      duration: 8000,
      action: { label: common("undo"), onClick: () => takeBack(!now, changed) },
    });
  });
  return (
    <fetcher.Form method="post" action="/admin/models" className="flex">
      {Object.entries(fieldsOf(!offered)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SwitchButton checked={offered} aria-label={t("offered.label", { model: model.id })} />
    </fetcher.Form>
  );
}
