import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";

/** Sends the filters of a page where no scripts run; scripts filter as one types and chooses. */
export function FilterButton() {
  const { t } = useTranslation();
  return (
    <noscript>
      <Button type="submit" variant="outline">
        {t("applyFilter")}
      </Button>
    </noscript>
  );
}
