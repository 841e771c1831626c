import { ScrollText, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CapabilityIcons } from "~/components/capability-icons";
import { useFigures } from "~/components/figures";
import { Neighbours, useNeighbourKeys } from "~/components/neighbours";
import { Rail, RailStep } from "~/components/rail";
import { StatusLabel } from "~/components/status-label";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { cn } from "~/lib/class-names";
import { formatContext, formatDuration, formatInteger, formatPercent } from "~/lib/format";
import { rateTone } from "~/lib/rate-tone";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { CatalogueModel, Server } from "./catalogue.server";

interface ModelPanelProps {
  model: CatalogueModel;
  faces: Record<string, ProviderFace>;
  /** Addresses of the models before and after it in the list; null at its ends. */
  previous: string | null;
  next: string | null;
  onClose: () => void;
}

/** Each provider of a model with its own price, speed and success, in the order in which they are tried. */
export function ModelPanel({ model, faces, previous, next, onClose }: ModelPanelProps) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const onKeyDown = useNeighbourKeys({ previous, next });
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={model.id} className="md:w-[560px]" onKeyDown={onKeyDown}>
        <header className="flex h-[52px] shrink-0 items-center gap-3 border-b px-4 lg:px-5">
          <h2 className="min-w-0 truncate font-mono text-sm font-semibold">{model.id}</h2>
          <CapabilityIcons capabilities={model.capabilities} className="max-sm:hidden" />
          <Button variant="outline" size="sm" className="ml-auto" asChild>
            <Link to={`/admin/requests?${new URLSearchParams({ model: model.id })}`}>
              <ScrollText />
              {t("panel.requests")}
            </Link>
          </Button>
          <span className="flex items-center gap-1">
            <Neighbours previous={previous} next={next} labels={[t("panel.previous"), t("panel.next")]} />
            <Button variant="ghost" size="icon-sm" aria-label={common("close")} onClick={onClose}>
              <X />
            </Button>
          </span>
        </header>
        <div className="scroll-thin min-h-0 overflow-y-auto px-4 py-4 lg:px-5">
          <p className="mb-4 text-xs text-muted-foreground">
            {t(model.servers.length === 1 ? "panel.alone" : "panel.order")}
          </p>
          <Rail>
            {model.servers.map((server, index) => (
              <RailStep
                key={server.providerId}
                number={index + 1}
                look={index === 0 ? "first" : "later"}
                last={index === model.servers.length - 1}
                className="pb-5"
              >
                <ServerFacts server={server} model={model.id} face={faces[server.providerId]} />
              </RailStep>
            ))}
          </Rail>
        </div>
      </SheetContent>
    </Sheet>
  );
}

function ServerFacts({ server, model, face }: { server: Server; model: string; face: ProviderFace | undefined }) {
  const { formatPrice } = useFigures();
  const { t } = useTranslation("models");
  const facts = [
    { id: "input", value: formatPrice(server.pricing?.input) },
    { id: "output", value: formatPrice(server.pricing?.output) },
    { id: "context", value: formatContext(server.contextLength) },
    { id: "requests", value: formatInteger(server.requests) },
    { id: "success", value: formatPercent(server.successRate), tone: rateTone(server.successRate) },
    { id: "firstToken", value: formatDuration(server.firstTokenMs) },
    { id: "latency", value: formatDuration(server.latencyMs) },
  ] as const;
  return (
    <>
      <div className="flex min-h-[25px] flex-wrap items-center gap-x-2 gap-y-1">
        {face ? <Tile mark={face.mark} hue={face.hue} size={18} /> : null}
        <Link
          to={`/admin/providers/${encodeURIComponent(server.providerId)}/models`}
          className="text-sm font-medium hover:text-brand-text"
        >
          {face?.name ?? server.providerId}
        </Link>
        <StatusLabel state={server.state} />
        {server.upstream === model ? null : (
          <code className="truncate font-mono text-xs text-muted-foreground">→ {server.upstream}</code>
        )}
      </div>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
        {facts.map((fact) => (
          <div key={fact.id}>
            <dt className="text-2xs text-muted-foreground">{t(`column.${fact.id}`)}</dt>
            <dd className={cn("tnum text-sm", "tone" in fact && fact.tone)}>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
