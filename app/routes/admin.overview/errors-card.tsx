import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CardEmpty, CardProblem } from "~/components/card-problem";
import { useFigures } from "~/components/figures";
import { Tile } from "~/components/tile";
import { Badge, type BadgeVariant } from "~/components/ui/badge";
import { Card, CardHeader } from "~/components/ui/card";
import { When } from "~/components/when";
import type { ErrorGroup } from "~/db/log/log-types";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { CardLink } from "./card-link";
import { useRequestsLink } from "./use-requests-link";

interface ErrorsCardProps {
  /** Null where they could not be read. */
  errors: ErrorGroup[] | null;
  faces: Record<string, ProviderFace>;
}

export function ErrorsCard({ errors, faces }: ErrorsCardProps) {
  const { t } = useTranslation("overview");
  const requests = useRequestsLink();
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader title={t("errors.title")} hint={t("errors.hint")}>
        <CardLink to={requests({ status: "upstream_error" })}>{t("errors.open")}</CardLink>
      </CardHeader>
      {errors === null ? <CardProblem /> : null}
      {errors?.length === 0 ? <CardEmpty>{t("errors.empty")}</CardEmpty> : null}
      <ul className="pb-1">
        {errors?.map((group) => (
          <li key={[group.status, group.code, group.message, group.providerId, group.model].join("|")}>
            <ErrorRow group={group} provider={group.providerId ? faces[group.providerId] : undefined} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ErrorRow({ group, provider }: { group: ErrorGroup; provider: ProviderFace | undefined }) {
  const { formatCount } = useFigures();
  const { t } = useTranslation("overview");
  const requests = useRequestsLink();
  return (
    <Link
      to={requests(filterOf(group))}
      className="flex h-[47.5px] items-center gap-3 border-t px-4 hover:bg-accent/60"
    >
      <Badge variant={errorTone(group)} className="tnum w-9 justify-center font-mono">
        {group.status === 0 ? t("errors.network") : group.status}
      </Badge>
      <span className="min-w-0 flex-1 leading-[1.05rem]">
        <span className="block truncate text-sm font-medium" title={group.message ?? undefined}>
          {group.code ?? group.message ?? t("errors.unknown")}
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-xs text-muted-foreground">
          {provider ? <Tile mark={provider.mark} hue={provider.hue} size={14} /> : null}
          <span className="sr-only">{provider?.name ?? group.providerId}</span>
          <span className="truncate">
            {[group.model, group.code ? group.message : null].filter(Boolean).join(" · ")}
          </span>
        </span>
      </span>
      <span className="shrink-0 text-right leading-[1.05rem]">
        <span className="tnum block font-medium">{formatCount(group.count)}×</span>
        <When time={group.lastAt} className="tnum block text-2xs text-muted-foreground" />
      </span>
    </Link>
  );
}

/** The caller's own mistakes are grey, as nothing is wrong with the gateway; a key that a provider refuses is not one. */
function errorTone({ status, providerId }: ErrorGroup): BadgeVariant {
  if (status === 429 || status === 529) return "warn";
  if (providerId !== null && (status === 401 || status === 403)) return "bad";
  return status >= 400 && status < 500 ? "idle" : "bad";
}

function filterOf(group: ErrorGroup): Record<string, string> {
  return {
    ...(group.status > 0 ? { status: String(group.status) } : {}),
    ...(group.providerId ? { provider: group.providerId } : {}),
    ...(group.model ? { model: group.model } : {}),
  };
}
