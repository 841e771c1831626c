import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { DialogSubmit } from "~/components/dialog-submit";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Textarea } from "~/components/ui/textarea";
import type { writeProvider } from "./actions.server";

interface AddModelsProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  providerId: string;
}

export function AddModels({ open, onOpenChange, providerId }: AddModelsProps) {
  const { t } = useTranslation("providers");
  const fetcher = useFetcher<typeof writeProvider>();
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data?.ok) onOpenChange(false);
  }, [fetcher.state, fetcher.data, onOpenChange]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t("models.addTitle")}
        description={t("models.addText")}
        footer={
          <DialogSubmit form="add-models" busy={fetcher.state !== "idle"}>
            {t("models.add")}
          </DialogSubmit>
        }
      >
        <fetcher.Form id="add-models" method="post" action={`/admin/providers/${encodeURIComponent(providerId)}`}>
          <input type="hidden" name="intent" value="models.add" />
          <Field
            label={t("models.names")}
            hint={t("models.namesHint")}
            error={fetcher.data && !fetcher.data.ok ? fetcher.data.message : undefined}
          >
            <Textarea
              name="models"
              rows={6}
              required
              autoFocus
              spellCheck={false}
              className="font-mono text-xs leading-5"
            />
          </Field>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
