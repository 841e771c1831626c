import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";

interface DrainLabelProps {
  drain: "hold" | "off";
  /** Requests of this process that are still with the provider. */
  open: number;
  className?: string;
}

/** Takes nothing new, and what it still has. */
export function DrainLabel({ drain, open, className }: DrainLabelProps) {
  const { t } = useTranslation("providers");
  return (
    <span role="status" className={cn("flex min-w-0 flex-col justify-center leading-[1.05rem]", className)}>
      <span className="inline-flex items-center gap-1.5 text-xs font-medium text-idle-text">
        <Hourglass className="size-3.5 shrink-0" aria-hidden />
        {t("drain.state")}
      </span>
      <span className="truncate pl-5 text-2xs text-muted-foreground">
        {t(drain === "off" ? "drain.openThenOff" : "drain.open", { count: open })}
      </span>
    </span>
  );
}
