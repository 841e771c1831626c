import { CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Toaster as Sonner, toast } from "sonner";

export { toast };

/** Toasts only confirm; failures stay on the page. Bottom right, top on a phone. */
export function Toaster() {
  const { t } = useTranslation();
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const media = window.matchMedia("(max-width: 1023px)");
    const update = () => setNarrow(media.matches);
    update();
    media.addEventListener("change", update);
    return () => media.removeEventListener("change", update);
  }, []);
  return (
    <Sonner
      containerAriaLabel={t("notifications")}
      position={narrow ? "top-center" : "bottom-right"}
      visibleToasts={3}
      duration={6000}
      icons={{ success: <CircleCheck className="size-4" aria-hidden /> }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg bg-popover font-sans px-3.5 py-3 text-sm text-foreground shadow-pop sm:w-[342px]",
          title: "font-medium",
          description: "text-xs text-muted-foreground",
          actionButton:
            "ml-auto h-7 shrink-0 rounded-md border border-border bg-card px-2.5 text-xs font-medium text-foreground shadow-card hover:bg-accent",
          icon: "mt-0.5 shrink-0 text-ok-text",
        },
      }}
    />
  );
}
