import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Rail, RailStep } from "~/components/rail";
import { reasonText } from "~/components/reason-text";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import type { LogDetail } from "~/db/log/log-types";
import type { ProviderFace } from "~/routes/provider-faces.server";

/** The order that was computed before the first call, with the reason for each place. */
export function PlanSection({ log, faces }: { log: LogDetail; faces: Record<string, ProviderFace> }) {
  const { t } = useTranslation("requests");
  const { t: common } = useTranslation();
  if (log.plan.length === 0) return null;
  const tried = log.attempts.length;
  return (
    <section className="px-4 py-4 lg:px-5">
      <h3 className="text-sm font-medium">{t("detail.plan")}</h3>
      <p className="mb-3 text-xs text-muted-foreground">{t("detail.planHelp", { count: log.plan.length, tried })}</p>
      <Rail>
        {log.plan.map((place, index) => {
          const face = faces[place.providerId];
          const name = `${place.providerId} ${place.model} ${place.credentialName}`;
          return (
            <RailStep
              key={`${index}-${name}`}
              number={index + 1}
              look={index === 0 ? "first" : "later"}
              last={index === log.plan.length - 1}
              className="pb-3"
            >
              <div className="flex flex-wrap items-center gap-x-2 text-sm">
                {face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
                <span className="font-medium">{face?.name ?? place.providerId}</span>
                <code className="font-mono text-xs">{place.model}</code>
                {place.credentialName ? (
                  <code className="font-mono text-2xs text-muted-foreground">{place.credentialName}</code>
                ) : null}
                {index < tried ? (
                  <Badge className="h-4 px-1">
                    <Check />
                    {t("detail.tried")}
                  </Badge>
                ) : null}
              </div>
              <p className="text-xs text-muted-foreground">{reasonText(place.reason, common)}</p>
            </RailStep>
          );
        })}
      </Rail>
    </section>
  );
}
