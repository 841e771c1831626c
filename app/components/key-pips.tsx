import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";

export type CredentialState = "ok" | "cooling" | "rejected" | "off";

const looks: Record<CredentialState, string> = {
  ok: "h-3.5 bg-ok",
  cooling: "h-2.5 bg-warn",
  rejected: "h-1.5 bg-bad",
  off: "h-1.5 bg-idle",
};

const order: CredentialState[] = ["ok", "cooling", "rejected", "off"];

/** One pip per credential: tall green, shorter amber, shortest red; then how many can be used. */
export function KeyPips({ states, className }: { states: CredentialState[]; className?: string }) {
  const { t } = useTranslation();
  const usable = states.filter((state) => state === "ok").length;
  const tone = states.length === 0 || usable === 0 ? "text-bad-text" : usable < states.length ? "text-warn-text" : "";
  return (
    <span
      role="img"
      aria-label={t("keyPips", { usable, total: states.length })}
      className={cn("inline-flex items-center gap-2 whitespace-nowrap", className)}
    >
      <span className="inline-flex items-end gap-[3px]">
        {states
          .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
          .slice(0, 8)
          .map((state, index) => (
            <span key={index} className={cn("w-[5px] rounded-[1.5px]", looks[state])} />
          ))}
      </span>
      <span className="tnum">
        <span className={tone}>{usable}</span>
        <span className="text-muted-foreground">/{states.length}</span>
      </span>
    </span>
  );
}
