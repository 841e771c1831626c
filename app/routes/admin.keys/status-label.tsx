import { CircleCheck, CircleMinus, Clock, Hourglass, type LucideIcon, Pause, WalletCards } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";
import type { KeyStatus } from "./key-status";

const looks: Record<KeyStatus, { icon: LucideIcon; className: string }> = {
  active: { icon: CircleCheck, className: "text-ok-text" },
  throttled: { icon: Hourglass, className: "text-warn-text" },
  expiring: { icon: Clock, className: "text-warn-text" },
  budgetUsed: { icon: WalletCards, className: "text-bad-text" },
  quotaUsed: { icon: WalletCards, className: "text-bad-text" },
  expired: { icon: CircleMinus, className: "text-idle-text" },
  paused: { icon: Pause, className: "text-idle-text" },
};

export function KeyStatusLabel({ status }: { status: KeyStatus }) {
  const { t } = useTranslation("keys");
  const { icon: Icon, className } = looks[status];
  return (
    <span
      className={cn("inline-flex items-center gap-1.5 whitespace-nowrap align-middle text-xs font-medium", className)}
    >
      <Icon className="size-3.5" aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
