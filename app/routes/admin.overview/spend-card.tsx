import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CardEmpty, CardProblem } from "~/components/card-problem";
import { Money } from "~/components/figures";
import { ShareBar } from "~/components/share-bar";
import { Card, CardHeader } from "~/components/ui/card";
import type { ModelSpend } from "~/db/usage/usage-types";
import { formatWholeShare } from "~/lib/format";
import { CardLink } from "./card-link";
import { useRequestsLink } from "./use-requests-link";

const shownModels = 7;

/** Seven models and the others. */
export function SpendCard({ spend }: { spend: ModelSpend[] | null }) {
  const { t } = useTranslation("overview");
  const requests = useRequestsLink();
  const sorted = [...(spend ?? [])].sort((a, b) => b.costMicroUsd - a.costMicroUsd || b.requests - a.requests);
  const total = sorted.reduce((sum, model) => sum + model.costMicroUsd, 0);
  const shown = sorted.slice(0, shownModels);
  const others = sorted.slice(shownModels);
  const othersCost = others.reduce((sum, model) => sum + model.costMicroUsd, 0);
  const longest = Math.max(1, shown[0]?.costMicroUsd ?? 0, othersCost);
  const share = (cost: number) => formatWholeShare(total === 0 ? null : cost / total);
  const row = "relative flex h-[29px] items-center gap-3 pointer-coarse:h-11";
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader title={t("spend.title")}>
        <CardLink to="/admin/usage?split=model">{t("spend.all")}</CardLink>
      </CardHeader>
      {spend === null ? <CardProblem /> : null}
      {spend?.length === 0 ? <CardEmpty>{t("spend.empty")}</CardEmpty> : null}
      <ul className="px-4 pb-3">
        {shown.map((model) => (
          <li key={model.model} className={row}>
            <Link
              to={requests({ model: model.model })}
              title={model.model}
              className="w-[128px] shrink-0 truncate font-mono text-xs after:absolute after:inset-0 hover:text-brand-text"
            >
              {model.model || t("spend.none")}
            </Link>
            <ShareBar ratio={model.costMicroUsd / longest} className="flex-1" />
            <Money value={model.costMicroUsd} className="tnum w-14 text-right font-medium" />
            <span className="tnum w-8 text-right text-xs text-muted-foreground">{share(model.costMicroUsd)}</span>
          </li>
        ))}
        {others.length > 0 ? (
          <li className={`${row} text-muted-foreground`}>
            <span className="w-[128px] shrink-0 truncate text-xs">{t("spend.others", { count: others.length })}</span>
            <ShareBar ratio={othersCost / longest} color="var(--chart-8)" className="flex-1" />
            <Money value={othersCost} className="tnum w-14 text-right" />
            <span className="tnum w-8 text-right text-xs">{share(othersCost)}</span>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}
