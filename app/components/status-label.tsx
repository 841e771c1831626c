import { CircleCheck, CircleMinus, Hourglass, type LucideIcon, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";

export const providerStates = ["healthy", "degraded", "recovering", "down", "off"] as const;
export type ProviderState = (typeof providerStates)[number];

const looks: Record<ProviderState, { icon: LucideIcon; className: string }> = {
  healthy: { icon: CircleCheck, className: "text-ok-text" },
  degraded: { icon: TriangleAlert, className: "text-warn-text" },
  recovering: { icon: Hourglass, className: "text-warn-text" },
  down: { icon: OctagonX, className: "text-bad-text" },
  off: { icon: CircleMinus, className: "text-idle-text" },
};

interface StatusLabelProps {
  state: ProviderState;
  /** Replaces the state's own word. */
  label?: ReactNode;
  /** Icon only to the eye; the word stays for screen readers. */
  bare?: boolean;
  className?: string;
}

/** Icon, word and colour: state never hangs on colour alone. */
export function StatusLabel({ state, label, bare, className }: StatusLabelProps) {
  const { t } = useTranslation();
  const { icon: Icon, className: tone } = looks[state];
  return (
    <span
      className={cn("inline-flex items-center gap-1.5 whitespace-nowrap align-middle tracking-normal", tone, className)}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span className={cn("text-xs font-medium", bare && "sr-only")}>{label ?? t(`state.${state}`)}</span>
    </span>
  );
}
