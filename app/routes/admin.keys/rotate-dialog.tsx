import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { DialogSubmit } from "~/components/dialog-submit";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Segmented } from "~/components/ui/toggle-group";
import type { writeKey } from "./actions.server";
import type { KeyView } from "./key-views.server";
import type { IssuedSecret } from "./secret-dialog";

interface RotateDialogProps {
  rotating: KeyView;
  onClose: () => void;
  onIssued: (issued: IssuedSecret) => void;
}

const overlaps = ["0", "1", "24", "168"] as const;

export function RotateDialog({ rotating, onClose, onIssued }: RotateDialogProps) {
  const { t } = useTranslation("keys");
  const fetcher = useFetcher<typeof writeKey>();
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>("24");
  const answer = fetcher.data;
  useEffect(() => {
    if (fetcher.state !== "idle" || !answer?.ok) return;
    onClose();
    if (answer.issued) onIssued(answer.issued);
  }, [fetcher.state, answer, onClose, onIssued]);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t("rotate.title", { name: rotating.name })}
        description={t("rotate.text")}
        footer={
          <DialogSubmit form="rotate-key" busy={fetcher.state !== "idle"}>
            {t("rotate.confirm")}
          </DialogSubmit>
        }
      >
        <fetcher.Form id="rotate-key" method="post" action="/admin/keys" className="space-y-2">
          <input type="hidden" name="intent" value="rotate" />
          <input type="hidden" name="id" value={rotating.id} />
          <input type="hidden" name="overlapHours" value={overlap} />
          <div className="text-sm font-medium">{t("rotate.overlap")}</div>
          <Segmented
            label={t("rotate.overlap")}
            value={overlap}
            onValueChange={setOverlap}
            items={overlaps.map((value) => ({ value, label: t(`rotate.hours.${value}`) }))}
            className="flex w-full"
          />
          <p className="text-xs text-muted-foreground">{t(overlap === "0" ? "rotate.atOnce" : "rotate.both")}</p>
          {answer && !answer.ok ? <p className="text-sm text-bad-text">{answer.message}</p> : null}
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
