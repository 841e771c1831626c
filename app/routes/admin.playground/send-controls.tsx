import { ArrowUp, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Kbd } from "~/components/ui/kbd";

interface SendControlsProps {
  running: boolean;
  /** There is something to send, and somebody to send it to. */
  ready: boolean;
  stopLabel: string;
  onStop: () => void;
}

/** The end of a composer's last line: the keys that send, and Send, which is Stop while an answer runs. */
export function SendControls({ running, ready, stopLabel, onStop }: SendControlsProps) {
  const { t } = useTranslation("playground");
  const { t: common } = useTranslation();
  const className = "rounded-lg pointer-coarse:ml-auto pointer-coarse:size-10";
  return (
    <>
      <span className="ml-auto flex items-center gap-1.5 text-xs text-muted-foreground pointer-coarse:hidden">
        {t("keyUsed")}
        <Kbd>{common("palette.modifier")}</Kbd>
        <Kbd>↵</Kbd>
      </span>
      {running ? (
        <Button
          type="button"
          size="icon-sm"
          variant="outline"
          aria-label={stopLabel}
          onClick={onStop}
          className={className}
        >
          <Square className="size-3 fill-current" />
        </Button>
      ) : (
        <Button type="submit" size="icon-sm" aria-label={t("send")} disabled={!ready} className={className}>
          <ArrowUp className="size-4" />
        </Button>
      )}
    </>
  );
}
