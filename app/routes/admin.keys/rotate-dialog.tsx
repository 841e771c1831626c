import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { DialogSubmit } from "~/components/dialog-submit";
import { NameField } from "~/components/name-field";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { SegmentedField } from "~/components/ui/segmented-field";
import type { writeKey } from "./actions.server";
import { overlaps, rotateFormSchema } from "./key-form";
import type { KeyView } from "./key-views.server";
import type { IssuedSecret } from "./secret-dialog";

interface RotateDialogProps {
  rotating: KeyView;
  onClose: () => void;
  onIssued: (issued: IssuedSecret) => void;
}

export function RotateDialog({ rotating, onClose, onIssued }: RotateDialogProps) {
  const { t } = useTranslation("keys");
  const fetcher = useFetcher<typeof writeKey>();
  const form = useCheckedForm({ id: "rotate-key", schema: rotateFormSchema, fetcher, intent: "rotate" });
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>(
    () => overlaps.find((each) => each === form.before?.get("overlapHours")) ?? "24",
  );
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
        closeTo="/admin/keys"
        footer={
          <DialogSubmit form="rotate-key" busy={form.busy}>
            {t("rotate.confirm")}
          </DialogSubmit>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          action={`/admin/keys?rotate=${encodeURIComponent(rotating.id)}`}
          className="space-y-4"
        >
          <FormNotices form={form} />
          <input type="hidden" name="intent" value="rotate" />
          <input type="hidden" name="id" value={rotating.id} />
          <div className="space-y-1.5">
            <div className="text-sm font-medium">{t("rotate.overlap")}</div>
            <SegmentedField
              name="overlapHours"
              label={t("rotate.overlap")}
              value={overlap}
              onValueChange={setOverlap}
              items={overlaps.map((value) => ({ value, label: t(`rotate.hours.${value}`) }))}
            />
            <p className="text-xs text-muted-foreground">{t(overlap === "0" ? "rotate.atOnce" : "rotate.both")}</p>
          </div>
          <NameField name={rotating.name} error={form.errorOf("confirmation")} />
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
