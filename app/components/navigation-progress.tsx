import { useTranslation } from "react-i18next";
import { useNavigation } from "react-router";
import { useLong } from "~/components/hooks/use-long";

/**
 * A 2 px line under the top bar while the next page is on its way, or what is newer than the shown figures (`busy`); not for
 * the first 150 ms.
 */
export function NavigationProgress({ busy = false }: { busy?: boolean }) {
  const { t } = useTranslation();
  const navigating = useNavigation().state !== "idle";
  if (!useLong(navigating || busy)) return null;
  return (
    <div role="progressbar" aria-label={t("loading")} className="absolute inset-x-0 top-full h-0.5 overflow-hidden">
      <div className="h-full w-2/5 animate-progress bg-primary" />
    </div>
  );
}
