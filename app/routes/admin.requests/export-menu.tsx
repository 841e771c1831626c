import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";

/** The filtered rows as a file. */
export function ExportMenu() {
  const { t } = useTranslation("requests");
  const [parameters] = useSearchParams();
  const address = (format: string) => {
    const own = new URLSearchParams(parameters);
    own.set("format", format);
    return `/admin/requests/export?${own}`;
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" className="max-lg:w-8 max-lg:px-0 pointer-coarse:h-11 pointer-coarse:max-lg:w-11">
          <Download />
          <span className="max-lg:sr-only">{t("export.open")}</span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {(["csv", "json"] as const).map((format) => (
          <DropdownMenuItem key={format} asChild>
            <a href={address(format)} download>
              {t(`export.${format}`)}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
