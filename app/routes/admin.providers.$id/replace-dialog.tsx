import { useTranslation } from "react-i18next";
import type { FetcherWithComponents } from "react-router";
import { SecretField } from "~/components/secret-field";
import { Button } from "~/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";

interface ReplaceDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  name: string;
  fetcher: FetcherWithComponents<unknown>;
  action: string;
  error: string | undefined;
}

/** Another secret in the place of a credential's. */
export function ReplaceDialog({ open, onOpenChange, name, fetcher, action, error }: ReplaceDialogProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t("credentials.replaceTitle", { name })}
        description={t("credentials.replaceText")}
        className="text-left"
        footer={
          <>
            <DialogClose asChild>
              <Button variant="outline" className="ml-auto">
                {common("cancel")}
              </Button>
            </DialogClose>
            <Button type="submit" form="replace-credential" busy={fetcher.state !== "idle"}>
              {t("credentials.replaceConfirm")}
            </Button>
          </>
        }
      >
        <fetcher.Form id="replace-credential" method="post" action={action}>
          <input type="hidden" name="intent" value="credentials.replace" />
          <input type="hidden" name="name" value={name} />
          <Field label={t("credentials.newKey")} error={error}>
            <SecretField name="value" required maxLength={16_384} autoComplete="off" />
          </Field>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
