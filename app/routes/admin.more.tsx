import { useTranslation } from "react-i18next";
import { Page } from "~/components/page";
import { MoreRows } from "~/components/shell/more-rows";

/** What the sheet "More" of a phone has, for browsers in which no scripts run. */
export default function More() {
  const { t } = useTranslation();
  return (
    <Page title={t("nav.more")} flush>
      <MoreRows />
    </Page>
  );
}
