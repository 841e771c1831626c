import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";

interface FormNoticesProps {
  form: { errors: string[]; restored: boolean };
  className?: string;
}

/** Above a form: what was refused and belongs to none of its fields, and that input came back after a login. */
export function FormNotices({ form: { errors, restored }, className }: FormNoticesProps) {
  const { t } = useTranslation();
  if (errors.length > 0)
    return (
      <div
        role="alert"
        className={cn(
          "scroll-mt-[calc(var(--bar,0px)+1rem)] rounded-md bg-bad-soft px-3 py-2.5 text-sm text-bad-text",
          className,
        )}
      >
        {errors.join(" ")}
      </div>
    );
  if (!restored) return null;
  return (
    <p role="status" className={cn("text-sm text-muted-foreground", className)}>
      {t("save.restored")}
    </p>
  );
}
