import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import { AlertDialog, AlertDialogAction, AlertDialogCancel, AlertDialogContent } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";

interface SaveBarProps {
  /** Id of the form that Save submits. */
  form: string;
  changed: boolean;
  saving: boolean;
  onDiscard: () => void;
}

/** For a page's actions: says that something is unsaved, and asks before it is left behind. */
export function SaveBar({ form, changed, saving, onDiscard }: SaveBarProps) {
  const { t } = useTranslation();
  return (
    <>
      {changed ? (
        <>
          <span className="mr-1 text-xs text-warn-text max-sm:sr-only">{t("save.unsaved")}</span>
          <Button variant="outline" onClick={onDiscard} disabled={saving}>
            {t("save.discard")}
          </Button>
        </>
      ) : null}
      {/* Never disabled for being unchanged: before hydration nobody knows. */}
      <Button type="submit" form={form} busy={saving}>
        {t("save.save")}
      </Button>
      <LeaveGuard active={changed && !saving} />
    </>
  );
}

function LeaveGuard({ active }: { active: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => active && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [active]);
  return (
    <AlertDialog open={blocker.state === "blocked"} onOpenChange={(open) => !open && blocker.reset?.()}>
      <AlertDialogContent
        title={t("save.leaveTitle")}
        description={t("save.leaveText")}
        footer={
          <>
            <AlertDialogCancel asChild>
              <Button variant="outline">{t("save.stay")}</Button>
            </AlertDialogCancel>
            <AlertDialogAction asChild>
              <Button variant="destructive" onClick={() => blocker.proceed?.()}>
                {t("save.leave")}
              </Button>
            </AlertDialogAction>
          </>
        }
      />
    </AlertDialog>
  );
}
