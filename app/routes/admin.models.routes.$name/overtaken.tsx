import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "~/components/ui/button";

/** Somebody else saved the route while it was edited here. */
export function Overtaken({ form, to }: { form: string; to: string }) {
  const { t } = useTranslation("models");
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-md bg-warn-soft px-3 py-2.5 text-sm text-warn-text"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{t("editor.overtaken")}</span>
      <Button variant="outline" size="sm" asChild>
        <Link to={to} reloadDocument>
          {t("editor.loadTheirs")}
        </Link>
      </Button>
      <Button type="submit" size="sm" form={form} name="overwrite" value="true">
        {t("editor.saveMine")}
      </Button>
    </div>
  );
}
