import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";

/** What the last answers cost beside each other, in micro-dollars; those without a cost are left out. */
export function RoundCost({ answers }: { answers: { id: string; model: string; costMicroUsd: number | null }[] }) {
  const { formatMoney } = useFigures();
  const { t } = useTranslation("playground");
  const costs = answers.flatMap(({ costMicroUsd, ...answer }) =>
    costMicroUsd === null ? [] : [{ ...answer, cost: costMicroUsd }],
  );
  const sum = costs.reduce((total, { cost }) => total + cost, 0);
  if (costs.length === 0) return null;
  return (
    <section className="border-t pt-4">
      <h2 className="mb-2 text-xs font-medium">{t("thisRound")}</h2>
      <ul className="space-y-1.5 text-xs">
        {costs.map(({ id, model, cost }) => (
          <li key={id}>
            <div className="flex justify-between gap-2">
              <span className="truncate font-mono text-[11px]">{model}</span>
              <span className="tnum">{formatMoney(cost)}</span>
            </div>
            <div aria-hidden className="mt-1 h-1 overflow-hidden rounded-full bg-border">
              <div
                className="h-full rounded-full bg-primary dark:bg-chart-1"
                style={{ width: `${sum > 0 ? (cost / sum) * 100 : 0}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
