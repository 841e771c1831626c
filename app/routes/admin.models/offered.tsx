import { CircleCheck, OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "~/lib/class-names";
import type { CatalogueModel } from "./catalogue.server";

interface OfferedProps {
  model: Pick<CatalogueModel, "servers">;
  /** Says nothing of a model that is offered, where no column head explains it. */
  exceptions?: boolean;
}

/** Whether a client that asks now can be served: one provider that is not down is enough. */
export function Offered({ model, exceptions }: OfferedProps) {
  const { t } = useTranslation("models");
  const up = model.servers.some((server) => server.state !== "down");
  if (up && exceptions) return null;
  const Icon = up ? CircleCheck : OctagonX;
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 align-middle text-xs",
        up ? "text-ok-text" : "font-medium text-bad-text",
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {t(up ? "offered.yes" : "offered.no")}
    </span>
  );
}
