import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { CredentialField } from "~/components/credentials/credential-field";
import { parseCredentialText } from "~/components/credentials/credential-text";
import { DialogSubmit } from "~/components/dialog-submit";
import { useAnswer } from "~/components/hooks/use-answer";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import type { writeProvider } from "./actions.server";
import { keysFormSchema } from "./dialog-schemas";
import { useDialogAddress } from "./use-dialog-address";

/** Many keys at once, as they were copied. */
export function AddCredentials({ providerId }: { providerId: string }) {
  const { t } = useTranslation("providers");
  const fetcher = useFetcher<typeof writeProvider>();
  const { to, close, closeTo } = useDialogAddress();
  const form = useCheckedForm({
    id: "add-credentials",
    schema: keysFormSchema,
    fetcher,
    intent: "credentials.add",
    // The admin API counts the keys: `0.value`.
    fieldOf: () => "credentials",
  });
  const [text, setText] = useState(() => form.textOf("credentials", ""));
  const count = parseCredentialText(text).credentials.length;
  useAnswer(fetcher, (answer) => answer.ok && close());
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={t("credentials.addTitle")}
        description={t("credentials.addText")}
        closeTo={closeTo}
        footer={
          <DialogSubmit form="add-credentials" busy={form.busy}>
            {count === 0 ? t("credentials.add") : t("credentials.addCount", { count })}
          </DialogSubmit>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          action={`/admin/providers/${encodeURIComponent(providerId)}${to("keys")}`}
        >
          <input type="hidden" name="intent" value="credentials.add" />
          <FormNotices form={form} className="mb-3" />
          <CredentialField
            autoFocus
            label={t("new.keys")}
            value={text}
            onChange={setText}
            error={form.errorOf("credentials")}
            rows={7}
          />
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
