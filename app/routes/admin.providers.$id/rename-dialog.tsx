import { useTranslation } from "react-i18next";
import type { FetcherWithComponents } from "react-router";
import { DialogSubmit } from "~/components/dialog-submit";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";

interface RenameDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  name: string;
  fetcher: FetcherWithComponents<unknown>;
  action: string;
  error: string | undefined;
}

export function RenameDialog({ open, onOpenChange, name, fetcher, action, error }: RenameDialogProps) {
  const { t } = useTranslation("providers");
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t("credentials.renameTitle")}
        className="text-left"
        footer={
          <DialogSubmit form="rename-credential" busy={fetcher.state !== "idle"}>
            {t("credentials.rename")}
          </DialogSubmit>
        }
      >
        <fetcher.Form id="rename-credential" method="post" action={action}>
          <input type="hidden" name="intent" value="credentials.rename" />
          <input type="hidden" name="name" value={name} />
          <Field label={t("field.name")} error={error}>
            <Input name="newName" defaultValue={name} required maxLength={128} />
          </Field>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
