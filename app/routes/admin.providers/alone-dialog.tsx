import { useTranslation } from "react-i18next";
import { AlertDialog, AlertDialogAction, AlertDialogCancel, AlertDialogContent } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";

interface AloneDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  confirm: string;
  onConfirm: () => void;
  /** What nothing else serves. */
  models: string[];
}

/** Asks before models are left without a provider, and names them. */
export function AloneDialog({ open, onOpenChange, title, confirm, onConfirm, models }: AloneDialogProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent
        title={title}
        description={t("alone.text", { count: models.length })}
        footer={
          <>
            <AlertDialogCancel asChild>
              <Button variant="outline">{common("cancel")}</Button>
            </AlertDialogCancel>
            <AlertDialogAction asChild>
              <Button variant="destructive" onClick={onConfirm}>
                {confirm}
              </Button>
            </AlertDialogAction>
          </>
        }
      >
        <ul className="scroll-thin max-h-48 space-y-1 overflow-y-auto font-mono text-xs">
          {models.map((model) => (
            <li key={model}>{model}</li>
          ))}
        </ul>
      </AlertDialogContent>
    </AlertDialog>
  );
}
