import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

/** Links that look like the segmented control: every mode has an address. */
export function ModeLinks() {
  const { t } = useTranslation("playground");
  return (
    <nav aria-label={t("mode.label")} className="inline-flex items-center rounded-md bg-muted p-0.5">
      {(["chat", "connectivity"] as const).map((mode) => (
        <NavLink
          key={mode}
          end
          to={mode === "chat" ? "/admin/playground" : "/admin/playground/connectivity"}
          className="inline-flex h-7 items-center whitespace-nowrap rounded px-2.5 text-xs font-medium text-muted-foreground hover:text-foreground aria-[current=page]:bg-card aria-[current=page]:text-foreground aria-[current=page]:shadow-[0_0_0_1px_var(--border),0_1px_2px_oklch(0_0_0/0.06)] dark:aria-[current=page]:bg-border-strong/70"
        >
          {t(`mode.${mode}`)}
        </NavLink>
      ))}
    </nav>
  );
}
