import { useTranslation } from "react-i18next";
import { Money, useFigures } from "~/components/figures";
import type { LogDetail } from "~/db/log/log-types";
import { formatInteger } from "~/lib/format";
import { costLines } from "./cost-lines";

export function UsageTable({ log }: { log: LogDetail }) {
  const { formatPrice } = useFigures();
  const { t } = useTranslation("requests");
  const lines = costLines(log);
  return (
    <section className="min-w-0 px-4 py-4 max-lg:border-t lg:px-5">
      <h3 className="mb-1.5 text-sm font-medium">{t("detail.usage")}</h3>
      <table className="w-full text-sm">
        <tbody>
          {lines.map((line) => (
            <tr key={line.kind} className="h-7">
              <th scope="row" className="text-left text-xs font-normal text-muted-foreground">
                {t(`usage.${line.kind}`)}
              </th>
              <td className="tnum text-right">{formatInteger(line.tokens)}</td>
              <td className="tnum text-right text-xs text-muted-foreground">
                {line.price === null ? "" : `× ${formatPrice(line.price)}`}
              </td>
              <td className="tnum text-right">
                <Money value={line.costMicroUsd} />
              </td>
            </tr>
          ))}
          {log.cache === "hit" ? (
            <tr className="h-7">
              <th scope="row" className="text-left text-xs font-normal text-muted-foreground">
                {t("usage.saved")}
              </th>
              <td className="tnum text-right" colSpan={3}>
                <Money value={log.savedMicroUsd} className="text-ok-text" />
              </td>
            </tr>
          ) : null}
          <tr className="h-8 border-t font-medium">
            <th scope="row" className="text-left font-medium">
              {t("usage.total")}
            </th>
            <td className="tnum text-right">{formatInteger(log.usage.promptTokens + log.usage.completionTokens)}</td>
            <td className="text-right text-xs font-normal text-muted-foreground">
              {log.pricing ? t("usage.perMillion") : ""}
            </td>
            <td className="tnum text-right">
              <Money value={log.costMicroUsd} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className="mt-2 text-2xs text-muted-foreground">
        {log.usage.reasoningTokens > 0 ? `${t("usage.reasoning", { count: log.usage.reasoningTokens })} ` : ""}
        {t(`usage.source.${log.usage.source}`)}{" "}
        {log.cache === "hit"
          ? t("usage.fromCache")
          : log.pricing || log.usage.source === "none"
            ? ""
            : t("usage.noPrice")}
      </p>
    </section>
  );
}
