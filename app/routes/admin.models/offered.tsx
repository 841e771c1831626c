import { OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CatalogueModel } from "./catalogue.server";

/** Says of an offered model that no provider of it is up: a client that asks now cannot be served. */
export function Offered({ model }: { model: Pick<CatalogueModel, "servers" | "offered"> }) {
  const { t } = useTranslation("models");
  if (!model.offered || model.servers.some((server) => server.state !== "down")) return null;
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-xs font-medium text-bad-text">
      <OctagonX className="size-3.5 shrink-0" aria-hidden />
      {t("offered.down")}
    </span>
  );
}
