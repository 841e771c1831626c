import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { DialogDismiss } from "~/components/ui/dialog";

interface DialogSubmitProps {
  /** The id of the form within the dialog. */
  form: string;
  busy: boolean;
  /** What the button says. */
  children: ReactNode;
}

/** The end of a dialog's footer: Cancel, and the button that submits its form. */
export function DialogSubmit({ form, busy, children }: DialogSubmitProps) {
  const { t } = useTranslation();
  return (
    <>
      <DialogDismiss variant="outline" className="ml-auto">
        {t("cancel")}
      </DialogDismiss>
      <Button type="submit" form={form} busy={busy}>
        {children}
      </Button>
    </>
  );
}
