import { useTranslation } from "react-i18next";
import { useNavigation } from "react-router";
import { useLong } from "~/components/use-long";

/** While the next page is on its way. */
export function NavigationProgress() {
  return <ProgressLine active={useNavigation().state !== "idle"} />;
}

/** A 2 px line while something newer than what is shown is on its way; not for the first 150 ms. */
export function ProgressLine({ active }: { active: boolean }) {
  const { t } = useTranslation();
  if (!useLong(active)) return null;
  return (
    <div role="progressbar" aria-label={t("loading")} className="fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      <div className="h-full w-2/5 animate-progress bg-primary" />
    </div>
  );
}
