import { CircleCheck, OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";
import type { CatalogueModel } from "./catalogue.server";

/** Whether a client that asks now can be served: one provider that is not down is enough. */
export function Offered({ model, className }: { model: Pick<CatalogueModel, "servers">; className?: string }) {
  const { t } = useTranslation("models");
  const up = model.servers.some((server) => server.state !== "down");
  const Icon = up ? CircleCheck : OctagonX;
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 align-middle text-xs",
        up ? "text-ok-text" : "font-medium text-bad-text",
        className,
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {t(up ? "offered.yes" : "offered.no")}
    </span>
  );
}
