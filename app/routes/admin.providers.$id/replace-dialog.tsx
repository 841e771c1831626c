import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { DialogSubmit } from "~/components/dialog-submit";
import { useAnswer } from "~/components/hooks/use-answer";
import { SecretField } from "~/components/secret-field";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import type { writeProvider } from "./actions.server";
import { replaceFormSchema } from "./dialog-schemas";
import { useDialogAddress } from "./use-dialog-address";

/** Another secret in the place of a credential's. */
export function ReplaceDialog({ name, providerId }: { name: string; providerId: string }) {
  const { t } = useTranslation("providers");
  const fetcher = useFetcher<typeof writeProvider>();
  const { to, close, closeTo } = useDialogAddress();
  const form = useCheckedForm({
    id: "replace-credential",
    schema: replaceFormSchema,
    fetcher,
    intent: "credentials.replace",
    fieldOf: () => "value",
  });
  useAnswer(fetcher, (answer) => answer.ok && close());
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={t("credentials.replaceTitle", { name })}
        description={t("credentials.replaceText")}
        closeTo={closeTo}
        footer={
          <DialogSubmit form="replace-credential" busy={form.busy}>
            {t("credentials.replaceConfirm")}
          </DialogSubmit>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          action={`/admin/providers/${encodeURIComponent(providerId)}${to("replace", name)}`}
        >
          <input type="hidden" name="intent" value="credentials.replace" />
          <input type="hidden" name="name" value={name} />
          <FormNotices form={form} className="mb-3" />
          <Field label={t("credentials.newKey")} error={form.errorOf("value")}>
            <SecretField
              name="value"
              defaultValue={form.textOf("value", "")}
              maxLength={16_384}
              autoComplete="off"
              autoFocus
            />
          </Field>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
