import { ChevronDown, Layers } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/checkbox";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import { columnIds, fixedColumns, readColumns, writeColumns } from "./column-list";

/** Which columns the list has, kept by this browser. */
export function ColumnsMenu() {
  const { t } = useTranslation("requests");
  const { preferences, setPreference } = useEnvironment();
  const shown = readColumns(preferences.requestColumns);
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="outline" className="max-lg:hidden">
          <Layers />
          {t("columns")}
          <ChevronDown />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={t("columns")} className="w-48 p-1.5">
        {columnIds
          .filter((id) => !fixedColumns.includes(id))
          .map((id) => (
            <label key={id} className="flex h-8 items-center gap-2.5 rounded px-2 hover:bg-accent">
              <Checkbox
                checked={shown[id]}
                onCheckedChange={(checked) =>
                  setPreference("requestColumns", writeColumns({ ...shown, [id]: checked === true }))
                }
              />
              {t(`column.${id}`)}
            </label>
          ))}
      </PopoverContent>
    </Popover>
  );
}
