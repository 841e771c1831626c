import { ExternalLink } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

const never = () => () => {};

/** Inside another site's page, as Hugging Face shows a Space, browsers do not keep the session: says so, and leads out. */
export function FramedNotice() {
  const { t } = useTranslation("login");
  const framed = useSyncExternalStore(
    never,
    () => window.self !== window.top,
    () => false,
  );
  if (!framed) return null;
  return (
    <p className="mt-4 rounded-md bg-warn-soft px-3 py-2.5 text-xs leading-[1.1rem] text-warn-text">
      {t("framed.text")}{" "}
      <a href="/login" target="_blank" rel="noopener" className="inline-flex items-center gap-1 font-medium underline">
        {t("framed.open")}
        <ExternalLink className="size-3" aria-hidden />
      </a>
    </p>
  );
}
