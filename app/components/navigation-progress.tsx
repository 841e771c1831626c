import { useTranslation } from "react-i18next";
import { useNavigation } from "react-router";

/** A 2 px line while the next page is on its way; not for the first 150 ms. */
export function NavigationProgress() {
  const { t } = useTranslation();
  const navigation = useNavigation();
  if (navigation.state === "idle") return null;
  return (
    <div
      role="progressbar"
      aria-label={t("loading")}
      className="fixed inset-x-0 top-0 z-50 h-0.5 animate-late overflow-hidden"
    >
      <div className="h-full w-2/5 animate-progress bg-primary" />
    </div>
  );
}
