import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { DialogSubmit } from "~/components/dialog-submit";
import { useAnswer } from "~/components/hooks/use-answer";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Textarea } from "~/components/ui/textarea";
import type { writeProvider } from "./actions.server";
import { modelsFormSchema } from "./dialog-schemas";
import { useDialogAddress } from "./use-dialog-address";

/** Model names, one a line. */
export function AddModels({ providerId }: { providerId: string }) {
  const { t } = useTranslation("providers");
  const fetcher = useFetcher<typeof writeProvider>();
  const { to, close, closeTo } = useDialogAddress();
  const form = useCheckedForm({
    id: "add-models",
    schema: modelsFormSchema,
    fetcher,
    intent: "models.add",
    // `models.12.id` of the provider's whole list.
    fieldOf: () => "models",
  });
  useAnswer(fetcher, (answer) => answer.ok && close());
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={t("models.addTitle")}
        description={t("models.addText")}
        closeTo={closeTo}
        footer={
          <DialogSubmit form="add-models" busy={form.busy}>
            {t("models.add")}
          </DialogSubmit>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          action={`/admin/providers/${encodeURIComponent(providerId)}${to("models")}`}
        >
          <input type="hidden" name="intent" value="models.add" />
          <FormNotices form={form} className="mb-3" />
          <Field label={t("models.names")} hint={t("models.namesHint")} error={form.errorOf("models")}>
            <Textarea
              name="models"
              rows={6}
              autoFocus
              spellCheck={false}
              defaultValue={form.textOf("models", "")}
              className="font-mono text-xs leading-5"
            />
          </Field>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
