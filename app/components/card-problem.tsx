import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRevalidator } from "react-router";
import { Button } from "~/components/ui/button";

/** A card that could not be read: its neighbours are unaffected. */
export function CardProblem({ onRetry }: { onRetry?: () => void }) {
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  return (
    <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-3 px-4 py-12 text-center text-sm">
      <span className="inline-flex items-center gap-2 text-bad-text">
        <TriangleAlert className="size-4" aria-hidden />
        {t("cardProblem")}
      </span>
      <Button variant="outline" size="sm" busy={state === "loading"} onClick={onRetry ?? (() => void revalidate())}>
        {t("tryAgain")}
      </Button>
    </div>
  );
}

/** A card that has nothing to say in this range, and what leads to where it has. */
export function CardEmpty({ action, children }: { action?: ReactNode; children: string }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 px-4 py-12 text-center text-sm text-muted-foreground">
      <p>{children}</p>
      {action}
    </div>
  );
}
