import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";

interface OvertakenProps {
  /** Id of the form whose base somebody else has changed; its fields hold what was typed. */
  form: string;
  /** The form as it is stored now. */
  to: string;
  /** What was changed; as a rule only that it was. */
  children?: ReactNode;
  className?: string;
}

/** Somebody else saved while this form was filled: nothing was written, and both ways are offered. */
export function Overtaken({ form, to, children, className }: OvertakenProps) {
  const { t } = useTranslation();
  return (
    <div
      role="alert"
      className={cn(
        "scroll-mt-[calc(var(--bar,0px)+1rem)] flex flex-wrap items-center gap-3 rounded-md bg-warn-soft px-3 py-2.5 text-sm text-warn-text",
        className,
      )}
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-48 flex-1">{children ?? t("save.overtaken")}</span>
      <Button variant="outline" size="sm" asChild>
        <Link to={to} reloadDocument>
          {t("save.loadTheirs")}
        </Link>
      </Button>
      <Button type="submit" size="sm" form={form} name="overwrite" value="true">
        {t("save.saveMine")}
      </Button>
    </div>
  );
}
