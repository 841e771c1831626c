import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { DialogSubmit } from "~/components/dialog-submit";
import { useAnswer } from "~/components/hooks/use-answer";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import type { writeProvider } from "./actions.server";
import { renameFormSchema } from "./dialog-schemas";
import { useDialogAddress } from "./use-dialog-address";

/** Another name for a credential. */
export function RenameDialog({ name, providerId }: { name: string; providerId: string }) {
  const { t } = useTranslation("providers");
  const fetcher = useFetcher<typeof writeProvider>();
  const { to, close, closeTo } = useDialogAddress();
  const form = useCheckedForm({
    id: "rename-credential",
    schema: renameFormSchema,
    fetcher,
    intent: "credentials.rename",
    fieldOf: () => "newName",
  });
  useAnswer(fetcher, (answer) => answer.ok && close());
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={t("credentials.renameTitle")}
        closeTo={closeTo}
        footer={
          <DialogSubmit form="rename-credential" busy={form.busy}>
            {t("credentials.rename")}
          </DialogSubmit>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          action={`/admin/providers/${encodeURIComponent(providerId)}${to("rename", name)}`}
        >
          <input type="hidden" name="intent" value="credentials.rename" />
          <input type="hidden" name="name" value={name} />
          <FormNotices form={form} className="mb-3" />
          <Field label={t("field.name")} error={form.errorOf("newName")}>
            <Input name="newName" defaultValue={form.textOf("newName", name)} maxLength={128} autoFocus />
          </Field>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
