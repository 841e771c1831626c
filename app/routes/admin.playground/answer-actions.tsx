import { RotateCcw, ScrollText, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "~/components/ui/button";

interface AnswerActionsProps {
  running: boolean;
  onStop: (() => void) | undefined;
  /** Null where it cannot be asked once more. */
  onAgain: (() => void) | null;
  requestId: string | null;
  /** Before the others. */
  children?: ReactNode;
}

/** Under an answer: Stop while it runs, then what can be done with it. */
export function AnswerActions({ running, onStop, onAgain, requestId, children }: AnswerActionsProps) {
  const { t } = useTranslation("playground");
  return (
    <footer className="mt-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
      {running ? (
        <Button variant="outline" size="sm" onClick={onStop}>
          <Square className="size-2.5! fill-current" />
          {t("stop")}
        </Button>
      ) : (
        <span className="-ml-1.5 flex">
          {children}
          {onAgain ? (
            <Button variant="ghost" size="icon-xs" aria-label={t("again")} title={t("again")} onClick={onAgain}>
              <RotateCcw />
            </Button>
          ) : null}
          {requestId ? (
            <Button variant="ghost" size="icon-xs" asChild>
              <Link
                to={`/admin/requests/${encodeURIComponent(requestId)}`}
                aria-label={t("openRequest")}
                title={t("openRequest")}
              >
                <ScrollText />
              </Link>
            </Button>
          ) : null}
        </span>
      )}
    </footer>
  );
}
