import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Tile } from "~/components/tile";
import { cn } from "~/lib/class-names";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { Server } from "./catalogue.server";

/** More would push the other columns away; the panel has them all. */
const shownServers = 5;

/** The providers of a model in the order in which they are tried; a dot marks those that are not healthy. */
export function ServedBy({ servers, faces }: { servers: Server[]; faces: Record<string, ProviderFace> }) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const rest = servers.length - shownServers;
  return (
    <span className="inline-flex items-center gap-1 align-middle">
      {servers.slice(0, shownServers).map((server, index) => {
        const face = faces[server.providerId];
        const name = face?.name ?? server.providerId;
        const state = common(`state.${server.state}`);
        return (
          <Fragment key={server.providerId}>
            {index > 0 ? <ChevronRight className="size-3 text-faint" aria-hidden /> : null}
            <span className="relative inline-flex" title={`${name}, ${state}`}>
              {face ? <Tile mark={face.mark} hue={face.hue} size={20} dim={server.state === "down"} /> : null}
              <span className="sr-only">
                {name}, {state}
              </span>
              <StateDot state={server.state} />
            </span>
          </Fragment>
        );
      })}
      {rest > 0 ? <span className="ml-1 text-xs text-muted-foreground">+{rest}</span> : null}
      {servers.length === 1 ? <span className="ml-1.5 text-xs text-muted-foreground">{t("noFallback")}</span> : null}
    </span>
  );
}

function StateDot({ state }: { state: Server["state"] }) {
  if (state === "healthy") return null;
  return (
    <span
      aria-hidden="true"
      className={cn(
        "absolute -right-0.5 -top-0.5 size-[7px] rounded-full ring-2 ring-card",
        state === "down" ? "bg-bad" : "bg-warn",
      )}
    />
  );
}
