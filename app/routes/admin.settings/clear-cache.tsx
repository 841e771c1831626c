import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import type { clientAction } from "./route";

/** Asks, then forgets every kept answer. */
export function ClearCache({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation(["settings", "common"]);
  const [open, setOpen] = useState(false);
  const fetcher = useFetcher<typeof clientAction>();
  const { data } = fetcher;
  const reason = useReason();
  useEffect(() => {
    if (!data) return;
    setOpen(false);
    if ("ok" in data) {
      showProblem(t("cache.notCleared"), reason(data));
      return;
    }
    if (data.intent !== "clear-cache") return;
    confirmDone(t("cache.cleared", { count: data.cleared }), { id: "cache-cleared" });
  }, [data, t]);
  return (
    <>
      <Button variant="outline" size="sm" disabled={disabled} onClick={() => setOpen(true)}>
        {t("cache.clear")}
      </Button>
      <AlertDialog open={open} onOpenChange={setOpen}>
        <AlertDialogContent
          title={t("cache.clearTitle")}
          description={t("cache.clearText")}
          footer={
            <>
              <AlertDialogCancel asChild>
                <Button variant="outline">{t("common:cancel")}</Button>
              </AlertDialogCancel>
              <Button
                variant="destructive"
                busy={fetcher.state !== "idle"}
                onClick={() =>
                  void fetcher.submit({ intent: "clear-cache" }, { method: "post", action: "/admin/settings" })
                }
              >
                {t("cache.clear")}
              </Button>
            </>
          }
        />
      </AlertDialog>
    </>
  );
}
